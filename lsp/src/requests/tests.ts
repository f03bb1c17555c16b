import type { Range, TextDocumentIdentifier } from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { RequestType } from "../protocol.ts";
import type { ProjectSnapshot } from "../workspace/snapshot.ts";

/** Asks for the tests of a file, or of all projects. */
export interface TestsParams {
  readonly textDocument?: TextDocumentIdentifier;
}

export interface FoundTest {
  readonly uri: string;
  readonly name: string;
  readonly journey: string;
  readonly range: Range;
}

export const TESTS = new RequestType<TestsParams, readonly FoundTest[], void>("trajet/tests");

/** The `test` blocks that have a name, in the order of the text. */
export function tests(
  projects: readonly ProjectSnapshot[],
  { textDocument }: TestsParams,
): readonly FoundTest[] {
  return projects.flatMap(({ model, files }) =>
    model.files.flatMap(({ path, tree }) => {
      const file = files.get(path);
      if (file === undefined || (textDocument !== undefined && file.uri !== textDocument.uri)) return [];
      return tree.declarations.flatMap((declaration) => {
        if (declaration.kind !== "Test" || declaration.title === undefined) return [];
        const { title, journey, span } = declaration;
        return [
          { uri: file.uri, name: title.value, journey: journey?.text ?? "", range: rangeOf(file, span) },
        ];
      });
    }),
  );
}
