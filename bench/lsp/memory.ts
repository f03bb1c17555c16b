// Resident memory of the language server with a file of 10,000 lines, in MiB, as one JSON document: node bench/lsp/memory.ts. First
// after what an editor asks for, each 20 times behind an edit, and when nothing was asked for a while; then while somebody types
// without a pause. EDITS says how many edits (100,000 unless said); of each hundred the last is waited for.
import { setTimeout as pause } from "node:timers/promises";
import { startClient } from "../../test/lsp/client.ts";
import { makeProject } from "../../test/lsp/project.ts";
import { bundle } from "../../vscode-extension/build/bundle.ts";
import { machine } from "../machine.ts";
import { OURS } from "./peers.ts";
import { memoryOf } from "./process.ts";
import { oneFile } from "./workspace.ts";

const EDITS = Number(process.env.EDITS ?? 100_000);
const BURST = 100;
/** Longer than the server waits before it gives back what nobody needs. */
const REST_MS = 3_000;
const FILE = "bench.journey";

await bundle();
const files = oneFile(10_000);
const project = makeProject(files);
const editor = await startClient({ folders: [project.folder], ...OURS });
const uri = project.uri(FILE);
editor.open(uri, files[FILE] ?? "");
await editor.diagnostics(uri);
const [start, end] = [
  { line: 5_000, character: 0 },
  { line: 5_000, character: 1 },
];
const textDocument = { uri };
const options = { tabSize: 2, insertSpaces: true };

/** What it is after so many edits, each with a question behind it. */
async function after(ask: () => Promise<unknown>): Promise<number | undefined> {
  for (let round = 0; round < 20; round++) {
    editor.edit(uri, start, start, " ");
    await ask();
    await editor.diagnostics(uri);
    editor.edit(uri, start, end, "");
    await editor.diagnostics(uri);
  }
  return memoryOf(editor.pid);
}

async function rested(): Promise<number | undefined> {
  await pause(REST_MS);
  return memoryOf(editor.pid);
}

const states = {
  opened: memoryOf(editor.pid),
  typed: await after(async () => {}),
  completion: await after(() =>
    editor.request("textDocument/completion", { textDocument, position: { line: 5_000, character: 13 } }),
  ),
  colours: await after(() => editor.request("textDocument/semanticTokens/full", { textDocument })),
  coloursRested: await rested(),
  format: await after(() => editor.request("textDocument/formatting", { textDocument, options })),
  formatRested: await rested(),
  outline: await after(() => editor.request("textDocument/documentSymbol", { textDocument })),
  lenses: await after(() => editor.request("textDocument/codeLens", { textDocument })),
  typedAgain: await after(async () => {}),
  rested: await rested(),
};
const memoryMiB: Record<number, number | undefined> = { 0: memoryOf(editor.pid) };
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
console.log(
  JSON.stringify({ bench: "lsp memory", machine: machine(), lines: 10_000, states, memoryMiB }, null, 2),
);
