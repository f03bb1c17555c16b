import type { Act, Name, Test, TestLine } from "@trajet/grammar";
import { type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { wholeCondition } from "../conditions/whole.ts";
import { checkSubject } from "../expressions/subjects.ts";
import { checkAct } from "../names/acts.ts";
import { resolve } from "../names/declared.ts";
import { checkChannel, checkGroup, checkPeople, checkTag } from "../names/members.ts";
import { outsideRuns, type Scope, withNames } from "../scope.ts";

/** Checks the names in a test. */
export function checkTest(test: Test, check: Check): void {
  const journey = resolve("journeys", test.journey, check);
  if (journey === undefined) return;
  const scope = testScope(test, journey.audience?.text);
  for (const line of test.lines) checkLine(line, scope, check);
}

/** People that the test gives, and the names of its table, whose values are looked at when it runs. */
function testScope(test: Test, audience: string | undefined): Scope {
  const people = test.lines.flatMap((line) =>
    line.kind === "GivenContact" && line.person !== undefined ? [line.person.text] : [],
  );
  const columns = (test.cases ?? []).flatMap((row) =>
    row.pairs.map(({ key }): [string, Type] => [key.text, UNKNOWN]),
  );
  return { ...withNames(outsideRuns(audience), columns), people: new Set(people) };
}

function checkLine(line: TestLine, scope: Scope, check: Check): void {
  switch (line.kind) {
    case "GivenPast":
    case "Happens":
      checkHappening(line.subject.name, line.act, scope, check);
      return;
    case "GivenState":
      checkSubject(line.subject.name, scope, check);
      checkState(line.state, scope, check);
      return;
    case "GivenBehaviour":
      if (line.webhook) resolve("webhooks", line.name, check);
      else checkChannel(line.name, check);
      return;
    case "Expect":
      checkExpectation(line, scope, check);
      return;
    case "On":
      check.typeOf(line.moment, scope);
      return;
    case "After":
      check.typeOf(line.duration, scope);
      return;
    case "GivenContact":
    case "StartedManually":
    case "Take":
      return;
    default:
      line satisfies never;
  }
}

function checkHappening(subject: Name, act: Act, scope: Scope, check: Check): void {
  checkSubject(subject, scope, check);
  checkAct(act, scope, check);
}

function checkState(
  state: Extract<TestLine, { kind: "GivenState" }>["state"],
  scope: Scope,
  check: Check,
): void {
  switch (state.kind) {
    case "tag":
      checkTag(state.tag, scope.audience, check);
      return;
    case "people":
      checkPeople(state.people, scope.audience, check);
      return;
    case "group":
      checkGroup(state.group, scope.audience, check);
      return;
    case "subscribed":
      checkChannel(state.channel, check);
      return;
    default:
      state satisfies never;
  }
}

function checkExpectation(line: Extract<TestLine, { kind: "Expect" }>, scope: Scope, check: Check): void {
  const { expected } = line;
  switch (expected.kind) {
    case "condition":
      wholeCondition(expected.condition, scope, check);
      return;
    case "sent": {
      const message = resolve("messages", expected.message, check);
      if (message !== undefined) checkWhere(expected.where, message.parameters, scope, check);
      return;
    }
    case "called": {
      const webhook = resolve("webhooks", expected.webhook, check);
      if (webhook !== undefined) checkWhere(expected.where, webhook.parameters, scope, check);
      return;
    }
    case "nothing sent":
    case "entered":
    case "reached":
    case "waiting":
    case "held":
    case "finished":
    case "exited":
      return;
    default:
      expected satisfies never;
  }
}

/** Behind `sent` and `called` the parameters are names. */
function checkWhere(
  where: Parameters<typeof wholeCondition>[0] | undefined,
  parameters: Parameters<Check["types"]["parameters"]>[0],
  scope: Scope,
  check: Check,
): void {
  if (where !== undefined) wholeCondition(where, withNames(scope, check.types.parameters(parameters)), check);
}
