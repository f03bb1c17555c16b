// Resident memory of the language server while somebody types into a file of 10,000 lines, in MiB, as one JSON document:
// node bench/lsp/memory.ts. EDITS says how many edits (100,000 unless said); of each hundred the last is waited for.
import { startClient } from "../../test/lsp/client.ts";
import { makeProject } from "../../test/lsp/project.ts";
import { bundle } from "../../vscode-extension/build/bundle.ts";
import { machine } from "../machine.ts";
import { OURS } from "./peers.ts";
import { memoryOf } from "./process.ts";
import { oneFile } from "./workspace.ts";

const EDITS = Number(process.env.EDITS ?? 100_000);
const BURST = 100;
const FILE = "bench.journey";
/** As the VS Code extension starts it. */
const [node = "", ...rest] = OURS.command;
const command = [node, "--max-semi-space-size=4", ...rest];

await bundle();
const files = oneFile(10_000);
const project = makeProject(files);
const editor = await startClient({ folders: [project.folder], command });
const uri = project.uri(FILE);
editor.open(uri, files[FILE] ?? "");
await editor.diagnostics(uri);
const memoryMiB: Record<number, number | undefined> = { 0: memoryOf(editor.pid) };
const [start, end] = [
  { line: 5_000, character: 0 },
  { line: 5_000, character: 1 },
];
for (let edits = BURST; edits <= EDITS; edits += BURST) {
  for (let each = 0; each < BURST; each += 2) {
    editor.edit(uri, start, start, " ");
    editor.edit(uri, start, end, "");
  }
  await editor.diagnostics(uri);
  if (edits % Math.ceil(EDITS / 10) === 0) memoryMiB[edits] = memoryOf(editor.pid);
}
await editor.stop();
project.remove();
console.log(JSON.stringify({ bench: "lsp memory", machine: machine(), lines: 10_000, memoryMiB }, null, 2));
