import type { SyntaxProblem } from "@trajet/grammar";
import type { ParamsOf } from "../catalogue/catalogue.ts";
import { SYNTAX_CODES, type SyntaxDiagnosticCode } from "../catalogue/syntax-codes.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { diagnosticOf } from "./report.ts";

/** The letter about what the parser found. The keys of a problem's data are the parameters of its message. */
export function syntaxDiagnostic(problem: SyntaxProblem, file: string): Diagnostic {
  const { fix } = problem;
  const edits = fix?.edits.map(({ span, text }) => ({ file, span, text })) ?? [];
  const fixes = fix === undefined ? {} : { fixes: [{ id: problem.code, title: fix.title, edits }] };
  // The keys of the data are those that the message of its code asks for; the types cannot say so of all codes at once.
  const params = problem.data as unknown as ParamsOf<SyntaxDiagnosticCode>;
  return diagnosticOf(SYNTAX_CODES[problem.code], problem.span, file, params, {
    ...fixes,
    help: helpOf(problem),
  });
}

/** What may begin here, of a word that is near to nothing. */
function helpOf({ code, data, fix }: SyntaxProblem): string | undefined {
  const begins = code === "unknown-statement" && fix === undefined ? (data.begins ?? "") : "";
  return begins === "" ? undefined : `Begin with one of: ${begins}.`;
}
