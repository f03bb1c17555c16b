import { type AnyNode, type TextLiteral, visitAll } from "@trajet/grammar";
import type { TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { templateOccurrences } from "../names/templates.ts";
import { isBelow, relativeTo } from "../workspace/projects.ts";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";
import { insideOf, pathsIn } from "./document-links.ts";

/** Where a file or a folder was, and where it will be; absolute paths. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** The edits that keep what is named in journeys and templates named when files move: bodies, schemas, lists and partials. */
export function willRenameFiles(
  projects: readonly ProjectSnapshot[],
  moves: readonly Move[],
): WorkspaceEdit | null {
  const changes: Record<string, TextEdit[]> = {};
  for (const project of projects) {
    for (const { path, span, text } of editsIn(project, moves)) {
      const file = project.files.get(path);
      if (file === undefined) continue;
      changes[file.uri] = [...(changes[file.uri] ?? []), { range: rangeOf(file, span), newText: text }];
    }
  }
  return Object.keys(changes).length === 0 ? null : { changes };
}

interface Edit {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly text: string;
}

function editsIn(project: ProjectSnapshot, moves: readonly Move[]): readonly Edit[] {
  const moved = (path: string): string | undefined => {
    for (const { from, to } of moves) {
      if (!isBelow(to, project.key)) continue;
      const [before, after] = [relativeTo(project.key, from), relativeTo(project.key, to)];
      if (path === before) return after;
      if (path.startsWith(`${before}/`)) return after + path.slice(before.length);
    }
    return undefined;
  };
  const inJourneys = project.model.files.flatMap(({ path, tree }) =>
    literalsIn(tree).flatMap((literal) => {
      const text = moved(literal.value);
      return text === undefined ? [] : [{ path, span: insideOf(literal), text }];
    }),
  );
  return [...inJourneys, ...partialsIn(project, moved)];
}

function literalsIn(tree: AnyNode): readonly TextLiteral[] {
  const literals: TextLiteral[] = [];
  visitAll(tree, (node) => literals.push(...pathsIn(node)));
  return literals;
}

/** A partial is named by its file where it stays in its folder, else by its whole path. */
function partialsIn(
  { model }: ProjectSnapshot,
  moved: (path: string) => string | undefined,
): readonly Edit[] {
  const edits = new Map<string, Edit>();
  for (const { path, span, found } of [...templateOccurrences(model).values()].flat()) {
    const to = found.kind === "partial" && found.leadsTo !== undefined ? moved(found.leadsTo) : undefined;
    if (found.kind !== "partial" || found.leadsTo === undefined || to === undefined) continue;
    const stays = folderOf(to) === folderOf(found.leadsTo) && !found.name.includes("/");
    const named = stays ? to.slice(folderOf(to).length) : to;
    const text = /\.(hbs|html|txt)$/.test(found.name) ? named : named.replace(/\.hbs$/, "");
    edits.set(`${path} ${span.start}`, { path, span, text });
  }
  return [...edits.values()];
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
