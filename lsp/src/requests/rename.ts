import { type Model, quote } from "@trajet/compiler";
import { RESERVED } from "@trajet/grammar";
import type {
  ChangeAnnotation,
  PrepareRenameParams,
  Range,
  RenameParams,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import type { Editor } from "../editor.ts";
import { declarationsOf, placesOf } from "../names/find.ts";
import type { Occurrence } from "../names/occurrence.ts";
import { isQuoted, type Target } from "../names/target.ts";
import { templateNamesAt } from "../names/templates.ts";
import { ErrorCodes, ResponseError } from "../protocol.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { locationOf, modelFileOf, nameAt } from "./at.ts";
import { keywordUnder } from "./keyword-under.ts";

/** The name that would be renamed, and where it stands. @throws {ResponseError} with the reason why nothing can be renamed here */
export function prepareRename(
  snapshot: Snapshot,
  params: PrepareRenameParams,
): { readonly range: Range; readonly placeholder: string } {
  const { span, target } = renamable(snapshot, params);
  return { range: rangeOf(snapshot.file, span), placeholder: target.name };
}

/**
 * Renames every place of the project, templates and schemas included. An editor that asks before it changes something is
 * told what the new name of a step means to people inside.
 *
 * @throws {ResponseError} with the reason, where the new name cannot stand there
 */
export function rename(snapshot: Snapshot, params: RenameParams, editor: Editor): WorkspaceEdit {
  const { project } = snapshot;
  const { target } = renamable(snapshot, params);
  const newText = isQuoted(target) ? insideQuotes(params.newName) : identifier(params.newName);
  if (isTaken(target, params.newName, project.model))
    throw refused(`“${params.newName}” has a meaning already where “${target.name}” stands.`);
  const changes: Record<string, TextEdit[]> = {};
  for (const place of placesOf(target, project.model)) {
    for (const { uri, range } of locationOf(place, project)) {
      changes[uri] = [...(changes[uri] ?? []), { range, newText }];
    }
  }
  const note = editor.documentChanges && editor.annotations ? stepNote(target, params.newName) : undefined;
  return note === undefined ? { changes } : annotated(changes, note, project);
}

/** Asked whatever runs: what is deployed, and where, a project does not tell. */
function stepNote(target: Target, newName: string): ChangeAnnotation | undefined {
  if (target.kind !== "step") return undefined;
  return {
    label: `Rename the step ${target.name}`,
    description:
      `Whoever is inside ${target.owner.name} stays in the version that they entered, with the step “${target.name}”. ` +
      `Counts by step and comparisons of versions take “${newName}” for another step.`,
    needsConfirmation: true,
  };
}

const NOTE = "step";

function annotated(
  changes: Readonly<Record<string, readonly TextEdit[]>>,
  note: ChangeAnnotation,
  { files }: ProjectSnapshot,
): WorkspaceEdit {
  const open = new Map([...files.values()].map((file) => [file.uri, file] as const));
  return {
    changeAnnotations: { [NOTE]: note },
    documentChanges: Object.entries(changes).map(([uri, edits]) => {
      const file = open.get(uri);
      return {
        textDocument: { uri, version: file?.open ? file.document.version : null },
        edits: edits.map((edit) => ({ ...edit, annotationId: NOTE })),
      };
    }),
  };
}

/** What the project declares under the cursor. */
function renamable(snapshot: Snapshot, { position }: PrepareRenameParams): Occurrence {
  const found = nameAt(snapshot, position);
  if (found === undefined) throw refused(whyNothing(snapshot, position));
  const { target } = found;
  if (target.kind === "builtin") throw refused(whyBuiltIn(snapshot, position, target.name));
  if (declarationsOf(target, snapshot.project.model).length === 0)
    throw refused(`This project declares no “${target.name}”: there is nothing to rename with it.`);
  const channel = channelOf(target, snapshot.project.model);
  if (channel !== undefined)
    throw refused(`The channel ${channel} finds “${target.name}” by its name: it keeps it.`);
  return found;
}

/** The channel that gives a webhook this parameter: the address, or the line of its messages that has the name. */
function channelOf(target: Target, { symbols }: Model): string | undefined {
  if (target.kind !== "parameter" || target.owner.of !== "webhooks") return undefined;
  if (!["to", "title", "text", "url"].includes(target.name)) return undefined;
  const { name } = target.owner;
  const channels = [...symbols.channels.values()];
  return channels.find(({ through }) => through.some(({ text }) => text === name))?.name?.text;
}

function whyNothing(snapshot: Snapshot, position: PrepareRenameParams["position"]): string {
  const file = modelFileOf(snapshot);
  const keyword = file && keywordUnder(file, snapshot.file.document.offsetAt(position));
  return keyword === undefined
    ? "Here stands nothing that has a name."
    : `“${keyword.word}” is a keyword of the language: it keeps its name.`;
}

function whyBuiltIn(
  { file, project }: Snapshot,
  position: PrepareRenameParams["position"],
  name: string,
): string {
  const [found] = templateNamesAt(file.path, file.document.offsetAt(position), project.model);
  if (found?.found.kind === "partial")
    return `“${name}” is a file: rename the file, and the templates follow.`;
  return `“${name}” comes with the language: it keeps its name.`;
}

/** Whether the new name would mean something else too, so that the two could not be told apart again. */
function isTaken(target: Target, newName: string, model: Model): boolean {
  if (newName === target.name) return false;
  if (declarationsOf({ ...target, name: newName }, model).length > 0) return true;
  switch (target.kind) {
    case "field":
      // Beside its own fields a contact has those that come with the language.
      return (
        target.owner.of === "audiences" &&
        Object.hasOwn(model.types.contact(target.owner.name).fields ?? {}, newName)
      );
    case "person":
      return newName === "contact";
    case "parameter":
    case "local":
      return (
        RESERVED.has(newName) ||
        ["contact", "entry", "now", "today"].includes(newName) ||
        (["parameter", "local"] as const).some(
          (kind) => declarationsOf({ ...target, kind, name: newName }, model).length > 0,
        )
      );
    default:
      return false;
  }
}

const refused = (reason: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidParams, reason);

function identifier(name: string): string {
  if (/^[\p{L}_][\p{L}\d_]*$/u.test(name)) return name;
  throw refused(`“${name}” cannot be a name: letters, digits and _ can, beginning with a letter.`);
}

function insideQuotes(name: string): string {
  if (name !== "" && !/[\r\n]/.test(name)) return quote(name).slice(1, -1);
  throw refused("A name in quotes needs at least one letter, and stands on one line.");
}
