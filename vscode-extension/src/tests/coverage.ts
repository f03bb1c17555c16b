import type { RanPart } from "@trajet/lsp";
import { BranchCoverage, FileCoverage, StatementCoverage } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";

const details = new WeakMap<FileCoverage, StatementCoverage[]>();

/** What of the files of journeys tests came to: starts, steps and exits as statements, ways as branches of their step. */
export function filesCovered(
  parts: readonly RanPart[],
  { protocol2CodeConverter: convert }: BaseLanguageClient,
): readonly FileCoverage[] {
  return [...Map.groupBy(parts, ({ location }) => location.uri)].map(([uri, own]) => {
    const statements: StatementCoverage[] = [];
    for (const { kind, text, covered, location } of own) {
      const range = convert.asRange(location.range);
      if (kind === "branch") statements.at(-1)?.branches.push(new BranchCoverage(covered, range, text));
      else statements.push(new StatementCoverage(covered, range, []));
    }
    const file = FileCoverage.fromDetails(convert.asUri(uri), statements);
    details.set(file, statements);
    return file;
  });
}

export const detailsIn = (file: FileCoverage): StatementCoverage[] => details.get(file) ?? [];
