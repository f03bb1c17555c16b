import type { Declaration } from "@trajet/grammar";
import type { CodeLens, CodeLensParams, Command, Location } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import type { Editor } from "../editor.ts";
import type { LiveJourneys } from "../live/live.ts";
import { journeyInWords } from "../live/words.ts";
import { ownerOf } from "../names/declarations.ts";
import { placesOf } from "../names/find.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { locationOf, modelFileOf } from "./at.ts";
import { declarationName } from "./document-symbols.ts";
import type { CommandName } from "./execute-command.ts";

/** Commands that are an editor's own: a lens has one only if the editor said that it knows it. */
export const RUN_TEST = "trajet.runTest";
export const SHOW_MAP = "trajet.showMap";
export const SHOW_REFERENCES = "trajet.showReferences";
export const OPEN_CONSOLE = "trajet.openConsole";
/** The server's own, for an editor that has none for tests. */
const SERVER_TEST: CommandName = "trajet.server.test";

/**
 * Above declarations: run the test, show the map, how often the name is used; above a journey that runs, how many people
 * are in it.
 */
export function codeLenses(
  snapshot: Snapshot,
  _params: CodeLensParams,
  editor: Editor,
  live?: LiveJourneys,
): CodeLens[] {
  const declarations = modelFileOf(snapshot)?.tree.declarations ?? [];
  return declarations.flatMap((declaration) => lensesOf(declaration, snapshot, editor, live));
}

function lensesOf(
  declaration: Declaration,
  snapshot: Snapshot,
  editor: Editor,
  live: LiveJourneys | undefined,
): CodeLens[] {
  const { file } = snapshot;
  const { name, span } = declarationName(declaration, file);
  const range = rangeOf(file, span);
  const lens = (command: Command): CodeLens => ({ range, command });
  const own = (title: string, command: string, ...args: unknown[]): CodeLens[] =>
    editor.commands.has(command) ? [lens({ title, command, arguments: args })] : [];
  switch (declaration.kind) {
    case "Test":
      if (editor.testsHere && !editor.commands.has(RUN_TEST))
        return [
          lens({
            title: "Run test",
            command: SERVER_TEST,
            arguments: [{ uri: file.uri, title: name, tell: true }],
          }),
        ];
      return own("Run test", RUN_TEST, file.uri, name);
    case "Journey":
      return [
        ...own("Show map", SHOW_MAP, file.uri, name),
        ...counts(name, live, editor).map(lens),
        ...references(declaration, snapshot, editor, lens),
      ];
    case "Labels":
      return [];
    default:
      return references(declaration, snapshot, editor, lens);
  }
}

function counts(journey: string, live: LiveJourneys | undefined, editor: Editor): Command[] {
  const found = live?.journeys.get(journey);
  if (live === undefined || found === undefined) return [];
  const title = journeyInWords(found);
  if (!editor.commands.has(OPEN_CONSOLE)) return [{ title, command: "" }];
  const page = new URL(`journeys/${encodeURIComponent(journey)}`, live.console).href;
  return [{ title, command: OPEN_CONSOLE, arguments: [page] }];
}

function references(
  declaration: Declaration,
  { project, file }: Snapshot,
  editor: Editor,
  lens: (command: Command) => CodeLens,
): CodeLens[] {
  const owner = ownerOf(declaration);
  if (owner === undefined) return [];
  const locations: Location[] = placesOf({ kind: "declaration", ...owner }, project.model)
    .filter(({ declares }) => !declares)
    .flatMap((place) => locationOf(place, project));
  const title = locations.length === 1 ? "1 reference" : `${locations.length} references`;
  const { span } = declarationName(declaration, file);
  if (!editor.commands.has(SHOW_REFERENCES)) return [lens({ title, command: "" })];
  return [
    lens({ title, command: SHOW_REFERENCES, arguments: [file.uri, rangeOf(file, span).start, locations] }),
  ];
}
