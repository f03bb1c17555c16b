import { inputKey, type Trigger } from "@trajet/compiler/program";
import type { Facts, Millis } from "../facts.ts";
import { storedField } from "../references.ts";
import type { Scope } from "../scope.ts";
import { matchTrigger } from "../triggers.ts";
import { parseMoment } from "../values.ts";
import { addDuration } from "../zoned.ts";
import { lengthOf } from "./length.ts";

/** Whether the time of a `does not … for` is over: since the contact last did it, or, if never, since it was created. */
export function isAbsent(trigger: Trigger, scope: Scope, facts: Facts): boolean {
  const due = absentFrom(trigger, scope, facts);
  return due !== null && facts.now >= due;
}

/** When it will be over, unless it is done before; `null` if it is over, or nothing is known from which to count. */
export function nextAbsence(trigger: Trigger, scope: Scope, facts: Facts): Millis | null {
  const due = absentFrom(trigger, scope, facts);
  return due !== null && due > facts.now ? due : null;
}

function absentFrom(written: Trigger, scope: Scope, facts: Facts): Millis | null {
  const { absentFor, ...trigger } = written;
  if (absentFor === undefined) return null;
  const done = facts
    .history(inputKey(trigger))
    .filter((event) => event.at <= facts.now && matchTrigger(trigger, event, scope, facts) !== null)
    .map((event) => event.at);
  const from = done.length > 0 ? Math.max(...done) : createdAt(facts);
  const duration = lengthOf(absentFor, scope, facts);
  return from === null || duration === null ? null : addDuration(from, duration, facts.zone);
}

function createdAt(facts: Facts): Millis | null {
  const stored = storedField("createdAt", facts);
  return typeof stored === "string" ? parseMoment(stored) : null;
}
