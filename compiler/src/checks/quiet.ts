import type { Span } from "@trajet/grammar";
import { CATALOGUE } from "../catalogue/catalogue.ts";
import { diagnosticOf } from "../diagnostics/report.ts";
import type { Check } from "./check.ts";
import { expressionType } from "./expressions/expression.ts";
import { conditionBranches } from "./expressions/logic.ts";

/** Something that was found, without its severity and its fixes. */
export interface Finding {
  readonly code: string;
  readonly span: Span;
  readonly message: string;
  readonly isError: boolean;
}

/** A check that says nothing: for what is only asked about here, and has its mistakes reported where it stands. */
export function quietly(check: Check): Check {
  return listening(check, () => undefined);
}

/** The same, and `hear` is told what would be said. */
export function listening(check: Check, hear: (finding: Finding) => void): Check {
  const quiet: Check = {
    ...check,
    report: (code, span, params) => {
      const { message } = diagnosticOf(code, span, check.file, params);
      hear({ code, span, message, isError: CATALOGUE[code].severity === "error" });
    },
    reportIn: () => undefined,
    use: () => undefined,
    send: () => undefined,
    decide: () => undefined,
    typeOf: (expression, scope) => expressionType(expression, scope, quiet),
    condition: (expression, scope) => conditionBranches(expression, scope, quiet),
  };
  return quiet;
}
