import { lsp } from "monaco-editor";
import { FOLDER, uriOf } from "../editor/open-files.ts";
import type { Files } from "../project/project.ts";
import { ended, worker } from "./started.ts";
import { type Fate, linkTo, type ServerLink } from "./transport.ts";

/** The language server with the project that is open. */
export interface Server extends Pick<ServerLink, "ask"> {
  /** Hands over a project in place of the one before. */
  readonly open: (files: Files) => void;
}

/** Joins the worker and the editor's own client of it. `fate` is told what becomes of it. */
export function startServer(files: Files, fate: Fate): Server {
  const link = linkTo(worker, ended, begin, fate);
  let held: readonly string[] = [];
  const hand = (next: Files): void => {
    const texts = Object.fromEntries([
      ...held.map((path) => [diskPathOf(path), null]),
      ...Object.entries(next).map(([path, text]) => [diskPathOf(path), text]),
    ]);
    link.notify("trajet/files", texts);
    held = Object.keys(next);
  };
  hand(files);
  new lsp.MonacoLspClient(link.transport);
  return {
    ask: link.ask,
    open: (next) => {
      const changed = new Set([...held, ...Object.keys(next)]);
      hand(next);
      const changes = [...changed].map((path) => ({ uri: uriOf(path), type: 2 }));
      link.notify("workspace/didChangeWatchedFiles", { changes });
    },
  };
}

const diskPathOf = (path: string): string => new URL(uriOf(path)).pathname;

/** Commands that the page has; the server's lenses may name them. */
const COMMANDS = ["trajet.runTest", "trajet.showMap"];

function begin(params: Readonly<Record<string, unknown>>): object {
  const capabilities = structuredClone(params.capabilities) as { textDocument: Record<string, unknown> };
  // The client would ask half a second late, and only for the file that was typed in: so the server tells of all by itself.
  delete capabilities.textDocument.diagnostic;
  return {
    ...params,
    capabilities,
    workspaceFolders: [{ uri: FOLDER, name: "project" }],
    initializationOptions: { commands: COMMANDS },
  };
}
