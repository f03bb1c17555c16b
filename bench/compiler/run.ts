import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { checkProject, compileProject } from "@trajet/compiler";
import { format } from "@trajet/grammar";
import { V8_OPTIONS } from "../../cli/start/snapshot.mjs";
import { machine, timed } from "../machine.ts";
import { mapTimes } from "./map.ts";
import { parserTimes } from "./parsers.ts";
import { projectOf } from "./project.ts";

/**
 * Times of parsing, checking and compiling generated projects, and of drawing a journey, in milliseconds, as one JSON document.
 * Run it with `npm run bench:compiler`.
 */
const results = [1_000, 10_000].map((lines) => {
  const text = projectOf(lines);
  const files = {
    folder: "/bench",
    config: '{ "name": "bench" }',
    journeys: [{ path: "bench.journey", text }],
    readFile: () => undefined,
  };
  const checked = checkProject(files);
  const errors = checked.diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (errors.length > 0) throw new Error(`the generated project is not sound: ${errors[0]?.message}`);
  const [rounds, warmUps] = lines > 5_000 ? [12, 20] : [60, 150];
  return {
    lines: text.split("\n").length - 1,
    kilobytes: Math.round(text.length / 1024),
    parsers: parserTimes(lines, lines > 5_000 ? 40 : 100),
    format: timed(rounds, () => format(text), warmUps),
    check: timed(rounds, () => checkProject(files).diagnostics, warmUps),
    compile: timed(rounds, () => compileProject(checked.model, checked.diagnostics), warmUps),
  };
});
/** In a process of its own, which has checked nothing yet, under the options of the command line. */
const ownProcess = [
  ...V8_OPTIONS,
  "--expose-gc",
  fileURLToPath(new URL("./incremental.ts", import.meta.url)),
];
const incremental: unknown = JSON.parse(execFileSync(process.execPath, ownProcess, { encoding: "utf8" }));
console.log(
  JSON.stringify(
    { bench: "compiler", machine: machine(), results, map: mapTimes(200), incremental },
    null,
    2,
  ),
);
