import type { Block, Pattern, Step } from "@trajet/grammar";
import { type Action, actionInWords, argumentsInWords, refusalInWords } from "./actions.ts";
import { conditionInWords, valueInWords } from "./expressions.ts";
import { type Telling, typeIn } from "./telling.ts";
import { limitInWords, pointInWords, triggerInWords, triggersInWords } from "./triggers.ts";
import { listed, quoted, timesInWords } from "./wording.ts";

/** A step in words; below it either the ways that it can go, or the steps that it stands for. */
export interface ToldStep {
  readonly step: Step;
  /** A clause that begins in small letters and has no full stop. */
  readonly text: string;
  readonly ways: readonly ToldWay[];
  readonly inner: readonly ToldStep[];
}

/** One way that a step can go: `if the contact clicks …`, and the steps on it. */
export interface ToldWay {
  readonly text: string;
  readonly steps: readonly ToldStep[];
}

export function toldSteps(steps: readonly Step[], telling: Telling): readonly ToldStep[] {
  return steps.map((step) => toldStep(step, telling));
}

function toldStep(step: Step, telling: Telling): ToldStep {
  const inside = (block: Block | undefined) => toldSteps(block?.steps ?? [], telling);
  const told = (text: string, ways: readonly ToldWay[] = [], inner: readonly ToldStep[] = []) => ({
    step,
    text,
    ways,
    inner,
  });
  const otherwise = (text: string): readonly ToldWay[] =>
    step.otherwise === undefined ? [] : [{ text, steps: inside(step.otherwise) }];
  switch (step.kind) {
    case "Delay":
      return step.until === undefined
        ? told(`wait ${valueInWords(step.duration, telling)}`)
        : told(
            `wait until ${pointInWords(step.until, telling)}`,
            otherwise("if that moment has already passed"),
          );
    case "Wait":
      return toldWait(step, telling, inside);
    case "If":
      return toldIf(step, telling, inside);
    case "Match": {
      const cases = step.cases.map((one) => ({
        text: `if it is ${listed(
          one.patterns.map((pattern) => patternInWords(pattern, telling)),
          "or",
        )}`,
        steps: inside(one.body),
      }));
      const rest =
        step.else === undefined ? [] : [{ text: "if it is anything else", steps: inside(step.else) }];
      return told(`look at ${valueInWords(step.subject, telling)}`, [...cases, ...rest]);
    }
    case "Split":
      return told(
        "split the contacts at random; a contact keeps its share",
        step.arms.map((arm) => ({
          text: `${arm.share.text}% take ${quoted(arm.name?.value)}`,
          steps: inside(arm.body),
        })),
      );
    case "Repeat":
      return told(`up to ${timesInWords(step.times?.text)}, repeat`, [], inside(step.body));
    case "Run":
      return toldRun(step, telling, told);
    default:
      return told(actionInWords(step satisfies Action, telling), otherwise(refusalInWords(step)));
  }
}

type Inside = (block: Block | undefined) => readonly ToldStep[];
type Told = (text: string, ways?: readonly ToldWay[], inner?: readonly ToldStep[]) => ToldStep;

function toldIf(step: Extract<Step, { kind: "If" }>, telling: Telling, inside: Inside): ToldStep {
  const [only] = step.branches;
  if (step.branches.length === 1 && step.else === undefined) {
    const text = `if ${conditionInWords(only?.condition, telling)}`;
    return { step, text, ways: [], inner: inside(only?.body) };
  }
  const ways = step.branches.map((branch, index) => ({
    text: `${index === 0 ? "" : "otherwise, "}if ${conditionInWords(branch.condition, telling)}`,
    steps: inside(branch.body),
  }));
  const last = { text: "otherwise", steps: inside(step.else) };
  return { step, text: "take the first of these that fits", ways: [...ways, last], inner: [] };
}

function toldWait(step: Extract<Step, { kind: "Wait" }>, telling: Telling, inside: Inside): ToldStep {
  const limit = step.limit === undefined ? undefined : limitInWords(step.limit, telling);
  const wait = limit === undefined ? "wait, however long it takes," : `wait ${limit.up}`;
  if (step.until !== undefined) {
    const what =
      step.until.kind === "trigger"
        ? triggerInWords(step.until.trigger, telling)
        : conditionInWords(step.until.condition, telling);
    const goOn = limit === undefined ? "" : `, then go on in any case`;
    const link = limit?.up.startsWith("until") ? " for this:" : " until";
    return { step, text: `${wait}${link} ${what}${goOn}`, ways: [], inner: [] };
  }
  const arms = step.arms ?? [];
  const happens = arms.map((arm) => ({
    text: `if ${triggersInWords(arm.triggers, telling)}`,
    steps: inside(arm.body),
  }));
  const late = {
    text: `if ${arms.length === 1 ? "that" : "none of that"} has happened ${limit?.after ?? "in time"}`.replace(
      /^if that has/,
      "if that has not",
    ),
    steps: inside(step.otherwise),
  };
  const ways = limit === undefined && step.otherwise === undefined ? happens : [...happens, late];
  return { step, text: `${wait} for ${arms.length === 1 ? "this" : "the first of these"}`, ways, inner: [] };
}

/** A fragment is spelled out, with what it is given in the place of its parameters; one that runs itself is named only. */
function toldRun(step: Extract<Step, { kind: "Run" }>, telling: Telling, told: Told): ToldStep {
  const name = step.fragment?.text ?? "…";
  const fragment = telling.model.symbols.fragments.get(name);
  const args = argumentsInWords(step.args, telling);
  const text = `go through the fragment ${name}${args.length === 0 ? "" : ` (${args.join("; ")})`}`;
  if (fragment === undefined || telling.inside.includes(name)) return told(text);
  const values = step.args.map((arg) => {
    const type = typeIn(arg.value, telling);
    const known = telling.model.typeOf(arg.value);
    const isDuration = type === "duration" ? ({ type: "duration" } as const) : undefined;
    return [
      arg.name?.text ?? "",
      { words: valueInWords(arg.value, telling), type: known ?? isDuration },
    ] as const;
  });
  const within = { ...telling, values: new Map(values), inside: [...telling.inside, name] };
  return told(text, [], toldSteps(fragment.body?.steps ?? [], within));
}

function patternInWords(pattern: Pattern, telling: Telling): string {
  switch (pattern.form) {
    case "value":
      return valueInWords(pattern.value, telling);
    case "compare":
      return `${COMPARED[pattern.operator]} ${valueInWords(pattern.value, telling)}`;
    case "range":
      return `from ${valueInWords(pattern.low, telling)} to just under ${valueInWords(pattern.high, telling)}`;
    default:
      return pattern satisfies never;
  }
}

const COMPARED = { "<": "less than", "<=": "at most", ">": "more than", ">=": "at least" } as const;
