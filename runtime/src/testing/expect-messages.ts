import type { Expected, Step } from "@trajet/compiler/program";
import type { SimulatedEntry, SimulatedRun } from "../simulator/virtual-host.ts";
import { type Asked, ask } from "./ask.ts";
import { decisionAgainst } from "./decided.ts";
import { addressIn, calledIn, type Effect, readableOf, sentIn, wentTo } from "./messages.ts";
import { neverEntered } from "./never-entered.ts";
import type { Snapshots } from "./snapshots.ts";
import { type Stage, zoneOf } from "./stage.ts";
import { local, readText, textOf } from "./tell.ts";
import type { Verdict } from "./verdict.ts";

type SentExpected = Extract<Expected, { kind: "sent" }>;
type CalledExpected = Extract<Expected, { kind: "called" }>;

/** What the host knows when a line is asked. */
export interface Known {
  readonly journal: readonly SimulatedEntry[];
  readonly runs: readonly SimulatedRun[];
}

/** `expect sent Welcome to Ana 2 times since start containing "Ada" where …` */
export async function expectSent(
  stage: Stage,
  expected: SentExpected,
  known: Known,
  snapshots: Snapshots,
): Promise<Verdict> {
  const { message, to, times, where, containing, snapshot } = expected;
  const from = times.sinceStart ? stage.start.calls : stage.since.calls;
  const isMeant = (effect: Effect) => effect.call.name === message && wentTo(stage, effect, to);
  const inTime = sentIn(stage, from).filter(isMeant);
  if (inTime.length === 0) {
    const isElsewhere = to !== null && "address" in to;
    const elsewhere = isElsewhere ? lastCall(stage, from, message) : undefined;
    const before = sentIn(stage, stage.start.calls).filter(isMeant);
    const person = to !== null && "person" in to ? to.person : null;
    const kept = lastAbout(known.journal, message, to);
    return {
      holds: times.number === 0,
      actual: `${message} was not sent${toWhom(to)}${stretch(times.sinceStart)}.`,
      ...neverEntered(stage, person, known.runs),
      ...wentElsewhere(stage, elsewhere),
      ...keptBack(stage, kept),
      ...hintOf(before, stage),
      decided:
        kept ??
        (elsewhere && lastSent(known.journal, message)) ??
        decisionAgainst(
          stage,
          known.journal,
          person,
          (step) => step.kind === "send" && step.message === message,
        ),
    };
  }
  const kept: Effect[] = [];
  const refusals: string[] = [];
  for (const effect of inTime) {
    const why = await objection(stage, effect, expected, known);
    if (why === null) kept.push(effect);
    else refusals.push(`${whenOf(effect, stage)}: ${why}`);
  }
  const counted = times.number === null ? kept.length > 0 : kept.length === times.number;
  const decided = lastSent(known.journal, message);
  if (kept.length === 0) return { holds: false, actual: refusals.join("\n"), decided };
  const sent = `${message} was sent ${timesText(kept.length)}: ${kept.map((one) => whenOf(one, stage)).join(", ")}.`;
  if (!counted || !snapshot) {
    const unlike =
      refusals.length === 0 || (where === null && containing.length === 0)
        ? ""
        : `\nNot counted: ${refusals.join("\n")}`;
    return { holds: counted, actual: `${sent}${unlike}`, decided };
  }
  const problems = kept.flatMap(({ call }) => snapshots.compare(message, call.request) ?? []);
  return { holds: problems.length === 0, actual: problems[0] ?? sent, decided };
}

/** Why a message is not the one that is meant; `null` where it is. */
async function objection(
  stage: Stage,
  { call }: Effect,
  { where, containing, parameters }: SentExpected,
  { runs }: Known,
): Promise<string | null> {
  const text = readableOf(call.request);
  const missing = containing.find((part) => !text.includes(part));
  if (missing !== undefined)
    return `it does not contain ${JSON.stringify(missing)}. It says:\n${quoted(text)}`;
  if (where === null) return null;
  const entry = runs.find(({ id }) => id === call.run)?.entry ?? null;
  const asked = await ask(stage, where, call.contact, { entry, args: call.args, parameters });
  return asked.holds ? null : `its filter is not true, with ${sawText(asked)}`;
}

/** `expect nothing sent to Ana since start` */
export function expectNothingSent(
  stage: Stage,
  { to, sinceStart }: Extract<Expected, { kind: "nothing sent" }>,
  known: Known,
): Verdict {
  const from = sinceStart ? stage.start.calls : stage.since.calls;
  const sent = sentIn(stage, from).filter((effect) => wentTo(stage, effect, to));
  const what = sent.map((one) => `${one.call.name} ${whenOf(one, stage)}`).join(", ");
  return {
    holds: sent.length === 0,
    actual:
      sent.length === 0 ? `Nothing was sent${toWhom(to)}${stretch(sinceStart)}.` : `This was sent: ${what}.`,
    decided: sent[0] && lastSent(known.journal, sent[0].call.name),
  };
}

/** `expect called CrmSync 1 time where reason == "gold"` */
export async function expectCalled(stage: Stage, expected: CalledExpected, known: Known): Promise<Verdict> {
  const { webhook, person, times, where, parameters } = expected;
  const from = times.sinceStart ? stage.start.calls : stage.since.calls;
  const calls = calledIn(stage, webhook, from).filter(({ call }) => call.contact === person);
  const kept: Effect[] = [];
  const refusals: string[] = [];
  for (const effect of calls) {
    const entry = known.runs.find(({ id }) => id === effect.call.run)?.entry ?? null;
    const asked =
      where === null
        ? undefined
        : await ask(stage, where, person, { entry, args: effect.call.args, parameters });
    if (asked === undefined || asked.holds) kept.push(effect);
    else refusals.push(`It was called ${whenOf(effect, stage)}, with ${sawText(asked)}.`);
  }
  const before = calledIn(stage, webhook, stage.start.calls).filter(({ call }) => call.contact === person);
  const actual =
    kept.length > 0
      ? `${webhook} was called ${timesText(kept.length)}: ${kept.map((one) => whenOf(one, stage)).join(", ")}.`
      : (refusals[0] ?? `${webhook} was not called${stretch(times.sinceStart)}.`);
  return {
    holds: times.number === null ? kept.length > 0 : kept.length === times.number,
    actual,
    ...(calls.length === 0 ? hintOf(before, stage) : {}),
    decided: whyCalled(stage, expected, known, kept.length > 0),
  };
}

function whyCalled(
  stage: Stage,
  { webhook, person }: CalledExpected,
  { journal }: Known,
  isCalled: boolean,
): SimulatedEntry | undefined {
  if (isCalled) return journal.findLast(({ kind, data }) => kind === "called" && data.name === webhook);
  const isMeant = (step: Step) => step.kind === "call" && step.webhook === webhook;
  return lastAbout(journal, webhook, { person }) ?? decisionAgainst(stage, journal, person, isMeant);
}

export const timesText = (count: number): string => (count === 1 ? "once" : `${count} times`);

const stretch = (sinceStart: boolean): string =>
  sinceStart ? " since the start of the test" : " since the last `on` or `after`";

const toWhom = (to: SentExpected["to"]): string =>
  to === null ? "" : ` to ${"person" in to ? to.person : to.address}`;

export function whenOf({ call }: Effect, stage: Stage): string {
  return `on ${local(call.at, zoneOf(stage, call.contact)).replace(" ", " at ")}`;
}

function hintOf(before: readonly Effect[], stage: Stage): { readonly hint?: string } {
  const last = before.at(-1);
  if (last === undefined) return {};
  return {
    hint: `It came before that, ${whenOf(last, stage)}: write the line behind an earlier \`on\` or \`after\`, or add \`since start\`.`,
  };
}

const lastCall = (stage: Stage, from: number, message: string): Effect | undefined =>
  sentIn(stage, from).findLast(({ call }) => call.name === message);

function wentElsewhere(stage: Stage, effect: Effect | undefined): { readonly hint?: string } {
  if (effect === undefined) return {};
  return { hint: `It went to ${addressIn(effect.call.request)}, ${whenOf(effect, stage)}.` };
}

/** A hint with what became of a message that did not go out. */
function keptBack(stage: Stage, entry: SimulatedEntry | undefined): { readonly hint?: string } {
  if (entry === undefined) return {};
  const zone = zoneOf(stage, entry.contact);
  const when = local(entry.at, zone).replace(" ", " at ");
  return { hint: `On ${when} ${textOf(entry, zone, stage.test.journey)}.` };
}

export function sawText({ saw }: Asked): string {
  return readText(saw) || "nothing read";
}

const quoted = (text: string): string =>
  text
    .trim()
    .split("\n")
    .slice(0, 12)
    .map((line) => `  | ${line}`)
    .join("\n");

function lastSent(journal: readonly SimulatedEntry[], name: string): SimulatedEntry | undefined {
  return journal.findLast(({ kind, data }) => kind === "sent" && data.name === name);
}

/** What the journal says last of a message or webhook that did not go out. */
function lastAbout(
  journal: readonly SimulatedEntry[],
  name: string,
  to: SentExpected["to"],
): SimulatedEntry | undefined {
  return journal.findLast(
    ({ kind, data, contact }) =>
      data.name === name &&
      (kind === "refused" || kind === "skipped" || kind === "failed" || kind === "held") &&
      (to === null || !("person" in to) || contact === to.person),
  );
}
