import { countsNoMore } from "./happened.ts";
import type { End } from "./intervals.ts";
import { hasNoValue, named, ordered, type Region } from "./region.ts";
import { type Change, type Known, narrow, narrowToPresence, type State } from "./state.ts";
import { NO, type TextPart, YES } from "./variable.ts";

/** Draws from what is known of the variables of one family what follows for the others of it. */
export function propagate(state: State, family: string): Change {
  const members = [...state.known.values()].filter(({ variable }) => variable.family === family);
  if (members.length < 2) return "same";
  const counting = members.some(({ variable }) => variable.link.kind === "count");
  return counting ? propagateCounts(state, members) : propagateValue(state, members);
}

/** The first change that makes it impossible, or whether there was any. */
function combined(changes: Iterable<Change>): Change {
  let result: Change = "same";
  for (const change of changes) {
    if (change === "impossible") return change;
    if (change === "narrower") result = change;
  }
  return result;
}

/** A value, whether there is one, and which parts it has: all of one reference. */
function propagateValue(state: State, members: readonly Known[]): Change {
  const set = presenceOf(members);
  if (set === "contradiction") return "impossible";
  const parts = members.flatMap(decidedPart);
  if (parts.some((part) => parts.some((other) => excludes(part, other)))) return "impossible";
  return combined(members.map((member) => narrowMember(state, member, set, parts)));
}

function presenceOf(members: readonly Known[]): boolean | "contradiction" | undefined {
  const said = new Set(members.map(saysPresent).filter((each) => each !== undefined));
  if (said.size > 1) return "contradiction";
  const [only] = said;
  return only;
}

function saysPresent({ variable, region }: Known): boolean | undefined {
  switch (variable.link.kind) {
    case "presence":
      return decided(region);
    case "part":
      return decided(region) === true ? true : undefined;
    case "value":
      if (!region.missing) return true;
      return variable.link.exact && hasNoValue(region) ? false : undefined;
    default:
      return undefined;
  }
}

/** Of what is true or false, which of them it is. */
function decided({ values }: Region): boolean | undefined {
  if (values.kind !== "names" || values.names.size !== 1) return undefined;
  return values.names.has("true");
}

interface DecidedPart {
  readonly part: TextPart;
  readonly has: boolean;
}

function decidedPart({ variable, region }: Known): readonly DecidedPart[] {
  if (variable.link.kind !== "part") return [];
  const has = decided(region);
  return has === undefined ? [] : [{ part: variable.link.part, has }];
}

function narrowMember(
  state: State,
  member: Known,
  set: boolean | undefined,
  parts: readonly DecidedPart[],
): Change {
  const { variable, region } = member;
  switch (variable.link.kind) {
    case "presence":
      return set === undefined ? "same" : narrow(state, variable, set ? YES : NO);
    case "part":
      return set === false ? narrow(state, variable, NO) : "same";
    case "value": {
      const known = set !== undefined && (set === false || variable.link.exact);
      const change = known ? narrowToPresence(state, member, set) : "same";
      return combined([
        change,
        change === "impossible" ? change : narrowToParts(state, member, region, parts),
      ]);
    }
    default:
      return "same";
  }
}

/** Of few possible texts, those that have the parts which are known. */
function narrowToParts(
  state: State,
  { variable }: Known,
  region: Region,
  parts: readonly DecidedPart[],
): Change {
  const { values } = region;
  if (values.kind !== "names" || values.except || parts.length === 0) return "same";
  const left = [...values.names].filter((name) => parts.every(({ part, has }) => part.passes(name) === has));
  if (left.length === values.names.size) return "same";
  return narrow(state, variable, { ...named(left, variable.domain), missing: region.missing });
}

/** Two parts of which one is there that leaves no room for how the other is known to be. */
function excludes(one: DecidedPart, other: DecidedPart): boolean {
  if (!one.has) return false;
  const [here, there] = [one.part, other.part];
  if (other.has) {
    if (here.operator !== there.operator) return false;
    if (here.operator === "starts with")
      return !here.text.startsWith(there.text) && !there.text.startsWith(here.text);
    if (here.operator === "ends with")
      return !here.text.endsWith(there.text) && !there.text.endsWith(here.text);
    return false;
  }
  return includes(here, there);
}

/** Whether a text that has one part has the other for certain. */
function includes(one: TextPart, other: TextPart): boolean {
  const literal = one.operator !== "matches" && one.operator !== "has element";
  if (!literal) return false;
  switch (other.operator) {
    case "starts with":
      return one.operator === "starts with" && one.text.startsWith(other.text);
    case "ends with":
      return one.operator === "ends with" && one.text.endsWith(other.text);
    case "contains":
      return one.text.includes(other.text);
    case "matches":
    case "has element":
      return false;
    default:
      return other.operator satisfies never;
  }
}

/** What happened within 7 days happened no more often than what happened within 30. */
function propagateCounts(state: State, members: readonly Known[]): Change {
  return combined(
    members.flatMap((narrower) =>
      members.map((wider) => (isNarrower(narrower, wider) ? propagateCount(state, narrower, wider) : "same")),
    ),
  );
}

function isNarrower(one: Known, other: Known): boolean {
  const [here, there] = [one.variable.link, other.variable.link];
  if (one === other || here.kind !== "count" || there.kind !== "count") return false;
  return !one.region.missing && !other.region.missing && countsNoMore(here.happened, there.happened);
}

function propagateCount(state: State, narrower: Known, wider: Known): Change {
  const [lowest, highest] = [lowOf(narrower.region), highOf(wider.region)];
  return combined([
    lowest === undefined
      ? "same"
      : narrow(state, wider.variable, ordered([{ low: lowest, high: undefined }], wider.variable.domain)),
    highest === undefined
      ? "same"
      : narrow(
          state,
          narrower.variable,
          ordered([{ low: undefined, high: highest }], narrower.variable.domain),
        ),
  ]);
}

function lowOf({ values }: Region): End | undefined {
  return values.kind === "ordered" ? values.intervals[0]?.low : undefined;
}

function highOf({ values }: Region): End | undefined {
  return values.kind === "ordered" ? values.intervals.at(-1)?.high : undefined;
}
