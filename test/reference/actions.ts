import type { Change, Step } from "@trajet/grammar";
import { type Scope, worth } from "./conditions.ts";
import { enter } from "./enter.ts";
import { drain, exitIf, happen, leave } from "./react.ts";
import { note, scopeOf } from "./scopes.ts";
import { callWebhook, send } from "./sending.ts";
import { into, next, type OnFrom } from "./stack.ts";
import { equal, isList } from "./values.ts";
import type { Deed, Run, Value, World } from "./world.ts";

/* What the steps of a journey do: docs/language.md, "Changing the contact" to "Milestone and exit". */

export function act(world: World, run: Run, step: Step): OnFrom {
  const on: OnFrom = () => next(run);
  const { person } = run;
  switch (step.kind) {
    case "Tag":
      for (const { value } of step.tags)
        if (!person.tags.has(value)) {
          person.tags.add(value);
          did(world, run, "tagged", value, { verb: "get tag", tag: value });
        }
      return on;
    case "Untag":
      for (const { value } of step.tags)
        if (person.tags.delete(value)) did(world, run, "untagged", value, { verb: "lose tag", tag: value });
      return on;
    case "Join":
    case "LeaveGroup": {
      const group = `${step.group?.category?.value}/${step.group?.group?.value}`;
      const changes = person.groups.has(group) !== (step.kind === "Join");
      if (step.kind === "Join") person.groups.add(group);
      else person.groups.delete(group);
      if (changes && step.kind === "Join") did(world, run, "joined", group, { verb: "join", group });
      else if (changes) did(world, run, "left", group, { verb: "leave group", group });
      return on;
    }
    case "Unsubscribe": {
      const channel = step.channel?.text ?? "email";
      const changes = person.consent.get(channel) !== "unsubscribed";
      person.consent.set(channel, "unsubscribed");
      if (changes) did(world, run, "unsubscribed", channel, { verb: "unsubscribe", channel });
      return on;
    }
    case "Archive":
      if (!person.isArchived) note(world, run, "archived", run.at, "");
      person.isArchived = true;
      return on;
    case "Update":
      for (const change of step.changes) update(world, run, change);
      return on;
    case "Remember": {
      const scope = scopeOf(world, run);
      const value = worth(step.value, scope);
      run.remembered.set(`${scope.path ?? ""}${step.name?.text}`, value);
      note(world, run, "remembered", run.at, step.name?.text ?? "");
      return on;
    }
    case "Milestone":
      note(world, run, "milestone", run.at, step.name?.value ?? "");
      return on;
    case "Send":
      return send(world, run, step);
    case "Call":
      return callWebhook(world, run, step);
    case "StartJourney":
      return start(world, run, step);
    case "LeaveJourney":
      for (const other of person.runs)
        if (other.name === step.journey?.text && other.state === "alive") leave(world, other, run.at);
      return on;
    default:
      throw new Error(`the reference does not know ${step.kind}`);
  }
}

const DEEPEST = 16;

function did(world: World, run: Run, kind: string, detail: string, deed: Deed): void {
  note(world, run, kind, run.at, detail);
  const depth = run.entry.depth + 1;
  // Journeys that cause each other in a circle end.
  if (depth > DEEPEST) note(world, run, "refused", run.at);
  else happen(world, run.person, deed, run.at, depth);
}

function update(world: World, run: Run, change: Change): void {
  const { person } = run;
  const field = change.field?.text ?? "";
  const before = person.fields.get(field) ?? null;
  const after = changed(before, change, scopeOf(world, run));
  if (isSame(before, after)) return;
  person.fields.set(field, after);
  did(world, run, "updated", field, { verb: "change", field, from: before, to: after });
}

function changed(before: Value, change: Change, scope: Scope): Value {
  if (change.form === "clear") return null;
  const value = worth(change.value, scope);
  if (change.form === "set") return value;
  const list = isList(before) ? before : [];
  if (change.form === "remove") return list.filter((each) => !equal(each, value));
  return list.some((each) => equal(each, value)) ? list : [...list, value];
}

/** The same value as before changes nothing. */
export function isSame(one: Value, other: Value): boolean {
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((each, index) => isSame(each, other[index] ?? null));
  return one === null || other === null ? one === other : equal(one, other);
}

function start(
  world: World,
  run: Run,
  step: Extract<Step, { kind: "StartJourney" | "LeaveJourney" }>,
): OnFrom {
  const name = step.journey?.text ?? "";
  const journey = world.journeys.get(name);
  if (journey === undefined) throw new Error(`there is no journey ${name}`);
  const entry = happen(
    world,
    run.person,
    { verb: "start by hand", journey: name },
    run.at,
    run.entry.depth + 1,
  );
  const entered = enter(world, run.person, journey, entry);
  drain(world);
  // A start is an event of the contact, at which `exit if` is looked at.
  for (const each of run.person.runs) exitIf(world, each, run.at);
  if (!entered) note(world, run, "refused", run.at);
  return () => (entered || step.otherwise === undefined ? next(run) : into(run, step.otherwise));
}
