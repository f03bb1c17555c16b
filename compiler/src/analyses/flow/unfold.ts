import type { Block, Expression, Fragment, Journey, Span, Step } from "@trajet/grammar";
import type { Arguments } from "./amounts.ts";
import { type Branch, branchesOf, type OutcomeOf } from "./branches.ts";

/** The project, as far as the paths of a journey depend on it. */
export interface FlowProject {
  readonly fragments: ReadonlyMap<string, Fragment>;
  readonly fileOf: (fragment: Fragment) => string;
  /** What the checks have found out about the conditions of the journey. */
  readonly outcomeOf: OutcomeOf;
}

/** One step at one place of a path: a step in a loop has a place in each turn, one of a fragment in each call. */
export interface Place {
  /** Every way leads to a lower number; the end of the journey is 0. */
  readonly index: number;
  readonly step: Step | undefined;
  readonly file: string;
  /** Where it stands in the journey itself: of a step in a fragment, the outermost `run`. */
  readonly own: Span;
  readonly args: Arguments | undefined;
  /** The steps that run the fragments around it, the outermost first. */
  readonly calls: readonly Step[];
  readonly ways: readonly Way[];
}

export type Loop = Extract<Step, { kind: "Repeat" }>;

export interface Way extends Omit<Branch, "block"> {
  readonly to: number;
}

/** All paths of a journey, without circles: fragments are put in, and the turns of loops laid out one behind the other. */
export interface Unfolded {
  readonly places: readonly Place[];
  readonly first: number;
  /** The loops of which a turn begins at a place, by its number. */
  readonly turns: ReadonlyMap<number, Loop>;
  /** Whether loops turn more often than is laid out. */
  readonly cut: boolean;
}

/** A loop of more turns is followed for so many; it has long shown by then what it does in a week. */
const MOST_TURNS = 64;
const MOST_PLACES = 8_000;

interface Around {
  readonly file: string;
  readonly own: Span | undefined;
  readonly args: Arguments | undefined;
  readonly calls: readonly Step[];
  readonly done: number;
  readonly inside: ReadonlySet<string>;
}

const STRAIGHT = { pass: { kind: "none" }, how: { kind: "done" }, suspends: false } as const;
const END = 0;
const NO_CALLS: readonly Step[] = [];

/** Lays out the paths of a journey. */
export function unfold(journey: Journey, file: string, project: FlowProject): Unfolded {
  const end = { start: journey.span.end, end: journey.span.end };
  const places: Place[] = [
    { index: END, step: undefined, file, own: end, args: undefined, calls: NO_CALLS, ways: [] },
  ];
  const turns = new Map<number, Loop>();
  let cut = false;

  const add = (step: Step, ways: readonly Way[], around: Around): number => {
    const index = places.length;
    const { file, own = step.span, args, calls } = around;
    places.push({ index, step, file, own, args, calls, ways });
    return index;
  };

  /** Places are made from the last step to the first, so that the ways of each are known. */
  const row = (steps: readonly Step[], behind: number, around: Around): number => {
    let next = behind;
    for (let at = steps.length - 1; at >= 0; at--) {
      const step = steps[at];
      if (step !== undefined) next = placeOf(step, steps[at - 1], next, around);
    }
    return next;
  };
  const into = (block: Block | undefined, behind: number, around: Around): number =>
    row(block?.steps ?? [], behind, around);

  const placeOf = (step: Step, before: Step | undefined, next: number, around: Around): number => {
    switch (step.kind) {
      case "Exit":
        return add(step, [{ ...STRAIGHT, to: END }], around);
      case "Break":
        return add(step, [{ ...STRAIGHT, to: around.done }], around);
      case "Repeat":
        return add(step, [{ ...STRAIGHT, to: turned(step, next, around) }], around);
      case "Run":
        return add(step, [{ ...STRAIGHT, to: call(step, next, around) }], around);
      default: {
        const ways = branchesOf(step, before, around.args, project.outcomeOf).map(
          ({ block, pass, how, suspends }): Way => ({ pass, how, suspends, to: into(block, next, around) }),
        );
        return add(step, ways, around);
      }
    }
  };

  const turned = (step: Loop, behind: number, around: Around): number => {
    const wanted = Number(step.times?.text ?? 1);
    let first = behind;
    for (let turn = 0; turn < wanted; turn++) {
      if (turn === MOST_TURNS || places.length > MOST_PLACES) {
        cut = true;
        break;
      }
      first = into(step.body, first, { ...around, done: behind });
      if (first !== behind) turns.set(first, step);
    }
    return first;
  };

  const call = (step: Extract<Step, { kind: "Run" }>, behind: number, around: Around): number => {
    const name = step.fragment?.text ?? "";
    const fragment = project.fragments.get(name);
    if (fragment === undefined || around.inside.has(name)) return behind;
    return into(fragment.body, behind, {
      file: project.fileOf(fragment),
      own: around.own ?? step.span,
      args: argumentsOf(step, around.args),
      calls: [...around.calls, step],
      done: END,
      inside: new Set([...around.inside, name]),
    });
  };

  const first = row(journey.steps, END, {
    file,
    own: undefined,
    args: undefined,
    calls: NO_CALLS,
    done: END,
    inside: new Set(),
  });
  return { places, first, turns, cut };
}

/** What a fragment is run with. */
export function argumentsOf(step: Extract<Step, { kind: "Run" }>, outer: Arguments | undefined): Arguments {
  const values = step.args.flatMap(({ name, value }): [string, Expression][] =>
    name === undefined ? [] : [[name.text, value]],
  );
  return { values: new Map(values), outer };
}
