import type { SourceMap, SourceRange } from "@trajet/compiler/program";
import type { Json } from "../engine/facts.ts";

/** A line of the journal, as far as it says what decided. */
interface Decision {
  readonly kind: string;
  readonly step: string | null;
  readonly data: { readonly [name: string]: Json };
}

export interface Reason {
  /** Where it stands in the source. */
  readonly range?: SourceRange;
  /** As the source says it: the condition that was true, the trigger that happened, the rule, or else the step. */
  readonly because?: string;
}

/** What decided, and where it stands: a start or an exit rule, an arm of a step, or the step itself. */
export function reasonOf(decision: Decision, source: SourceMap | undefined, summary?: string): Reason {
  const rule = source && ruleOf(decision, source);
  if (rule !== undefined) return { range: rule, ...(rule.text !== undefined && { because: rule.text }) };
  const { step } = decision;
  const range = step === null ? source?.journey : source?.steps[step];
  const because = armTaken(decision, range?.arms ?? [], summary) ?? summary;
  return { ...(range !== undefined && { range }), ...(because !== undefined && { because }) };
}

function ruleOf({ kind, data }: Decision, source: SourceMap): SourceRange | undefined {
  switch (kind) {
    case "entered":
    case "refused":
      return named(source.starts, data.start);
    case "exited":
    case "converted":
      return named(source.exits, data.rule) ?? named(source.goals, data.rule);
    default:
      return undefined;
  }
}

function named(ranges: Readonly<Record<string, SourceRange>>, id: Json | undefined): SourceRange | undefined {
  return typeof id === "string" && Object.hasOwn(ranges, id) ? ranges[id] : undefined;
}

/** Of a branch that is taken otherwise: that none of its conditions was true. */
function armTaken({ kind, data }: Decision, arms: readonly string[], summary = ""): string | undefined {
  const { arm } = data;
  const isMatch = summary.startsWith("match ");
  switch (kind) {
    case "branched": {
      if (arm === "else")
        return isMatch
          ? `${summary} { else }`
          : arms.map((text) => `not (${text})`).join(" and ") || undefined;
      const text = arms[Number(arm)];
      return text !== undefined && isMatch ? `${summary} { ${text} }` : text;
    }
    case "matched":
      return arms[Number(arm ?? 0)];
    case "split":
      return arms.find((text) => text.endsWith(` ${JSON.stringify(arm)}`));
    default:
      return undefined;
  }
}
