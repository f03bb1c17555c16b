import type { Act, Name, Test, TestLine } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { allSteps } from "../../model/steps.ts";
import type { SymbolKind } from "../../model/symbols.ts";
import { DURATION } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import { checkInstant } from "../expressions/history.ts";
import { wholeNumber } from "../expressions/whole-numbers.ts";
import { entryKindsOf } from "../journeys/starts.ts";
import { checkAct } from "../names/acts.ts";
import { resolve } from "../names/declared.ts";
import {
  BUILT_IN_CHANNELS,
  checkChannel,
  checkCustomAudience,
  checkGroup,
  checkPeople,
  checkTag,
} from "../names/members.ts";
import { wrongTense } from "../names/tense.ts";
import { quietly } from "../quiet.ts";
import { outsideRuns, withEntry, withNames } from "../scope.ts";
import { checkCases } from "./cases.ts";
import { checkClock } from "./clock.ts";
import { checkExpectations } from "./expectations.ts";
import { checkExpectation } from "./outcomes.ts";
import { checkPayload, checkValues } from "./payload.ts";
import { checkSubjectOf, checkWhom } from "./people.ts";
import type { Tested } from "./tested.ts";

/** Checks a test: its names and values, who does what, and that its lines stand in an order that can be run. */
export function checkTest(test: Test, check: Check): void {
  const columns = checkCases(test.cases ?? [], check);
  if (resolve("journeys", test.journey, check) === undefined) return;
  // A test looks at the steps too.
  const journey = check.symbols.journeys.get(test.journey?.text ?? "");
  if (journey === undefined) return;
  const audience = journey.audience?.text;
  const people = test.lines.flatMap((line) =>
    line.kind === "GivenContact" && line.person !== undefined ? [line.person.text] : [],
  );
  const names = withNames({ ...outsideRuns(audience), people: new Set(people) }, columns);
  const scope = withEntry(names, entryKindsOf(journey, outsideRuns(audience), quietly(check)));
  const tested: Tested = { journey, audience, people: [...new Set(people)], scope };
  for (const line of test.lines) checkLine(line, tested, check);
  checkClock(test.lines, check);
  checkExpectations(test, check);
}

function checkLine(line: TestLine, tested: Tested, check: Check): void {
  const { scope } = tested;
  switch (line.kind) {
    case "GivenContact":
      if (line.fields !== undefined && scope.audience !== undefined)
        checkValues(line.fields, check.types.contact(scope.audience), scope, check);
      return;
    case "GivenPast":
    case "Happens":
      checkHappening(line, tested, check);
      return;
    case "GivenState":
      checkSubjectOf(line.subject.name, tested, check);
      checkState(line.state, tested, check);
      return;
    case "GivenBehaviour":
      checkBehaviour(line, tested, check);
      return;
    case "Expect":
      checkExpectation(line, line, tested, check);
      return;
    case "On":
      checkInstant(line.moment, "on", scope, check);
      return;
    case "After":
      assign(line.duration, DURATION, "`after`", scope, check);
      return;
    case "StartedManually":
      checkWhom(line.forPerson, line, tested, check);
      checkManualStart(line, tested, check);
      return;
    case "Take":
      checkTake(line, tested, check);
      return;
    default:
      line satisfies never;
  }
}

type Happening = Extract<TestLine, { kind: "GivenPast" | "Happens" }>;

/** What happens has the present tense, what is given as past the past tense. */
function checkHappening(line: Happening, tested: Tested, check: Check): void {
  checkSubjectOf(line.subject.name, tested, check);
  const right = line.kind === "Happens" ? "present" : "past";
  if (line.tense !== right) reportTense(line.act, right, check);
  const happened = checkAct(line.act, tested.scope, check);
  checkPayload(line.payload, line.act, happened, tested.scope, check);
  if (line.kind === "GivenPast" && line.on !== undefined) checkInstant(line.on, "on", tested.scope, check);
}

function reportTense(act: Act, right: "present" | "past", check: Check): void {
  const { span, written, form, additions } = wrongTense(act, false, right, check);
  check.report("TJ4303", span, { written, form, given: right === "past" }, additions);
}

function checkState(
  state: Extract<TestLine, { kind: "GivenState" }>["state"],
  { audience }: Tested,
  check: Check,
): void {
  switch (state.kind) {
    case "tag":
      checkTag(state.tag, audience, check);
      return;
    case "people":
      checkPeople(state.people, audience, check);
      return;
    case "group":
      checkGroup(state.group, audience, check);
      return;
    case "subscribed":
      checkChannel(state.channel, check);
      return;
    default:
      state satisfies never;
  }
}

function checkBehaviour(
  line: Extract<TestLine, { kind: "GivenBehaviour" }>,
  tested: Tested,
  check: Check,
): void {
  if (line.forPerson !== undefined) checkWhom(line.forPerson, line, tested, check);
  const answer = line.behaviour?.kind === "answers" ? line.behaviour : undefined;
  if (answer?.status !== undefined) checkStatus(answer.status, check);
  if (line.of !== "webhook") {
    checkBehaving(line, check);
    return;
  }
  const webhook = resolve("webhooks", line.name, check);
  const receive = webhook?.items.find((item) => item.kind === "Receive");
  if (webhook === undefined || answer?.body === undefined) return;
  const shape = receive?.kind === "Receive" ? receive.shape : undefined;
  const type = check.types.shape(shape, `the answer of ${webhook.name?.text ?? ""}`);
  checkValues(answer.body, type, tested.scope, check);
}

/** A coupon can only be out of codes, and an ad network says nothing but yes or no. */
function checkBehaving(line: Extract<TestLine, { kind: "GivenBehaviour" }>, check: Check): void {
  const { behaviour, of, name, forPerson } = line;
  if (of === "channel") checkBehavingChannel(name, check);
  else if (of === "coupon") resolve("coupons", name, check);
  else checkCustomAudience(name, check);
  const isMeant =
    of === "coupon"
      ? behaviour?.kind === "refuses" && forPerson === undefined
      : of === "channel" || behaviour?.kind !== "answers";
  if (behaviour !== undefined && !isMeant) check.report("TJ4318", line.span, { of, name: name?.text ?? "" });
}

/** Channels alone behave by their bare names; all else is named with what it is. */
function checkBehavingChannel(name: Name | undefined, check: Check): void {
  const known = name === undefined ? undefined : behavingBy(name.text, check);
  if (name === undefined || known === undefined) {
    checkChannel(name, check);
    return;
  }
  const { kind, of } = known;
  check.use(kind, name.text);
  const text = `${of} ${name.text}`;
  const fix = {
    id: "name-its-kind",
    title: `Write ${text}`,
    edits: [{ file: check.file, span: name.span, text }],
  };
  check.report("TJ4319", name.span, { name: name.text, of }, { fixes: [fix] });
}

/** What of that name can behave in a test, where no channel has it. */
function behavingBy(
  name: string,
  { heads }: Check,
): { readonly kind: SymbolKind; readonly of: string } | undefined {
  if (BUILT_IN_CHANNELS.includes(name) || heads.channels.has(name)) return undefined;
  if (heads.webhooks.has(name)) return { kind: "webhooks", of: "webhook" };
  if (heads.coupons.has(name)) return { kind: "coupons", of: "coupon" };
  return heads.people.get(name)?.kind === "CustomAudience"
    ? { kind: "people", of: "custom audience" }
    : undefined;
}

function checkStatus(status: Parameters<typeof wholeNumber>[0], check: Check): void {
  const value = wholeNumber(status, 100, "a status of HTTP", check);
  if (value !== undefined && value > 599 && status !== undefined)
    check.report("TJ4310", status.span, { status: value });
}

function checkManualStart(line: TestLine, { journey }: Tested, check: Check): void {
  if (journey.settings.some(({ kind }) => kind === "StartManually")) return;
  check.report("TJ4041", line.span, { journey: journey.name?.text ?? "" });
}

/** A `take` names an arm of a split that the journey, or a fragment that it runs, has. */
function checkTake(line: Extract<TestLine, { kind: "Take" }>, tested: Tested, check: Check): void {
  if (line.forPerson !== undefined) checkWhom(line.forPerson, line, tested, check);
  const { arm } = line;
  if (arm === undefined || check.isUnread(tested.journey)) return;
  const known = allSteps(tested.journey.steps, check.symbols).flatMap((step) =>
    step.kind === "Split" ? step.arms.flatMap(({ name }) => name?.value ?? []) : [],
  );
  if (known.includes(arm.value)) return;
  const near = nearest(arm.value, known);
  const params = { arm: arm.value, journey: tested.journey.name?.text ?? "", known, nearest: near };
  check.report("TJ4306", arm.span, params, replaceWithNearest(check.file, arm.span, near, "quoted"));
}
