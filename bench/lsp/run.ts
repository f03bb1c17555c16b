// Times of the language server as an editor sees them, over standard input and output, in milliseconds, as one JSON
// document: node bench/lsp/run.ts. It is the bundled server, the one that editors start.
import { rmSync } from "node:fs";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Client, startClient } from "../../test/lsp/client.ts";
import { makeProject, type TestProject } from "../../test/lsp/project.ts";
import { bundle } from "../../vscode-extension/build/bundle.ts";
import { journeyOf } from "../compiler/map.ts";
import { machine, median } from "../machine.ts";
import { COMPILED, OURS } from "./peers.ts";
import { cpuOf, memoryOf } from "./process.ts";
import { CONFIG, manyFiles, oneFile } from "./workspace.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 40);
const EDITED = '    tag "engaged"\n';

/** Until the answer was there, and what the server's first thread ran meanwhile. */
type Taken = { readonly wallMs: number; readonly cpuMs: number };

/** The least, and the processor's time, say more than the others on a machine that does other work. */
interface Times {
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly leastMs: number;
  readonly cpuMedianMs: number;
  readonly cpuLeastMs: number;
}

/** Opens one file of a project, and edits it again and again in its middle. */
async function measureFile(files: Readonly<Record<string, string>>, file: string) {
  const project = makeProject(files);
  const begun = performance.now();
  const editor = await startClient({
    folders: [project.folder],
    ...OURS,
  });
  const initializeMs = since(begun);
  const opened = performance.now();
  editor.open(project.uri(file), files[file] ?? "");
  // All of the project is checked by then: what is wrong in one file may be the fault of another.
  await editor.diagnostics(project.uri(file));
  const firstDiagnosticsMs = since(opened);
  const indexMs = since(begun) - initializeMs;
  const measured = await measureEdits(editor, project, file, files[file] ?? "");
  const memoryMiB = memoryOf(editor.pid);
  await editor.stop();
  project.remove();
  return { initializeMs, indexMs: round(indexMs), firstDiagnosticsMs, ...measured, memoryMiB };
}

async function measureEdits(editor: Client, project: TestProject, file: string, text: string) {
  const uri = project.uri(file);
  const line = lineOf(text, EDITED);
  const textDocument = { uri };
  const end = { line, character: EDITED.length - 1 };
  const type = (typed: string): void => editor.edit(uri, end, end, typed);
  const erase = (typed: string): void =>
    editor.edit(uri, end, { line, character: end.character + typed.length }, "");
  const each = async (typed: string, ask: () => Promise<unknown>): Promise<Taken> => {
    const [begun, cpu] = [performance.now(), cpuOf(editor.pid) ?? 0];
    type(typed);
    await ask();
    const taken = { wallMs: performance.now() - begun, cpuMs: (cpuOf(editor.pid) ?? 0) - cpu };
    erase(typed);
    await editor.diagnostics(uri);
    return taken;
  };
  const position = { line, character: end.character + 7 };
  return {
    changeToDiagnostics: await rounds(() => each(' tag "x"', () => editor.diagnostics(uri))),
    completionAfterEdit: await rounds(() =>
      each(' tag "v', () => editor.request("textDocument/completion", { textDocument, position })),
    ),
    keywordsAfterEdit: await rounds(() =>
      each(" un", () =>
        editor.request("textDocument/completion", {
          textDocument,
          position: { line, character: end.character + 3 },
        }),
      ),
    ),
    hover: await rounds(() =>
      each(" ", () =>
        editor.request("textDocument/hover", { textDocument, position: { line, character: 12 } }),
      ),
    ),
    definition: await rounds(() =>
      each(" ", () =>
        editor.request("textDocument/definition", { textDocument, position: { line, character: 13 } }),
      ),
    ),
    rename: await rounds(() =>
      each(" ", () =>
        editor.request("textDocument/rename", {
          textDocument,
          position: { line, character: 13 },
          newName: "other",
        }),
      ),
    ),
    semanticTokens: await rounds(() =>
      each(" ", () => editor.request("textDocument/semanticTokens/full", { textDocument })),
    ),
    inlayHints: await rounds(() =>
      each(" ", () =>
        editor.request("textDocument/inlayHint", {
          textDocument,
          range: {
            start: { line: Math.max(0, line - 40), character: 0 },
            end: { line: line + 40, character: 0 },
          },
        }),
      ),
    ),
    format: await rounds(() =>
      each("   ", () =>
        editor.request("textDocument/formatting", {
          textDocument,
          options: { tabSize: 2, insertSpaces: true },
        }),
      ),
    ),
  };
}

/** A few unmeasured rounds, then the measured ones. */
async function rounds(measure: () => Promise<Taken>): Promise<Times> {
  for (let i = 0; i < 5; i++) await measure();
  const taken: Taken[] = [];
  for (let i = 0; i < ROUNDS; i++) taken.push(await measure());
  const [wall, cpu] = [taken.map(({ wallMs }) => wallMs), taken.map(({ cpuMs }) => cpuMs)];
  const sorted = wall.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(0.95 * sorted.length) - 1] ?? 0;
  return {
    medianMs: round(median(wall)),
    p95Ms: round(p95),
    leastMs: round(Math.min(...wall)),
    cpuMedianMs: round(median(cpu)),
    cpuLeastMs: round(Math.min(...cpu)),
  };
}

const round = (ms: number): number => Math.round(ms * 10) / 10;
const since = (begun: number): number => round(performance.now() - begun);

/** The line that is nearest behind the middle of a text, or else the first; as a whole, with its margin. */
function lineOf(text: string, line: string): number {
  const behind = text.indexOf(`\n${line}`, Math.floor(text.length / 2));
  const offset = behind < 0 ? text.indexOf(`\n${line}`) : behind;
  if (offset < 0) throw new Error(`The text has no line ${JSON.stringify(line)}.`);
  return text.slice(0, offset + 1).split("\n").length - 1;
}

/** From the start of the process to its answer: with nothing kept of a start before, and as on every other day. */
async function measureStart(files: Readonly<Record<string, string>>) {
  const project = makeProject(files);
  rmSync(COMPILED, { recursive: true, force: true });
  const start = async (): Promise<Taken> => {
    const begun = performance.now();
    const editor = await startClient({ folders: [project.folder], ...OURS });
    const taken = { wallMs: performance.now() - begun, cpuMs: cpuOf(editor.pid) ?? 0 };
    await editor.stop();
    return taken;
  };
  const firstEver = await start();
  const initialize = await rounds(start);
  project.remove();
  return { firstEverMs: round(firstEver.wallMs), initialize };
}

/** The map of a long journey, drawn anew after each edit of a step. */
async function measureMap(steps: number) {
  const file = "long.journey";
  const files = { "trajet.json": CONFIG, [file]: journeyOf(steps) };
  const project = makeProject(files);
  const editor = await startClient({ folders: [project.folder], ...OURS });
  const textDocument = { uri: project.uri(file) };
  editor.open(textDocument.uri, files[file]);
  await editor.diagnostics(textDocument.uri);
  const { line, character } = TextDocument.create("", "", 1, files[file]).positionAt(
    files[file].indexOf("delay 1 day", files[file].length / 2) + "delay ".length,
  );
  const [start, end] = [
    { line, character },
    { line, character: character + 1 },
  ];
  let days = 1;
  const update = await rounds(async () => {
    const [begun, cpu] = [performance.now(), cpuOf(editor.pid) ?? 0];
    days = (days % 9) + 1;
    editor.edit(textDocument.uri, start, end, String(days));
    await editor.request("trajet/map", { textDocument, position: start });
    const taken = { wallMs: performance.now() - begun, cpuMs: (cpuOf(editor.pid) ?? 0) - cpu };
    await editor.diagnostics(textDocument.uri);
    return taken;
  });
  await editor.stop();
  project.remove();
  return { steps, update };
}

await bundle();
const start = await measureStart(oneFile(1_000));
const map = await measureMap(200);
const results = [];
for (const lines of [1_000, 10_000])
  results.push({ lines, ...(await measureFile(oneFile(lines), "bench.journey")) });
results.push({ files: 500, ...(await measureFile(manyFiles(500), "journeys/j250.journey")) });
console.log(JSON.stringify({ bench: "lsp", machine: machine(), start, map, results }, null, 2));
