import { type Declaration, type Expression, type Name, originOf, settle } from "@trajet/grammar";
import { analyseJourney } from "../analyses/analyse-journey.ts";
import { subjectOf } from "../analyses/subject.ts";
import type { JourneySummary } from "../analyses/together/summary.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { collect } from "../diagnostics/report.ts";
import type { Kept } from "../model/facts.ts";
import type { BoundModel } from "../model/model.ts";
import { BOOLEAN, type Type } from "../model/types.ts";
import { type Sending, sendingKey } from "../templates/sendings.ts";
import type { Templated } from "../templates/texts.ts";
import { checkOf } from "./check-of.ts";
import { checkDeclaration } from "./declarations/declaration.ts";
import { checkLimits } from "./limits.ts";
import { movedCheck } from "./moved-check.ts";
import { isBroken, mistakesIn, type ParsedFile } from "./parse-file.ts";
import type { Scope } from "./scope.ts";
import { checkTestNames } from "./tests/test-names.ts";
import { useKey } from "./unused.ts";
import { whatHolds } from "./what-holds.ts";

/** What the checks say of one file, or of one declaration, and the declarations that it uses, as `useKey` names them. */
export interface CheckedFile {
  readonly diagnostics: readonly Diagnostic[];
  /** Mistakes that the parser has reported, told better. */
  readonly refined: readonly Diagnostic[];
  readonly used: ReadonlySet<string>;
  readonly sendings: readonly Sending[];
  /** Of the journeys without errors. */
  readonly summaries: readonly JourneySummary[];
}

/** What is kept of the checks of declarations from one state of the project to the next. */
export type KeptDeclarations = WeakMap<Declaration, Kept<CheckedFile>>;

/**
 * Checks the declarations of one file in the light of the whole project. Types of expressions go into `memory`. A
 * declaration that was kept when the file was read again, and depends on nothing that changed, is not checked again.
 */
export function checkFile(
  file: ParsedFile,
  model: BoundModel,
  memory: WeakMap<Expression, Type>,
  kept: KeptDeclarations,
): CheckedFile {
  const parts = file.tree.declarations.map((declaration) => {
    const unread = mistakesIn(file, declaration.span);
    const check = (): CheckedFile => checkOne(declaration, file, unread, model, memory);
    // What is said near a mistake depends on the mistake too.
    if (unread.length > 0) return checkAfresh(declaration, check);
    return (
      keptWhereItMoved(declaration, file.path, model, kept) ?? model.facts.keep(kept, declaration, check)
    );
  });
  const names = collect();
  checkTestNames(file.tree.declarations, (span, name) => names.report("TJ4317", span, file.path, { name }));
  return {
    diagnostics: [...parts.flatMap(({ diagnostics }) => diagnostics), ...names.diagnostics],
    refined: parts.flatMap(({ refined }) => refined),
    used: new Set(parts.flatMap(({ used }) => [...used])),
    summaries: parts.flatMap(({ summaries }) => summaries),
    sendings: parts.flatMap(({ sendings }) => sendings),
  };
}

/** What is known of a declaration that stands elsewhere now, if it still holds; else it is one by itself from here on. */
function keptWhereItMoved(
  declaration: Declaration,
  file: string,
  { facts }: BoundModel,
  kept: KeptDeclarations,
): CheckedFile | undefined {
  const origin = originOf(declaration);
  if (origin === undefined) return undefined;
  const known = facts.kept(kept, origin.of);
  if (known === undefined) settle(declaration);
  return known && movedCheck(known, file, origin);
}

function checkAfresh(declaration: Declaration, check: () => CheckedFile): CheckedFile {
  settle(declaration);
  return check();
}

function checkOne(
  declaration: Declaration,
  file: ParsedFile,
  unread: readonly Diagnostic[],
  model: BoundModel,
  memory: WeakMap<Expression, Type>,
): CheckedFile {
  const { report, diagnostics } = collect();
  const refined = collect();
  const used = new Set<string>();
  const sendings: Sending[] = [];
  const outcomes = new Map<Expression, boolean>();
  const outcomeOf = (condition: Expression): boolean | undefined => outcomes.get(condition);
  const check = checkOf(file, model, {
    report: (code, span, params, additions) => report(code, span, file.path, params, additions),
    refine: (code, span, params, additions) => refined.report(code, span, file.path, params, additions),
    reportIn: report,
    isBroken: (span) => isBroken(file, span),
    use: (kind, name) => used.add(useKey(kind, name)),
    send: (what, name, scope) => sendings.push(sendingOf(what, name, scope, file.path, declaration)),
    decide: (condition, outcome) => outcomes.set(condition, outcome),
    typed: (expression, type) => memory.set(expression, type),
    asked: (condition) => {
      if (!memory.has(condition)) memory.set(condition, BOOLEAN);
    },
  });
  model.facts.ask("config");
  checkDeclaration(declaration, check);
  if (declaration.kind === "Journey") checkLimits(declaration, check);
  const found = [...diagnostics];
  const said = whatHolds(found, unread, file.text);
  const result = { diagnostics: said, refined: refined.diagnostics, used, sendings, summaries: [] };
  // Of a journey that is not yet right its paths say nothing.
  const isRight = unread.length === 0 && !found.some(({ severity }) => severity === "error");
  if (declaration.kind !== "Journey" || !isRight) return result;
  const subject = subjectOf(declaration, file.path, model, { report: check.report, outcomeOf });
  const summaries = [analyseJourney(subject)];
  return { ...result, summaries, diagnostics: [...said, ...diagnostics.slice(found.length)] };
}

function sendingOf(
  what: Templated,
  name: Name,
  { entry, names, set }: Scope,
  file: string,
  around: Declaration,
): Sending {
  const parameters = around.kind === "Fragment" ? around.parameters : [];
  const own = parameters.flatMap((parameter) => (parameter.name === undefined ? [] : [parameter.name.text]));
  const scope = { entry: withoutPlaces(entry), names, set };
  return { key: sendingKey(what), file, span: name.span, scope, parameters: new Set(own) };
}

/** Templates do not tell where the journey says that it starts so. */
function withoutPlaces(entry: Scope["entry"]): Scope["entry"] {
  return typeof entry === "object" ? entry.map(({ kind, members }) => ({ kind, members })) : entry;
}
