import type { Block, Journey, Step } from "@trajet/grammar";
import type { Arguments } from "../flow/amounts.ts";
import { type Branch, branchesOf } from "../flow/branches.ts";
import { ANY_CLOCK, type Clock, clockKey, pass } from "../flow/clock.ts";
import { argumentsOf, type FlowProject } from "../flow/unfold.ts";

/** What one path through a journey comes to. */
export interface Length {
  /** Steps that are run; one in a loop counts in each turn. */
  readonly steps: number;
  /** Messages that are sent, whatever their kind. */
  readonly messages: number;
  /** Delays, waits, and sendings that are held. */
  readonly suspensions: number;
  /** Waits that end by what they wait for. */
  readonly matches: number;
  /** The least time that it takes, in milliseconds. */
  readonly least: number;
}

/** The actions of the durable engine: 1 for the run, one per segment, one per suspension, one per wait that is matched. */
export function temporalActions({ suspensions, matches }: Length): number {
  return 1 + (suspensions + 1) + suspensions + matches;
}

/** The shortest and the longest path of a journey from its start to its end, exactly, however often its loops turn. */
export interface Lengths {
  readonly shortest: Length;
  readonly longest: Length;
}

/** `held` tells of a sending whether a window or a cap may hold it: the longest path is held there. */
export function lengthsOf(
  journey: Journey,
  project: FlowProject,
  held: (step: Extract<Step, { kind: "Send" }>) => boolean,
): Lengths {
  return {
    shortest: best(journey, { project, held: () => false, better: (one, other) => compare(one, other) < 0 }),
    longest: best(journey, { project, held, better: (one, other) => compare(one, other) > 0 }),
  };
}

const NOTHING: Length = { steps: 0, messages: 0, suspensions: 0, matches: 0, least: 0 };
const ONE: Length = { ...NOTHING, steps: 1 };

/** A way through a piece of a journey, and what is known of the clock at its end. */
interface Walk {
  readonly length: Length;
  readonly clock: Clock;
}

/** The best way through a piece of a journey, by how it ends; a way that does not exist is missing. */
interface Ends {
  readonly through?: Walk;
  readonly broken?: Walk;
  readonly left?: Walk;
}

interface Search {
  readonly project: FlowProject;
  readonly held: (step: Extract<Step, { kind: "Send" }>) => boolean;
  readonly better: (one: Length, other: Length) => boolean;
}

/** Where a piece of a journey stands, and what is known of the clock at its beginning. */
interface Standing {
  readonly search: Search;
  readonly args: Arguments | undefined;
  /** The fragments around it. */
  readonly inside: ReadonlySet<string>;
  readonly clock: Clock;
}

function best(journey: Journey, search: Search): Length {
  const standing: Standing = { search, args: undefined, inside: new Set(), clock: ANY_CLOCK };
  const { through, left } = rowEnds(journey.steps, standing);
  return choose([through, left], search)?.length ?? NOTHING;
}

/** By what the engine has to do, then by steps, messages and time: sums keep this order, so pieces can be chosen one by one. */
function compare(one: Length, other: Length): number {
  return (
    temporalActions(one) - temporalActions(other) ||
    one.steps - other.steps ||
    one.messages - other.messages ||
    one.least - other.least
  );
}

function choose(walks: readonly (Walk | undefined)[], { better }: Search): Walk | undefined {
  let chosen: Walk | undefined;
  for (const walk of walks) {
    if (walk !== undefined && (chosen === undefined || better(walk.length, chosen.length))) chosen = walk;
  }
  return chosen;
}

function chooseEnds(all: readonly Ends[], search: Search): Ends {
  const through = choose(
    all.map((each) => each.through),
    search,
  );
  const broken = choose(
    all.map((each) => each.broken),
    search,
  );
  const left = choose(
    all.map((each) => each.left),
    search,
  );
  return {
    ...(through === undefined ? {} : { through }),
    ...(broken === undefined ? {} : { broken }),
    ...(left === undefined ? {} : { left }),
  };
}

function plus(one: Length, other: Length, count = 1): Length {
  return {
    steps: one.steps + count * other.steps,
    messages: one.messages + count * other.messages,
    suspensions: one.suspensions + count * other.suspensions,
    matches: one.matches + count * other.matches,
    least: one.least + count * other.least,
  };
}

/** The same ends, with what came before them. */
function behind(before: Length, { through, broken, left }: Ends): Ends {
  const put = (walk: Walk): Walk => ({ length: plus(before, walk.length), clock: walk.clock });
  return {
    ...(through === undefined ? {} : { through: put(through) }),
    ...(broken === undefined ? {} : { broken: put(broken) }),
    ...(left === undefined ? {} : { left: put(left) }),
  };
}

function rowEnds(steps: readonly Step[], standing: Standing): Ends {
  let ends: Ends = { through: { length: NOTHING, clock: standing.clock } };
  for (const [index, step] of steps.entries()) {
    const { through, ...ended } = ends;
    if (through === undefined) return ends;
    const own = stepEnds(step, steps[index - 1], { ...standing, clock: through.clock });
    ends = chooseEnds([ended, behind(through.length, own)], standing.search);
  }
  return ends;
}

function stepEnds(step: Step, before: Step | undefined, standing: Standing): Ends {
  const here: Walk = { length: ONE, clock: standing.clock };
  switch (step.kind) {
    case "Exit":
      return { left: here };
    case "Break":
      return { broken: here };
    case "Repeat":
      return behind(ONE, turned(step.body, Number(step.times?.text ?? 1), standing));
    case "Run":
      return behind(ONE, called(step, standing));
    default:
      return chooseEnds(
        branchesOf(step, before, standing.args, standing.search.project.outcomeOf).map((branch) =>
          branchEnds(step, branch, standing),
        ),
        standing.search,
      );
  }
}

function branchEnds(step: Step, branch: Branch, standing: Standing): Ends {
  const { least, clock } = pass(standing.clock, branch.pass);
  const { how, suspends } = branch;
  const held = step.kind === "Send" && standing.search.held(step);
  const cost: Length = {
    steps: 1,
    messages: step.kind === "Send" && how.kind === "done" ? 1 : 0,
    suspensions: suspends || held ? 1 : 0,
    matches: how.kind === "happened" || how.kind === "came true" ? 1 : 0,
    least,
  };
  return behind(cost, rowEnds(branch.block?.steps ?? [], { ...standing, clock }));
}

/** Turns differ only in the clock at their beginning; where that stays the same, the rest are as many times the same. */
function turned(body: Block | undefined, count: number, standing: Standing): Ends {
  const known = new Map<number, Ends>();
  const turn = (clock: Clock): Ends => {
    const ends = known.get(clockKey(clock)) ?? rowEnds(body?.steps ?? [], { ...standing, clock });
    known.set(clockKey(clock), ends);
    return ends;
  };
  let before: Walk = { length: NOTHING, clock: standing.clock };
  let ended: Ends = {};
  for (let done = 0; done < count; done++) {
    const ends = turn(before.clock);
    ended = chooseEnds([ended, leavingLoop(before.length, ends)], standing.search);
    if (ends.through === undefined) return ended;
    const rest = clockKey(ends.through.clock) === clockKey(before.clock) ? count - done : 1;
    // Of so many equal turns the last is the best one to leave in, if the first is not.
    const last = plus(before.length, ends.through.length, rest - 1);
    ended = chooseEnds([ended, leavingLoop(last, ends)], standing.search);
    before = { length: plus(last, ends.through.length), clock: ends.through.clock };
    done += rest - 1;
  }
  return chooseEnds([ended, { through: before }], standing.search);
}

/** A `break` goes on behind the loop. */
function leavingLoop(before: Length, { broken, left }: Ends): Ends {
  return behind(before, {
    ...(broken === undefined ? {} : { through: broken }),
    ...(left === undefined ? {} : { left }),
  });
}

function called(step: Extract<Step, { kind: "Run" }>, standing: Standing): Ends {
  const { search, inside, args, clock } = standing;
  const name = step.fragment?.text ?? "";
  const fragment = search.project.fragments.get(name);
  if (fragment === undefined || inside.has(name)) return { through: { length: NOTHING, clock } };
  return rowEnds(fragment.body?.steps ?? [], {
    ...standing,
    args: argumentsOf(step, args),
    inside: new Set([...inside, name]),
  });
}
