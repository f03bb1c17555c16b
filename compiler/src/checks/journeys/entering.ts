import type { Journey } from "@trajet/grammar";
import { areRelated } from "../../analyses/conditions/families.ts";
import { all, any, type Formula, is, not, TRUE } from "../../analyses/conditions/formula.ts";
import { type Fact, type Knowledge, knowing, NOTHING_KNOWN } from "../../analyses/conditions/knowledge.ts";
import { kindVariable } from "../../analyses/conditions/membership.ts";
import { readCondition } from "../../analyses/conditions/read.ts";
import { named } from "../../analyses/conditions/region.ts";
import { isImpossible } from "../../analyses/conditions/satisfy.ts";
import type { Check } from "../check.ts";
import { constantValue } from "../conditions/decided.ts";
import { readingOf, reasons } from "../conditions/judging.ts";
import { formulasOf } from "../conditions/known.ts";
import type { Scope } from "../scope.ts";
import type { Start } from "./starts.ts";

const QUESTION = { withMeanings: true };

/**
 * What is known before the first step: that one of the filters of the starts has passed, and none of the rules
 * `exit if`. Reports a start behind which everybody leaves at once.
 */
export function knownAtEntry(
  journey: Journey,
  starts: readonly Start[],
  anyTime: Scope,
  check: Check,
): Knowledge {
  const always = stayingFacts(journey, anyTime, check);
  for (const start of starts) checkStays(start, always, check);
  const kinds = [...new Set(starts.map(({ kind }) => kind.kind))];
  const variable = kindVariable(kinds);
  const started = starts.map(({ kind, filter }) =>
    all([is(variable, named([kind.kind], variable.domain)), filter]),
  );
  const telling = starts.filter(({ filter }) => filter !== TRUE);
  const places = (telling.length > 0 ? telling : starts).map(({ at }) => ({
    file: check.file,
    span: at,
    message: starts.length === 1 ? "The journey starts only so." : "The journey starts so, or otherwise.",
  }));
  return knowing({ ...NOTHING_KNOWN, always }, any(started), ...places);
}

/** Nobody for whom an `exit if` is true is still there when a step begins. */
function stayingFacts(journey: Journey, scope: Scope, check: Check): readonly Fact[] {
  return journey.settings.flatMap((setting) => {
    if (setting.kind !== "ExitIf") return [];
    const leaves = readCondition(setting.condition, readingOf(scope, check));
    if (constantValue(leaves) !== undefined) return [];
    const place = { file: check.file, span: setting.span, message: "Whoever passes this has left." };
    return parts(not(leaves)).map((formula) => ({ formula, places: [place] }));
  });
}

function parts(formula: Formula): readonly Formula[] {
  return formula.kind === "all" ? formula.parts : [formula];
}

function checkStays({ filter, at }: Start, always: readonly Fact[], check: Check): void {
  if (always.length === 0 || constantValue(filter) !== undefined) return;
  const together = [filter, ...formulasOf(always)];
  if (!areRelated(together) || !isImpossible(together, QUESTION)) return;
  check.report("TJ4109", at, {}, { related: reasons(always, [filter]) });
}
