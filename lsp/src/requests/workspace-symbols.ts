import type { SymbolInformation, WorkspaceSymbolParams } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";
import { DECLARATION_KIND, declarationName } from "./document-symbols.ts";

/** As many as a person looks through. */
const MOST = 500;

/** The declarations of all projects whose names have the letters of the query, in their order. */
export function workspaceSymbols(
  projects: readonly ProjectSnapshot[],
  { query }: WorkspaceSymbolParams,
): SymbolInformation[] {
  return projects.flatMap((project) => symbolsOf(project, query)).slice(0, MOST);
}

function symbolsOf(project: ProjectSnapshot, query: string): SymbolInformation[] {
  return project.model.files.flatMap(({ path, tree }) => {
    const file = project.files.get(path);
    if (file === undefined) return [];
    return tree.declarations.flatMap((declaration) => {
      const { name, span } = declarationName(declaration, file);
      if (name === "" || !hasLetters(name.toLowerCase(), query.toLowerCase())) return [];
      const location = { uri: file.uri, range: rangeOf(file, span) };
      return [{ name, kind: DECLARATION_KIND[declaration.kind], location, containerName: path }];
    });
  });
}

function hasLetters(name: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
