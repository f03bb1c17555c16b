// Our server beside those of other languages, on texts of the same length: a mistake is typed in the middle, and taken
// back. node bench/lsp/beside-peers.ts; the others are measured where they are installed (npm install in bench/lsp/peers).
// The servers take turns, so that what else the machine does meets them alike. As one JSON document.
import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { startClient } from "../../test/lsp/client.ts";
import { makeProject } from "../../test/lsp/project.ts";
import { bundle } from "../../vscode-extension/build/bundle.ts";
import { machine, median } from "../machine.ts";
import { type Peer, peers } from "./peers.ts";
import { cpuOf, memoryOf } from "./process.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 20);
const WARM_UPS = Math.ceil(ROUNDS / 2);

/** A server with a text open, and what a turn of it takes. */
async function opened(peer: Peer, lines: number) {
  const text = peer.text(lines);
  const project = makeProject({ ...peer.others, [peer.file]: text });
  const begun = performance.now();
  const editor = await startClient({ folders: [project.folder], command: peer.command, env: peer.env });
  const initializeMs = performance.now() - begun;
  const uri = project.uri(peer.file);
  editor.open(uri, text, peer.languageId);
  const offset = text.indexOf(peer.sound, text.length / 2) + peer.sound.length;
  const typed = text.slice(0, offset) + peer.wrong + text.slice(offset);
  const start = TextDocument.create(uri, "", 1, text).positionAt(offset);
  const end = TextDocument.create(uri, "", 1, typed).positionAt(offset + peer.wrong.length);
  const taken = { diagnosticsMs: [] as number[], diagnosticsCpuMs: [] as number[], hoverMs: [] as number[] };
  const turn = async (): Promise<void> => {
    const [from, cpu] = [performance.now(), cpuOf(editor.pid) ?? 0];
    editor.edit(uri, start, start, peer.wrong);
    await editor.published(uri, isWrong);
    taken.diagnosticsMs.push(performance.now() - from);
    taken.diagnosticsCpuMs.push((cpuOf(editor.pid) ?? 0) - cpu);
    const asked = performance.now();
    editor.edit(uri, start, end, "");
    await editor.request("textDocument/hover", {
      textDocument: { uri },
      position: { line: start.line, character: start.character - 3 },
    });
    taken.hoverMs.push(performance.now() - asked);
    await editor.published(uri, (found) => !isWrong(found));
  };
  const close = async () => {
    const memoryMiB = memoryOf(editor.pid);
    await editor.stop();
    project.remove();
    return { name: peer.name, lines, initializeMs: round(initializeMs), ...times(taken), memoryMiB };
  };
  return { turn, close };
}

/** A sound text may have warnings. */
const isWrong = (found: readonly Diagnostic[]): boolean =>
  found.some(({ severity }) => severity === DiagnosticSeverity.Error);

const round = (ms: number): number => Math.round(ms * 10) / 10;

/** Without the turns that warm a server up. The least says most of a server on a machine that is busy. */
function times(taken: Readonly<Record<string, readonly number[]>>) {
  return Object.fromEntries(
    Object.entries(taken).map(([what, all]) => {
      const measured = all.slice(WARM_UPS);
      return [what, { least: round(Math.min(...measured)), median: round(median(measured)) }];
    }),
  );
}

await bundle();
const results = [];
for (const lines of [1_000, 10_000]) {
  const all = await Promise.all(peers().map((peer) => opened(peer, lines)));
  for (let count = 0; count < WARM_UPS + ROUNDS; count++) for (const { turn } of all) await turn();
  for (const { close } of all) results.push(await close());
}
console.log(JSON.stringify({ bench: "lsp beside peers", machine: machine(), results }, null, 2));
