import type {
  CompiledLine,
  CompiledProject,
  CompiledTest,
  Expr,
  Program,
  Trigger,
  Watcher,
} from "@trajet/compiler/program";
import { peopleKey } from "@trajet/compiler/program";
import { programHash } from "@trajet/compiler/program/hash";

/**
 * Where a test says of people that they are in a segment or a list, it counts what it says. Each such name becomes a segment
 * whose condition looks at marks that the test sets: nothing else in the engine has to know of it, and who enters or
 * leaves is told of by the engine's own watches.
 */
export interface Pinned {
  readonly people: string;
  readonly tier: string | null;
  readonly of: "segment" | "loyalty";
}

/** Tags that no project can declare, as they have line breaks. */
export const markIn = (name: string): string => `in\n${name}`;
export const markOut = (name: string): string => `out\n${name}`;

/** The segments and lists about which a test says who is in them. */
export function pinnedBy({ lines, scope }: CompiledTest): readonly Pinned[] {
  return lines.flatMap((line) => pinnedIn(line, scope.people));
}

function pinnedIn(line: CompiledLine, segments: CompiledTest["scope"]["people"]): readonly Pinned[] {
  if (line.kind === "state" && line.state.kind === "people" && line.state.of !== "custom audience") {
    const { people, tier, of } = line.state;
    return [{ people, tier, of }];
  }
  if (line.kind !== "happens") return [];
  const { act } = line;
  if (act.on !== "enters people" && act.on !== "leaves people") return [];
  const of = Object.hasOwn(segments, act.people) ? "segment" : "loyalty";
  return [{ people: act.people, tier: act.tier, of }];
}

/** The project in which what a test says of segments and lists holds. */
export function withPinned(project: CompiledProject, pinned: readonly Pinned[]): CompiledProject {
  if (pinned.length === 0) return project;
  const journeys = project.journeys.map((journey) => {
    const program = pinProgram(journey.program, pinned);
    return program === journey.program ? journey : { ...journey, program, hash: programHash(program) };
  });
  return { ...project, journeys };
}

/** The same in the test's own conditions. */
export function pinTest(test: CompiledTest, pinned: readonly Pinned[]): CompiledTest {
  if (pinned.length === 0) return test;
  const lists = new Set(pinned.filter(({ of }) => of === "loyalty").map(({ people }) => people));
  const { scope, lines } = test;
  return {
    ...test,
    lines: asSegments(lines, lists) as CompiledTest["lines"],
    scope: { ...scope, people: pinPeople(scope.people, pinned, true) },
  };
}

function pinProgram(program: Program, pinned: readonly Pinned[]): Program {
  const lists = new Set(pinned.filter(({ of }) => of === "loyalty").map(({ people }) => people));
  const rewritten = lists.size === 0 ? program : withSegments(program, lists);
  const asked = JSON.stringify(rewritten);
  const isAsked = ({ people, tier }: Pinned) => asked.includes(JSON.stringify(peopleKey(people, tier)));
  const here = pinned.filter(isAsked);
  if (here.length === 0) return rewritten;
  return {
    ...rewritten,
    people: pinPeople(rewritten.people, pinned, false),
    watch: { ...rewritten.watch, ...watchMarks(rewritten, here) },
  };
}

/** A tier of which the test says nothing has nobody in it, since of its list the test says who is in. */
function withSegments(program: Program, lists: ReadonlySet<string>): Program {
  const keys = new Set<string>();
  const rewritten = asSegments(program, lists, keys) as Program;
  const empty = [...keys].map((key): [string, Expr] => [key, pinnedCondition(key, undefined)]);
  return { ...rewritten, people: { ...Object.fromEntries(empty), ...rewritten.people } };
}

/** Rules and waits that go by conditions ask again when a mark is set or taken away. */
function watchMarks({ exits, steps }: Program, pinned: readonly Pinned[]): Program["watch"] {
  const asking: Watcher[] = exits.flatMap((rule, index) =>
    rule.if === undefined ? [] : [{ kind: "exit", index } as const],
  );
  for (const [step, { kind, ...rest }] of Object.entries(steps))
    if (kind === "wait" && "until" in rest) asking.push({ kind: "until", step });
  if (asking.length === 0) return {};
  const marks = pinned.flatMap(({ people, tier }) => {
    const key = peopleKey(people, tier);
    return [markIn(key), markOut(key)].flatMap((tag) => [`tag+:${tag}`, `tag-:${tag}`]);
  });
  return Object.fromEntries(marks.map((key) => [key, asking]));
}

function pinPeople(people: Program["people"], pinned: readonly Pinned[], all: boolean): Program["people"] {
  const own = pinned.filter(({ of, people: name }) => all || of === "loyalty" || Object.hasOwn(people, name));
  const made = own.map(({ people: name, tier, of }): [string, Expr] => {
    const key = peopleKey(name, tier);
    const before = of === "segment" ? people[key] : undefined;
    return [key, pinnedCondition(key, before)];
  });
  // Who is in a tier is in the list.
  const whole = own
    .filter(({ of }) => of === "loyalty")
    .map(({ people: name }): [string, Expr] => {
      const keys = own.filter((one) => one.people === name).map((one) => peopleKey(name, one.tier));
      const all = [...new Set([name, ...keys])].map((key) => pinnedCondition(key, undefined));
      return [name, { op: "or", all }];
    });
  return { ...people, ...Object.fromEntries(made), ...Object.fromEntries(whole) };
}

/** What the test says, or else what is computed. */
function pinnedCondition(name: string, computed: Expr | undefined): Expr {
  const isIn: Expr = { op: "has tag", tag: markIn(name) };
  if (computed === undefined) return isIn;
  const isOut: Expr = { op: "has tag", tag: markOut(name) };
  return { op: "or", all: [isIn, { op: "and", all: [{ op: "not", of: isOut }, computed] }] };
}

/**
 * Loyalty lists become segments of the same keys: whatever asks of them, or listens, asks the segment. The keys are noted.
 */
function asSegments(node: unknown, lists: ReadonlySet<string>, keys = new Set<string>()): unknown {
  if (Array.isArray(node)) return node.map((one) => asSegments(one, lists, keys));
  if (typeof node !== "object" || node === null) return node;
  const { op, on } = node as { readonly op?: unknown; readonly on?: unknown };
  if (op === "in loyalty") {
    const { query, tier } = node as Extract<Expr, { op: "in loyalty" }>;
    if (lists.has(query)) {
      keys.add(peopleKey(query, tier));
      return { op: "in segment", segment: peopleKey(query, tier) };
    }
  }
  const inner = Object.entries(node).map(([key, value]) => [key, asSegments(value, lists, keys)]);
  const copy = Object.fromEntries(inner);
  if (on !== "enters people" && on !== "leaves people") return copy;
  const { people, tier } = node as Extract<Trigger, { on: "enters people" }>;
  if (!lists.has(people)) return copy;
  keys.add(peopleKey(people, tier));
  return { ...copy, people: peopleKey(people, tier), tier: null };
}
