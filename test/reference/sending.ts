import type { Email, Expression, Setting, Step, Webhook } from "@trajet/grammar";
import { dayOf, type Millis, momentOn, moved, spanOf, WEEKDAYS } from "./calendar.ts";
import { worth } from "./conditions.ts";
import { settingsOf } from "./react.ts";
import { makeRoom, uncount } from "./room.ts";
import { note, scopeOf, stepId, zoneOf } from "./scopes.ts";
import { into, next, type OnFrom, stay } from "./stack.ts";
import { isTime, timeOf } from "./values.ts";
import type { Answer, Delivery, Run, World } from "./world.ts";

/*
 * What leaves, when, and what is answered: docs/language.md, "Rules of sending", "Sending" and "Calls";
 * docs/runtime.md, "Outside effects", "Consent" and "Retries".
 */

type Send = Extract<Step, { kind: "Send" }>;
type Call = Extract<Step, { kind: "Call" }>;

const TRIES = 16;
/** Of a try whose answer was lost, by its number. */
const RESENDS = 4;
const LONGEST = 4 * 3_600_000;

export function send(world: World, run: Run, step: Send): OnFrom {
  const email = world.emails.get(step.message?.text ?? "");
  if (email === undefined) throw new Error(`no email ${step.message?.text}`);
  const held = run.rest?.kind === "held" ? run.rest : null;
  run.rest = null;
  if (refusal(world, run, email, step) !== null) return drop(world, run, step, held?.isLost ?? false);
  const attempt = held?.attempt ?? 0;
  const verdict: Verdict = isMarketing(email) ? verdictOf(world, run, email, attempt > 0) : { kind: "send" };
  switch (verdict.kind) {
    case "send":
      return leaveBy(world, run, step, email, attempt + 1);
    case "skip":
      // What was tried before is not dropped in silence.
      if (attempt > 0) return drop(world, run, step, held?.isLost ?? false);
      note(world, run, "skipped", world.now, nameOf(email));
      return () => next(run);
    case "hold":
      return hold(world, run, verdict, held);
    case "turn":
      return letPass(world, run);
    default:
      return verdict satisfies never;
  }
}

const nameOf = (of: Email | Webhook): string => of.name?.text ?? "";
const isMarketing = ({ items }: Email): boolean =>
  !items.some((item) => item.kind === "MessageKind" && item.value === "transactional");
const resends = ({ items }: Email | Webhook): boolean =>
  items.some((item) => item.kind === "IfUnknown" && item.policy === "resend");

function refusal(world: World, run: Run, email: Email, step: Send): string | null {
  const { person } = run;
  const consent = person.consent.get("email");
  if (person.isArchived) return "archived";
  if ((person.fields.get("email") ?? null) === null) return "no address";
  if (isMarketing(email) && consent !== "subscribed") return "no consent";
  const scope = scopeOf(world, run);
  return step.args.some(({ value }) => worth(value, scope) === null) ? "no value" : null;
}

const answerTo = (world: World, run: Run, name: string, attempt: number): Answer =>
  world.oracle.answer({
    contact: run.person.id,
    journey: run.name,
    step: stepId(run) ?? "",
    name,
    attempt,
  });

/** Said once, however often it is asked anew meanwhile. */
function hold(world: World, run: Run, { by, until }: Hold, before: Held | null): OnFrom {
  if (before?.by !== by || before.said !== until) note(world, run, "held", world.now, `${by} ${until}`);
  const { attempt = 0, isLost = false } = before ?? {};
  run.rest = { kind: "held", until, said: until, attempt, by, isLost };
  return stay;
}

/** Lets those go first who are due and before it: not worth a line. */
function letPass(world: World, run: Run): OnFrom {
  run.rest = { kind: "held", until: world.now, said: world.now, attempt: 0, by: "turn", isLost: false };
  run.due = world.now;
  return stay;
}

/** A message that was tried before may not leave any more: does nobody know whether it did, it goes on to count. */
function drop(world: World, run: Run, step: Send, isLost: boolean): OnFrom {
  const on = refuse(world, run, step, isLost ? "failed" : "refused");
  if (!isLost) uncount(world, run);
  return on;
}

function refuse(world: World, run: Run, step: Send | Call, kind: string): OnFrom {
  note(world, run, kind, world.now);
  return () => (step.otherwise === undefined ? next(run) : into(run, step.otherwise));
}

function leaveBy(world: World, run: Run, step: Send, email: Email, attempt: number): OnFrom {
  const name = nameOf(email);
  const outcome = answerTo(world, run, name, attempt);
  if (isMarketing(email))
    count(world, run, email, outcome.kind !== "refused" && (outcome.kind !== "not sent" || attempt < TRIES));
  if (outcome.kind === "done" || (outcome.kind === "unknown" && !(resends(email) && attempt <= RESENDS)))
    run.counted = null;
  switch (outcome.kind) {
    case "done":
      run.person.latest.set(name, delivered(world, run, name));
      note(world, run, "sent", world.now, name);
      return () => next(run);
    case "refused":
      return refuse(world, run, step, "refused");
    case "not sent":
      return attempt < TRIES ? again(world, run, attempt, false) : refuse(world, run, step, "refused");
    case "unknown":
      if (resends(email) && attempt <= RESENDS) return again(world, run, attempt, true, false);
      // It may have left: it is the latest sending all the same.
      delivered(world, run, name);
      return refuse(world, run, step, "failed");
    default:
      return outcome satisfies never;
  }
}

function delivered(world: World, run: Run, name: string): Delivery {
  const delivery = { run, at: world.now };
  run.sent.set(name, delivery);
  return delivery;
}

function again(world: World, run: Run, attempt: number, isLost: boolean, isSaid = attempt === 1): OnFrom {
  const pause = Math.min(2_000 * 2 ** (attempt - 1), LONGEST);
  if (isSaid) note(world, run, "held", world.now);
  const until = world.now + pause;
  run.rest = { kind: "held", until, said: until, attempt, by: "retry", isLost };
  return stay;
}

/** Limits count what left, what may have, and what is still to be tried again: at its latest try. */
function count(world: World, run: Run, { items }: Email, counts: boolean): void {
  const { sendings } = run.person;
  const labels = items.flatMap((item) =>
    item.kind === "Label" && item.name !== undefined ? [item.name.value] : [],
  );
  const before = run.counted;
  if (before !== null) sendings.splice(sendings.indexOf(before), 1);
  run.counted = counts ? { at: world.now, journey: run.name, labels } : null;
  if (run.counted !== null) sendings.push(run.counted);
  else makeRoom(world, run);
}

/**
 * What window and limits say of a message: it is held until the first moment at which both let it leave. Hours that drop
 * are asked when it is due, so what a limit holds meets them later.
 */
function verdictOf(world: World, run: Run, email: Email, isCounted: boolean): Verdict {
  const { now } = world;
  const caps = isCounted ? [] : capsOf(run, email);
  if (caps.some((cap) => cap.orSkip && capFree(world, run, cap, now) > now)) return { kind: "skip" };
  const free = Math.max(now, ...caps.map((cap) => capFree(world, run, cap, now)));
  const opens = windowOpens(world, run, free);
  const drops = settingsOf(run, "SendWindow").some(({ orSkip }) => orSkip);
  if (opens > free && free === now && drops) return { kind: "skip" };
  if (opens > free && !drops) return { kind: "hold", by: "window", until: opens };
  if (free > now) return { kind: "hold", by: "limit", until: free };
  return caps.length > 0 && isSecond(run, now) ? { kind: "turn" } : { kind: "send" };
}

/** Runs that are due at once and may use up a limit go by journey and key, also if one has made the other due. */
function isSecond(run: Run, now: Millis): boolean {
  const isBefore = ({ name, key }: Run): boolean => (name === run.name ? key < run.key : name < run.name);
  const isDue = ({ state, due, rest }: Run): boolean =>
    state === "alive" && due !== null && due <= now && !(rest?.kind === "held" && rest.attempt > 0);
  return run.person.runs.some((other) => other !== run && isDue(other) && isBefore(other));
}

type Hold = { readonly kind: "hold"; readonly by: "window" | "limit"; readonly until: Millis };
type Verdict = { readonly kind: "send" | "skip" | "turn" } | Hold;
type Held = Extract<Run["rest"], { readonly kind: "held" }>;

type Window = Extract<Setting, { kind: "SendWindow" }>;

function daysOf({ days }: Window): readonly number[] {
  if (days === undefined) return [1, 2, 3, 4, 5, 6, 7];
  if (days === "weekdays") return [1, 2, 3, 4, 5];
  return days === "weekends" ? [6, 7] : days.map((day) => WEEKDAYS[day]);
}

/** The first moment from `at` on at which the window is open. The night belongs to the day on which it began. */
function windowOpens(world: World, run: Run, at: Millis): Millis {
  const [window] = settingsOf(run, "SendWindow");
  if (window === undefined) return at;
  const zone = zoneOf(world, run.person, run.journey);
  const [from, to] = [clock(window.from), clock(window.to)];
  const days = daysOf(window);
  for (let day = dayOf(at, zone).subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    if (!days.includes(day.dayOfWeek)) continue;
    const wraps = to.toString() <= from.toString();
    const [opens, closes] = [
      momentOn(day, from, zone),
      momentOn(wraps ? day.add({ days: 1 }) : day, to, zone),
    ];
    if (closes > at && closes > opens) return Math.max(at, opens);
  }
}

const clock = (expression: Expression) => {
  if (expression.kind !== "Time") throw new Error("a window has times");
  const time = timeOf(expression.text);
  if (!isTime(time)) throw new Error("a window has times");
  return time;
};

type Cap = Extract<Setting, { kind: "Cap" }>;

const capsOf = (run: Run, email: Email): readonly Cap[] =>
  settingsOf(run, "Cap").filter(
    ({ across }) =>
      across === undefined ||
      email.items.some((item) => item.kind === "Label" && item.name?.value === across.value),
  );

/** When the messages that a limit counts have left its period, in their order. */
function leavings(world: World, run: Run, cap: Cap, at: Millis): readonly Millis[] {
  const zone = zoneOf(world, run.person, run.journey);
  return run.person.sendings
    .filter(({ journey, labels }) =>
      cap.across === undefined ? journey === run.name : labels.includes(cap.across.value),
    )
    .map((sent) => moved(sent.at, spanOf(1, cap.unit ?? "day"), zone))
    .filter((leaves) => leaves > at)
    .toSorted((one, other) => one - other);
}

function capFree(world: World, run: Run, cap: Cap, at: Millis): Millis {
  const leaving = leavings(world, run, cap, at);
  const tooMany = leaving.length - Number(cap.count?.text) + 1;
  return tooMany <= 0 ? at : (leaving[tooMany - 1] ?? at);
}

/** A call is repeated by the same id, also where its answer was lost. */
export function callWebhook(world: World, run: Run, step: Call): OnFrom {
  const name = step.webhook?.text ?? "";
  const attempt = (run.rest?.kind === "held" ? run.rest.attempt : 0) + 1;
  run.rest = null;
  const scope = scopeOf(world, run);
  if (step.args.some(({ value }) => worth(value, scope) === null)) return refuse(world, run, step, "refused");
  const outcome = answerTo(world, run, name, attempt);
  switch (outcome.kind) {
    case "done":
      if (step.as !== undefined)
        run.remembered.set(`${scope.path ?? ""}${step.as.text}`, outcome.answer ?? null);
      note(world, run, "called", world.now, name);
      return () => next(run);
    case "refused":
      return refuse(world, run, step, "refused");
    case "not sent":
      return attempt < TRIES ? again(world, run, attempt, false) : refuse(world, run, step, "refused");
    case "unknown":
      return attempt < TRIES ? again(world, run, attempt, true) : refuse(world, run, step, "failed");
    default:
      return outcome satisfies never;
  }
}
