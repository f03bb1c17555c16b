import type { Model } from "@trajet/compiler";
import type { Block, Expression, PointInTime, Step } from "@trajet/grammar";

/** How much time has passed since the run began, at least and at most, in milliseconds; `most` may be infinite. */
export interface Elapsed {
  readonly least: number;
  readonly most: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Of each unit its shortest and its longest; a change of the clocks is not what a hint speaks of. */
const UNITS = {
  second: [1_000, 1_000],
  minute: [60_000, 60_000],
  hour: [HOUR, HOUR],
  day: [DAY, DAY],
  week: [7 * DAY, 7 * DAY],
  month: [28 * DAY, 31 * DAY],
  year: [365 * DAY, 366 * DAY],
} as const;

/** Fragments within fragments are followed as deep as this. */
const DEEPEST = 8;

const BEGIN: Elapsed = { least: 0, most: 0 };
const OPEN: Elapsed = { least: 0, most: Number.POSITIVE_INFINITY };

/** Called for each step with the time that has passed when it begins. */
export type Visit = (step: Step, elapsed: Elapsed) => void;

/** Walks through steps in the order of the text, and adds up the time that passes. */
export function walkTime(steps: readonly Step[], model: Model, visit: Visit): void {
  walkSteps(steps, BEGIN, { model, visit, depth: 0 });
}

interface Walk {
  readonly model: Model;
  readonly visit: Visit;
  readonly depth: number;
}

/** @returns the time behind the last step; `undefined` where nobody comes there */
function walkSteps(steps: readonly Step[], from: Elapsed, walk: Walk): Elapsed | undefined {
  let at: Elapsed | undefined = from;
  for (const step of steps) {
    walk.visit(step, at);
    at = behind(step, at, walk);
    if (at === undefined) return undefined;
  }
  return at;
}

const inBlock = (block: Block | undefined, from: Elapsed, walk: Walk): Elapsed | undefined =>
  block === undefined ? from : walkSteps(block.steps, from, walk);

/** The ways through a step come together behind it. */
function behind(step: Step, at: Elapsed, walk: Walk): Elapsed | undefined {
  switch (step.kind) {
    case "Exit":
    case "Break":
      return undefined;
    case "Delay":
      return joined([
        plus(at, step.until === undefined ? lengthOf(step.duration) : untilOf(step.until)),
        ...(step.otherwise === undefined ? [] : [inBlock(step.otherwise, at, walk)]),
      ]);
    case "Wait":
      return behindWait(step, at, walk);
    case "If":
      return joined([
        ...step.branches.map(({ body }) => inBlock(body, at, walk)),
        inBlock(step.else, at, walk),
      ]);
    case "Match":
      return joined([
        ...step.cases.map(({ body }) => inBlock(body, at, walk)),
        ...(step.else === undefined ? [] : [inBlock(step.else, at, walk)]),
      ]);
    case "Split":
      return joined(step.arms.map(({ body }) => inBlock(body, at, walk)));
    case "Repeat":
      return behindRepeat(step, at, walk);
    case "Run":
      return behindRun(step, at, walk);
    default:
      return step.otherwise === undefined ? at : joined([at, inBlock(step.otherwise, at, walk)]);
  }
}

function behindWait(step: Extract<Step, { kind: "Wait" }>, at: Elapsed, walk: Walk): Elapsed | undefined {
  const limit = step.limit === undefined ? OPEN : untilOf(step.limit);
  const inTime: Elapsed = { least: at.least, most: at.most + limit.most };
  const arms = step.arms?.map(({ body }) => inBlock(body, inTime, walk)) ?? [inTime];
  const tooLate = step.limit === undefined ? undefined : inBlock(step.otherwise, plus(at, limit), walk);
  return joined([...arms, tooLate]);
}

function behindRepeat(step: Extract<Step, { kind: "Repeat" }>, at: Elapsed, walk: Walk): Elapsed | undefined {
  const turn = inBlock(step.body, BEGIN, { ...walk, visit: () => {} });
  const times = Number(step.times?.text ?? Number.POSITIVE_INFINITY);
  const before = (times - 1) * (turn?.most ?? 0);
  inBlock(step.body, { least: at.least, most: at.most + (Number.isNaN(before) ? 0 : before) }, walk);
  const most = turn === undefined ? OPEN.most : at.most + times * turn.most;
  return { least: at.least, most: Number.isNaN(most) ? at.most : most };
}

function behindRun(step: Extract<Step, { kind: "Run" }>, at: Elapsed, walk: Walk): Elapsed | undefined {
  const fragment = walk.model.symbols.fragments.get(step.fragment?.text ?? "");
  if (fragment === undefined || walk.depth >= DEEPEST) return plus(at, OPEN);
  return inBlock(fragment.body, at, { ...walk, visit: () => {}, depth: walk.depth + 1 });
}

const plus = (at: Elapsed, more: Elapsed): Elapsed => ({
  least: at.least + more.least,
  most: at.most + more.most,
});

function joined(ways: readonly (Elapsed | undefined)[]): Elapsed | undefined {
  const open = ways.filter((way) => way !== undefined);
  if (open.length === 0) return undefined;
  return { least: Math.min(...open.map((way) => way.least)), most: Math.max(...open.map((way) => way.most)) };
}

/** A duration that is written out; any other may be anything. */
function lengthOf(expression: Expression | undefined): Elapsed {
  if (expression?.kind === "Parenthesized") return lengthOf(expression.inner);
  if (expression?.kind !== "Duration") return OPEN;
  return expression.parts
    .map(({ amount, unit }) => ({
      least: Number(amount) * UNITS[unit][0],
      most: Number(amount) * UNITS[unit][1],
    }))
    .reduce(plus, BEGIN);
}

/** The next time of day is within a day, the next weekday within a week; a date may be any time ahead. */
function untilOf({ base, weekday, offset, at }: PointInTime): Elapsed {
  if (weekday !== undefined) return { least: 0, most: 7 * DAY };
  if (offset !== undefined) return OPEN;
  if (base?.kind === "Time") return { least: 0, most: DAY };
  if (base?.kind !== "Duration") return OPEN;
  return at === undefined ? lengthOf(base) : plus(lengthOf(base), { least: 0, most: DAY });
}

/** `after 3 days`, `after 1–4 days`, `after 1 day or later`; nothing where no time has passed. */
export function describeElapsed({ least, most }: Elapsed): string | undefined {
  if (most === 0) return undefined;
  if (least === most) return `after ${inWords(least)}`;
  if (most === Number.POSITIVE_INFINITY) return least === 0 ? undefined : `after ${inWords(least)} or later`;
  if (least === 0) return `within ${inWords(most)}`;
  return `after ${inWords(least)} to ${inWords(most)}`;
}

const WORDS = [
  [DAY, "day"],
  [HOUR, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
] as const;

/** Days and hours, or the two largest units that there are. */
function inWords(milliseconds: number): string {
  const parts: string[] = [];
  let rest = milliseconds;
  for (const [size, word] of WORDS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${word}${count === 1 ? "" : "s"}`);
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}
