import type { Change, InputKey, Step } from "@trajet/compiler/program";
import equal from "fast-deep-equal";
import { aboutRun, asked } from "./asked.ts";
import { MAX_CAUSE_DEPTH } from "./causes.ts";
import { type Draft, factsOf, type LoadedProgram, note, record } from "./draft.ts";
import { evaluate } from "./evaluate.ts";
import type { Json } from "./facts.ts";
import { keep, writtenName } from "./remembered.ts";
import type { Run } from "./run.ts";
import { encode } from "./values.ts";

export type Action = Extract<
  Step,
  {
    kind:
      | "tag"
      | "untag"
      | "join"
      | "leave group"
      | "unsubscribe"
      | "update"
      | "archive"
      | "milestone"
      | "remember";
  }
>;

/** Performs an internal action: its effect, its line in the timeline, and the events that it causes. */
export function act(draft: Draft, run: Run, loaded: LoadedProgram, step: Action): void {
  switch (step.kind) {
    case "tag":
      for (const tag of step.tags) tagContact(draft, run, tag);
      return;
    case "untag":
      for (const tag of step.tags) untagContact(draft, run, tag);
      return;
    case "join":
    case "leave group":
      moveGroup(draft, run, step);
      return;
    case "unsubscribe":
      unsubscribe(draft, run, step.channel);
      return;
    case "update":
      for (const change of step.changes) changeField(draft, run, loaded, change);
      return;
    case "archive":
      archive(draft, run);
      return;
    case "milestone":
      note(draft, run, "milestone", { name: step.name });
      return;
    case "remember":
      rememberValue(draft, run, loaded, step);
      return;
    default:
      step satisfies never;
  }
}

/** Adding what is there and removing what is not changes nothing, and causes nothing. */
function tagContact(draft: Draft, run: Run, tag: string): void {
  if (draft.contact.tags.has(tag)) return;
  draft.contact.tags.add(tag);
  note(draft, run, "tagged", { name: tag });
  cause(draft, run, `tag+:${tag}`, { tag });
}

function untagContact(draft: Draft, run: Run, tag: string): void {
  if (!draft.contact.tags.delete(tag)) return;
  note(draft, run, "untagged", { name: tag });
  cause(draft, run, `tag-:${tag}`, { tag });
}

function moveGroup(draft: Draft, run: Run, step: Extract<Action, { kind: "join" | "leave group" }>): void {
  const { category, group } = step;
  const name = `${category}/${group}`;
  const joins = step.kind === "join";
  if (draft.contact.groups.has(name) === joins) return;
  if (joins) draft.contact.groups.add(name);
  else draft.contact.groups.delete(name);
  note(draft, run, joins ? "joined" : "left", { name });
  cause(draft, run, `group${joins ? "+" : "-"}:${name}`, { category, group });
}

function unsubscribe(draft: Draft, run: Run, channel: string): void {
  if (draft.contact.consent[channel] === "unsubscribed") return;
  draft.contact.consent[channel] = "unsubscribed";
  note(draft, run, "unsubscribed", { channel });
  cause(draft, run, `consent-:${channel}`, { channel });
}

/** Nobody is written to any more, and no journey lets them in; the runs in which they are go on. */
function archive(draft: Draft, run: Run): void {
  if (draft.contact.archived) return;
  draft.contact.archived = true;
  draft.changed.contact = true;
  note(draft, run, "archived");
}

function changeField(draft: Draft, run: Run, loaded: LoadedProgram, change: Change): void {
  // A list that nobody has given is empty: to take something out of it changes nothing.
  const missing = change.change === "add" || change.change === "remove" ? [] : null;
  const from = draft.contact.fields[change.field] ?? missing;
  const compute = () => changedValue(draft, run, loaded, change, from);
  const to = asked(draft, aboutRun(run, run.step), compute, from);
  // Deeply: a database keeps the members of a record in an order of its own.
  if (equal(from, to)) return;
  if (to === null) delete draft.contact.fields[change.field];
  else draft.contact.fields[change.field] = to;
  note(draft, run, "updated", { name: change.field, value: to });
  cause(draft, run, `field:${change.field}`, { field: change.field, from, to });
}

/** A missing value is forgotten, whatever the name stood for before. */
function rememberValue(
  draft: Draft,
  run: Run,
  loaded: LoadedProgram,
  step: Extract<Action, { kind: "remember" }>,
): void {
  const compute = () => evaluate(step.value, loaded.program, factsOf(draft, loaded.program, run));
  const value = asked(draft, aboutRun(run, run.step), compute, null);
  keep(run, step.name, value);
  note(draft, run, "remembered", { name: writtenName(step.name), value: encode(value) });
}

function changedValue(draft: Draft, run: Run, loaded: LoadedProgram, change: Change, from: Json): Json {
  if (change.change === "clear") return Array.isArray(from) ? [] : null;
  const value = encode(evaluate(change.value, loaded.program, factsOf(draft, loaded.program, run)));
  if (change.change === "set") return value;
  const list = Array.isArray(from) ? from : [];
  const same = (item: Json): boolean => equal(item, value);
  if (change.change === "add") return list.some(same) ? list : [...list, value];
  return list.filter((item) => !same(item));
}

/** An event that a step of a run causes, at the step's time, with an id that a repeated attempt makes again. */
export function cause(draft: Draft, run: Run, key: InputKey, body: { readonly [name: string]: Json }): void {
  draft.changed.contact = true;
  const depth = run.causeDepth + 1;
  if (depth > MAX_CAUSE_DEPTH) {
    note(draft, run, "refused", {
      reason: `journeys cause each other more than ${MAX_CAUSE_DEPTH} times: ${key} starts nothing`,
    });
    return;
  }
  const id = `${run.id}/${run.step}/${run.visits[run.step ?? ""] ?? 0}/${draft.changed.events.length}/${key}`;
  record(draft, { id, key, at: run.at, body, cause: run.id, depth });
}
