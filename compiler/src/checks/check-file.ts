import type { Declaration, Expression, Name } from "@trajet/grammar";
import { analyseJourney } from "../analyses/analyse-journey.ts";
import { subjectOf } from "../analyses/subject.ts";
import type { JourneySummary } from "../analyses/together/summary.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { collect } from "../diagnostics/report.ts";
import type { BoundModel } from "../model/model.ts";
import { BOOLEAN, type Type } from "../model/types.ts";
import { type Sending, sendingKey } from "../templates/sendings.ts";
import type { Templated } from "../templates/texts.ts";
import { checkOf } from "./check-of.ts";
import { checkDeclaration } from "./declarations/declaration.ts";
import { checkLimits } from "./limits.ts";
import { isBroken, mistakesIn, type ParsedFile } from "./parse-file.ts";
import type { Scope } from "./scope.ts";
import { checkTestNames } from "./tests/test-names.ts";
import { useKey } from "./unused.ts";
import { whatHolds } from "./what-holds.ts";

/** What the checks say of one file, and the declarations that it uses, as `useKey` names them. */
export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[];
  /** Mistakes that the parser has reported, told better. */
  readonly refined: readonly Diagnostic[];
  readonly used: ReadonlySet<string>;
  readonly sendings: readonly Sending[];
  /** Of the journeys without errors. */
  readonly summaries: readonly JourneySummary[];
}

/** Checks the declarations of one file in the light of the whole project. Types of expressions go into `memory`. */
export function checkFile(
  file: ParsedFile,
  model: BoundModel,
  memory: WeakMap<Expression, Type>,
): CheckedFile {
  const { report, diagnostics } = collect();
  const refined = collect();
  const used = new Set<string>();
  const sendings: Sending[] = [];
  let checked: Declaration | undefined;
  const summaries: JourneySummary[] = [];
  const outcomes = new Map<Expression, boolean>();
  const outcomeOf = (condition: Expression): boolean | undefined => outcomes.get(condition);
  const said: Diagnostic[] = [];
  const check = checkOf(file, model, {
    report: (code, span, params, additions) => report(code, span, file.path, params, additions),
    refine: (code, span, params, additions) => refined.report(code, span, file.path, params, additions),
    reportIn: report,
    isBroken: (span) => isBroken(file, span),
    use: (kind, name) => used.add(useKey(kind, name)),
    send: (what, name, scope) => sendings.push(sendingOf(what, name, scope, file.path, checked)),
    decide: (condition, outcome) => outcomes.set(condition, outcome),
    typed: (expression, type) => memory.set(expression, type),
    asked: (condition) => {
      if (!memory.has(condition)) memory.set(condition, BOOLEAN);
    },
  });
  for (const declaration of file.tree.declarations) {
    const before = diagnostics.length;
    checked = declaration;
    checkDeclaration(declaration, check);
    if (declaration.kind === "Journey") checkLimits(declaration, check);
    const found = diagnostics.slice(before);
    const unread = mistakesIn(file, declaration.span);
    said.push(...whatHolds(found, unread, file.text));
    // Of a journey that is not yet right its paths say nothing.
    const isRight = unread.length === 0 && !found.some(({ severity }) => severity === "error");
    if (declaration.kind !== "Journey" || !isRight) continue;
    summaries.push(
      analyseJourney(subjectOf(declaration, file.path, model, { report: check.report, outcomeOf })),
    );
    said.push(...diagnostics.slice(before + found.length));
  }
  const named = diagnostics.length;
  checkTestNames(file.tree.declarations, check);
  said.push(...diagnostics.slice(named));
  return { diagnostics: said, refined: refined.diagnostics, used, summaries, sendings };
}

function sendingOf(
  what: Templated,
  name: Name,
  { entry, names, set }: Scope,
  file: string,
  around: Declaration | undefined,
): Sending {
  const parameters = around?.kind === "Fragment" ? around.parameters : [];
  const own = parameters.flatMap((parameter) => (parameter.name === undefined ? [] : [parameter.name.text]));
  const scope = { entry, names, set };
  return { key: sendingKey(what), file, span: name.span, scope, parameters: new Set(own) };
}
