import type { Journey, Setting } from "@trajet/grammar";
import { dayOf, moved } from "./calendar.ts";
import { worth } from "./conditions.ts";
import { exitWhen, leave, reachGoal, settingsOf } from "./react.ts";
import { note, zoneOf } from "./scopes.ts";
import { isMoment, isMoney, isSpan } from "./values.ts";
import type { Happening, Person, Run, Value, World } from "./world.ts";

/* Who may enter, and how a run begins: docs/language.md, "Starts", "Coming back" and "Keyed runs". */

const OLDEST = 7 * 86_400_000;

/** Lets somebody in, or writes down that the rules of the journey do not. Answers whether a run began. */
export function enter(world: World, person: Person, journey: Journey, entry: Happening): boolean {
  const name = journey.name?.text ?? "";
  const key = keyOf(world, person, journey, entry);
  const last = person.runs.filter((run) => run.name === name && run.key === key).at(-1);
  const alive = person.runs.find((run) => run.name === name && run.key === key && run.state === "alive");
  const why = key === null ? "no key" : refusal(world, person, journey, entry, last, alive);
  if (why !== null || key === null) {
    world.trace.push({
      at: entry.at,
      contact: person.id,
      journey: name,
      run: 0,
      kind: "refused",
      step: null,
      detail: "",
    });
    return false;
  }
  if (alive !== undefined) leave(world, alive, entry.at);
  begin(world, person, journey, entry, key);
  return true;
}

function begin(world: World, person: Person, journey: Journey, entry: Happening, key: string): void {
  const run: Run = {
    journey,
    name: journey.name?.text ?? "",
    person,
    key,
    entry,
    enteredAt: entry.at,
    state: "alive",
    endedAt: null,
    at: entry.at,
    cursor: { at: entry.at, seq: entry.seq },
    stack: [{ steps: journey.steps, index: 0, path: "", args: new Map() }],
    rest: null,
    due: world.now,
    convertedBy: null,
    counted: null,
    remembered: new Map(),
    sent: new Map(),
  };
  person.runs.push(run);
  note(world, run, "entered", entry.at);
  lookBack(world, run);
}

/** A start that is late is exited, and reaches its goals, by what came in before it. */
function lookBack(world: World, run: Run): void {
  const { entry } = run;
  const since = run.person.past
    .filter(({ at, seq }) => at > entry.at || (at === entry.at && seq > entry.seq))
    .filter((happening) => !world.queue.some((waiting) => waiting.happening === happening))
    .toSorted((one, other) => one.at - other.at || one.seq - other.seq);
  for (const happening of since) {
    // At one instant an exit comes before a goal.
    for (const same of since) if (same.at === happening.at) exitWhen(world, run, same);
    // What has reached the goal of one run of the journey reaches none of another.
    const isUsed = ({ name, convertedBy }: Run): boolean => name === run.name && convertedBy === happening;
    if (!run.person.runs.some(isUsed)) reachGoal(world, run, happening);
  }
}

function refusal(
  world: World,
  person: Person,
  journey: Journey,
  entry: Happening,
  last: Run | undefined,
  alive: Run | undefined,
): string | null {
  const zone = zoneOf(world, person, journey);
  if (person.isArchived) return "archived";
  if (entry.at < world.now - OLDEST) return "too old";
  if (settingsOf({ journey }, "EntryWindow").some((window) => isOutside(window, entry.at, zone)))
    return "outside";
  const reenter = settingsOf({ journey }, "Reenter")[0];
  const policy = reenter?.policy ?? (isForEachStart(journey) ? "always" : "never");
  if (alive !== undefined && policy === "restart") return alive.enteredAt > entry.at ? "a later start" : null;
  if (alive !== undefined) return "inside";
  if (last === undefined) return null;
  if (policy === "never") return "never";
  if (policy !== "after" || reenter?.after === undefined) return null;
  const span = worth(reenter.after, { world, person, zone, entry });
  return isSpan(span) && entry.at < moved(last.enteredAt, span, zone) ? "too early" : null;
}

function isOutside(
  { from, to }: Extract<Setting, { kind: "EntryWindow" }>,
  at: number,
  zone: string,
): boolean {
  const day = dayOf(at, zone).toString();
  return (from !== undefined && day < from.text) || (to !== undefined && day > to.text);
}

/** `one run per entry` */
function isForEachStart(journey: Journey): boolean {
  const per = settingsOf({ journey }, "RunKey")[0]?.per ?? [];
  return per.some((value) => value.kind === "Reference" && value.path.length === 1);
}

/** What tells a contact's runs apart; `null` where a value of it is missing. */
function keyOf(world: World, person: Person, journey: Journey, entry: Happening): string | null {
  if (isForEachStart(journey)) return entry.verb === "do" ? entry.id : `start ${entry.seq}`;
  const per = settingsOf({ journey }, "RunKey")[0]?.per ?? [];
  const scope = { world, person, zone: zoneOf(world, person, journey), entry };
  const values = per.map((value) => worth(value, scope));
  return values.includes(null) ? null : JSON.stringify(values.map(keyed));
}

function keyed(value: Value): unknown {
  if (isMoment(value)) return value.moment;
  return isMoney(value) ? [value.amount, value.currency] : value;
}
