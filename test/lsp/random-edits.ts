import { pathToFileURL } from "node:url";
import type { Diagnostic } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Random, random } from "../fixtures/random.ts";
import { type Client, startClient } from "./client.ts";
import { makeProject } from "./project.ts";

/** What came of typing at random. */
export interface Typed {
  readonly edits: number;
  readonly requests: number;
  /** Requests that were answered by an error, with what was asked; a name that cannot be renamed is no error. */
  readonly errors: readonly string[];
  /** What the server wrote to the log. */
  readonly log: readonly string[];
  /** Files whose diagnostics at the end differ from those of a server that has seen nothing but the last texts. */
  readonly stale: readonly string[];
}

/** Types into the files of a project: inserts, deletes, pastes and takes back, with requests in between. */
export async function typeAtRandom(
  files: Readonly<Record<string, string>>,
  edits: number,
  seed: number,
): Promise<Typed> {
  const project = makeProject(files);
  const editor = await startClient({ folders: [project.folder] });
  const dice = random(seed);
  const typed = Object.keys(files).filter((file) => /\.(journey|hbs|mjml)$/.test(file));
  const buffers = new Map(typed.map((file) => [file, [files[file] ?? ""]]));
  for (const file of typed) editor.open(project.uri(file), files[file] ?? "", languageOf(file));
  const errors: string[] = [];
  const pending: Promise<unknown>[] = [];
  let requests = 0;
  for (let count = 0; count < edits; count++) {
    const file = dice.one(typed);
    const versions = buffers.get(file) ?? [""];
    typeOnce(editor, project.uri(file), versions, dice);
    if (dice.int(4) > 0) continue;
    requests++;
    const asked = askOnce(editor, project.uri(file), versions.at(-1) ?? "", dice);
    pending.push(
      asked.catch((problem: Error) => void errors.push(`edit ${count} of ${file}: ${problem.message}`)),
    );
    // What is asked is waited for now and then, as by a person: else all would be one burst.
    if (dice.int(3) === 0) await Promise.all(pending.splice(0));
  }
  await Promise.all(pending);
  const last = Object.fromEntries(typed.map((file) => [file, buffers.get(file)?.at(-1) ?? ""]));
  const stale = await differences(editor, project.uri, { ...files, ...last }, typed);
  const { log } = editor;
  await editor.stop();
  project.remove();
  return { edits, requests, errors: errors.filter((each) => !each.includes("refused:")), log, stale };
}

const languageOf = (file: string): string => (file.endsWith(".journey") ? "trajet" : "handlebars");

/** What people type, and what they paste. */
const PIECES = [
  ...'abc{}()"\n .,:=<>0123456789@|/*',
  '"',
  "\n  ",
  "{{",
  "}}",
  "é",
  "😀",
  "\r\n",
  '"""',
  "//",
  "contact.",
  'tag "vip"',
  "delay 1 day\n",
  'if contact.plan == "pro" { exit }\n',
  "send email ",
  "wait up to 3 days {\n  when contact signs up { }\n}\n",
  "journey X for Y {\n  start manually\n}\n",
  "{{contact.city}}",
];

function typeOnce(editor: Client, uri: string, versions: string[], dice: Random): void {
  const text = versions.at(-1) ?? "";
  const document = TextDocument.create(uri, "trajet", 1, text);
  const start = dice.int(text.length + 1);
  const change = (from: number, to: number, by: string): void => {
    editor.edit(uri, document.positionAt(from), document.positionAt(to), by);
    versions.push(text.slice(0, from) + by + text.slice(to));
  };
  switch (dice.int(8)) {
    case 0:
    case 1: {
      const end = Math.min(text.length, start + 1 + dice.int(12));
      change(...inside(text, start, end), "");
      break;
    }
    case 2: {
      // Back to a text of before, as by undo.
      const before = versions.at(-1 - Math.min(versions.length - 1, 1 + dice.int(20))) ?? text;
      editor.replace(uri, before);
      versions.push(before);
      break;
    }
    case 3: {
      const from = dice.int(text.length + 1);
      const pasted = text.slice(...inside(text, from, Math.min(text.length, from + dice.int(200))));
      change(...inside(text, start, start), pasted);
      break;
    }
    default:
      change(...inside(text, start, start), dice.one(PIECES));
  }
  if (versions.length > 50) versions.splice(0, versions.length - 50);
}

/** A sign of two units, or the end of a line, is not cut. */
function inside(text: string, start: number, end: number): [number, number] {
  const whole = (at: number): number => {
    const code = text.charCodeAt(at);
    return (code >= 0xdc00 && code <= 0xdfff) || (code === 10 && text.charCodeAt(at - 1) === 13)
      ? at - 1
      : at;
  };
  return [whole(start), whole(end)];
}

const METHODS = [
  "completion",
  "hover",
  "signatureHelp",
  "definition",
  "typeDefinition",
  "implementation",
  "references",
  "documentHighlight",
  "documentSymbol",
  "codeAction",
  "codeLens",
  "documentLink",
  "formatting",
  "rangeFormatting",
  "onTypeFormatting",
  "prepareRename",
  "rename",
  "foldingRange",
  "selectionRange",
  "linkedEditingRange",
  "prepareCallHierarchy",
  "inlayHint",
  "semanticTokens/full",
  "semanticTokens/range",
] as const;

async function askOnce(editor: Client, uri: string, text: string, dice: Random): Promise<unknown> {
  const document = TextDocument.create(uri, "trajet", 1, text);
  const position = document.positionAt(dice.int(text.length + 1));
  const other = document.positionAt(dice.int(text.length + 1));
  const before = document.offsetAt(position) <= document.offsetAt(other);
  const range = before ? { start: position, end: other } : { start: other, end: position };
  const method = dice.one(METHODS);
  const params = {
    ...{ textDocument: { uri }, position, range, positions: [position, other], ch: "}" },
    ...{ options: { tabSize: 2, insertSpaces: true }, newName: "other" },
    context: { diagnostics: [], includeDeclaration: true },
  };
  try {
    return await editor.request(`textDocument/${method}`, params);
  } catch (problem) {
    // A reason why a name cannot be changed is an answer.
    const isReason =
      method.toLowerCase().includes("rename") && (problem as { code?: number }).code === -32602;
    throw isReason ? new Error(`refused: ${(problem as Error).message}`) : problem;
  }
}

/** Compares with a server that is started now. */
async function differences(
  editor: Client,
  uriOf: (file: string) => string,
  files: Readonly<Record<string, string>>,
  typed: readonly string[],
): Promise<readonly string[]> {
  const fresh = makeProject(files);
  const other = await startClient({ folders: [fresh.folder] });
  const stale: string[] = [];
  for (const file of typed) {
    other.open(fresh.uri(file), files[file] ?? "", languageOf(file));
    const [here, there] = [await editor.diagnostics(uriOf(file)), await other.diagnostics(fresh.uri(file))];
    if (plain(here, uriOf("")) !== plain(there, fresh.uri(""))) stale.push(file);
  }
  await other.stop();
  fresh.remove();
  return stale;
}

/** Without the folder, which is another one. */
function plain(diagnostics: readonly Diagnostic[], folder: string): string {
  return JSON.stringify(diagnostics).replaceAll(folder, pathToFileURL("/").href);
}
