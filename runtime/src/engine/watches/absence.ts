import { inputKey, type Trigger } from "@trajet/compiler/program";
import { keptOf } from "@trajet/compiler/program/absence";
import type { Facts, Millis, PastEvent } from "../facts.ts";
import { sendingKey } from "../families.ts";
import { storedField } from "../references.ts";
import type { Scope } from "../scope.ts";
import { matchTrigger } from "../triggers.ts";
import { parseMoment } from "../values.ts";
import { addDuration } from "../zoned.ts";
import { lengthOf } from "./length.ts";

/**
 * Whether the time of a `does not … for` is over: since the contact last did it, or, if never, since it was created; of
 * a message, since it was sent.
 */
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
  const { absentFor, ...trigger } = keptOf(written);
  if (absentFor === undefined) return null;
  const done = facts
    .history(inputKey(trigger))
    .filter((event) => event.at <= facts.now && matchTrigger(trigger, event, scope, facts) !== null)
    .map((event) => event.at);
  const last = done.length > 0 ? Math.max(...done) : null;
  const from =
    trigger.on === "opens" || trigger.on === "clicks"
      ? unanswered(trigger, scope, facts, last)
      : (last ?? createdAt(facts));
  const duration = lengthOf(absentFor, scope, facts);
  return from === null || duration === null ? null : addDuration(from, duration, facts.zone);
}

/**
 * When the message was sent that is not answered yet: the first since an answer to any, so that a message which comes again
 * and again is not answered for long, or, of a run, the latest.
 */
function unanswered(
  trigger: Extract<Trigger, { on: "opens" | "clicks" }>,
  scope: Scope,
  facts: Facts,
  last: Millis | null,
): Millis | null {
  const sendings = facts.history(sendingKey(trigger.message)).filter(({ at }) => at <= facts.now);
  if (trigger.sending === "any") return sendings.find(({ at }) => last === null || at > last)?.at ?? null;
  const latest = sendings.at(-1);
  const isAnswer = (event: PastEvent) =>
    event.body.sending === latest?.id && matchTrigger(trigger, event, scope, facts) !== null;
  const { absentFor: _, ...act } = trigger;
  const isAnswered = facts.history(inputKey(act)).some((event) => event.at <= facts.now && isAnswer(event));
  return latest === undefined || isAnswered ? null : latest.at;
}

export function createdAt(facts: Facts): Millis | null {
  const stored = storedField("createdAt", facts);
  return typeof stored === "string" ? parseMoment(stored) : null;
}
