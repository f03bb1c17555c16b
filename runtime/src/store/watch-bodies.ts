import {
  type DurationOf,
  type Expr,
  type InputKey,
  inputKey,
  isComputed,
  type Program,
  type Trigger,
} from "@trajet/compiler/program";
import { abandonmentName, LEFT_ALONE } from "@trajet/compiler/program/abandonment";
import { absenceName, keptOf } from "@trajet/compiler/program/absence";
import { inputsOf, measureKey } from "@trajet/compiler/program/inputs";
import { visitExpression, visitProgram, visitTrigger } from "@trajet/compiler/program/visit";
import type { Millis } from "../engine/facts.ts";
import { sendingKey } from "../engine/families.ts";
import { CART_CHANGES } from "../engine/watches/abandonment.ts";
import { isAbsenceInRun } from "../engine/watches/of-run.ts";
import { type About, isOfTime, type Watch } from "../engine/watches/watch.ts";

/** What a row of `watch` holds: all that it takes to ask the condition, and nothing else of the program it came from. */
export interface WatchBody {
  readonly about: About;
  readonly timezone: string;
  readonly scope: Pick<Program, "fields" | "events" | "people" | "weekStart" | "timezone">;
}

/**
 * What programs want kept: the segments that somebody enters or leaves, and what does not happen for a time. A segment is
 * the project's, so a contact without a zone is in that of the project; an absence is in that of its journey.
 */
function watchesWanted(program: Program, projectZone: string): WatchBody[] {
  const found = new Map<string, WatchBody>();
  const add = (about: About, timezone: string): void => {
    found.set(`${about.kind} ${about.name}`, { about, timezone, scope: scopeOf(program, about, timezone) });
  };
  visitProgram(program, {
    expression: () => undefined,
    trigger(trigger) {
      if (trigger.on === "enters people" || trigger.on === "leaves people") {
        const condition = program.people[trigger.people];
        if (condition !== undefined) add({ kind: "segment", name: trigger.people, condition }, projectZone);
      }
      const { timezone } = program;
      if (trigger.on === "abandons cart") {
        const name = abandonmentName(trigger, timezone);
        add({ kind: "abandonment", name, for: trigger.for ?? LEFT_ALONE, store: trigger.store }, timezone);
      }
      if (trigger.absentFor === undefined) return;
      if (isAbsenceInRun(trigger)) add({ kind: "runs", name: program.audience }, projectZone);
      else add({ kind: "absence", name: absenceName(trigger, timezone), trigger: keptOf(trigger) }, timezone);
    },
  });
  return [...found.values()];
}

/** What several programs want kept, by kind and name: of several texts of a segment the last one holds. */
export function watchesOfAll(
  programs: readonly Program[],
  projectZone: string,
): ReadonlyMap<string, { readonly body: WatchBody; readonly audience: string }> {
  const wanted = new Map<string, { readonly body: WatchBody; readonly audience: string }>();
  for (const program of programs) {
    for (const body of watchesWanted(program, projectZone)) {
      wanted.set(`${body.about.kind} ${body.about.name}`, { body, audience: program.audience });
    }
  }
  return wanted;
}

/** Only what it reads, so that an edit elsewhere in a journey leaves it as it is. */
export function scopeOf(program: Program, about: About, timezone: string): WatchBody["scope"] {
  const read = readBy(about, program.people);
  const pick = <T>(table: Readonly<Record<string, T>>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(table).filter(([name]) => names.has(name)));
  return {
    fields: pick(program.fields, read.fields),
    events: pick(program.events, read.events),
    people: pick(program.people, read.people),
    timezone,
    ...(program.weekStart !== undefined && about.kind !== "runs" && { weekStart: program.weekStart }),
  };
}

interface Read {
  readonly fields: Set<string>;
  readonly events: Set<string>;
  readonly people: Set<string>;
  /** Of the history. */
  readonly keys: Set<InputKey>;
  journeys: boolean;
}

function readBy(about: About, people: Program["people"]): Read {
  const read: Read = {
    fields: new Set(),
    events: new Set(),
    people: new Set(),
    keys: new Set(),
    journeys: false,
  };
  const visitor = {
    expression(expr: Expr): void {
      noteExpression(expr, read);
      if (expr.op !== "in segment" || read.people.has(expr.segment)) return;
      read.people.add(expr.segment);
      const inner = people[expr.segment];
      if (inner !== undefined) visitExpression(inner, visitor);
    },
    trigger: (trigger: Trigger): void => noteTrigger(trigger, read),
  };
  switch (about.kind) {
    case "segment":
      visitExpression(about.condition, visitor);
      break;
    case "absence":
      visitTrigger(actOf(about.trigger), visitor);
      for (const key of sendingsOf(about.trigger)) read.keys.add(key);
      break;
    case "runs":
      break;
    case "abandonment":
      if (isComputed(about.for)) visitExpression(about.for, visitor);
      for (const key of CART_INPUTS) read.keys.add(key);
      break;
    default:
      about satisfies never;
  }
  return read;
}

function noteExpression(expr: Expr, read: Read): void {
  if (expr.op === "get" && expr.root === "contact") read.fields.add(expr.path[0] ?? "");
  if (expr.op === "measure") read.keys.add(measureKey(expr.measure));
  if (expr.op === "in journey") read.journeys = true;
}

function noteTrigger(trigger: Trigger, read: Read): void {
  read.keys.add(inputKey(trigger));
  if (trigger.on === "does") read.events.add(trigger.event);
  if (trigger.on === "changes") read.fields.add(trigger.field);
}

/** What tells that a cart is taken up again, or bought. */
const CART_INPUTS: readonly InputKey[] = [CART_CHANGES, "order"];

/** That a message is not opened counts from its sending. */
function sendingsOf(trigger: Trigger): readonly InputKey[] {
  return trigger.on === "opens" || trigger.on === "clicks" ? [sendingKey(trigger.message)] : [];
}

/** What is done, or was not. */
function actOf({ absentFor: _, ...act }: Trigger): Trigger {
  return act;
}

/** The condition as the engine asks it. */
export function watchOf(id: number, body: WatchBody, since: Millis): Watch {
  const read = readBy(body.about, body.scope.people);
  const inputs = new Set([...inputsAbout(body), "signup"]);
  if (isOfTime(body)) inputs.add("field:timezone");
  return {
    id,
    about: body.about,
    scope: body.scope,
    timezone: body.timezone,
    inputs,
    reads: read.keys,
    asksOfJourneys: read.journeys,
    since,
  };
}

function inputsAbout({ about, scope }: WatchBody): readonly InputKey[] {
  const people = new Map(Object.entries(scope.people));
  const inputsOfLength = (length: DurationOf | undefined): readonly InputKey[] =>
    length !== undefined && isComputed(length) ? inputsOf(length, people) : [];
  if (about.kind === "runs") return [];
  if (about.kind === "segment") return inputsOf(about.condition, people);
  if (about.kind === "abandonment") return [...CART_INPUTS, ...inputsOfLength(about.for)];
  const { absentFor } = about.trigger;
  return [inputKey(actOf(about.trigger)), ...sendingsOf(about.trigger), ...inputsOfLength(absentFor)];
}
