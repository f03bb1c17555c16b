// The console as its readers meet it, as one JSON document: node bench/console/run.ts. The bytes of script of the first view, how
// long a board takes from the address to its rows, and how a map of 200 steps keeps up while every count changes in every
// frame. It needs Chromium (TRAJET_CHROMIUM). On a machine that does other work the frames say little: what a change
// computes, `taskMsPerChange`, says more.

import { machine } from "../machine.ts";
import { launchConsole } from "./launch.ts";
import { loadBoard } from "./load-board.ts";
import { moveMap } from "./move-map.ts";
import { scriptOfFirstView } from "./script-bytes.ts";

const opened = await launchConsole();
try {
  const result = {
    ...machine(),
    firstView: scriptOfFirstView(),
    board: await loadBoard(opened),
    map: await moveMap(opened),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await opened.close();
}
