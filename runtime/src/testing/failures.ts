import type { CompiledLine, CompiledTest } from "@trajet/compiler/program";
import type { Failure, Happened } from "./result.ts";
import { keysOf } from "./run-keys.ts";
import type { Stage } from "./stage.ts";
import type { TestStopped } from "./stopped.ts";
import type { SplitProblem } from "./takes.ts";
import { tellEntry, timelineOf } from "./tell.ts";
import type { Verdict } from "./verdict.ts";
import { asSubject, whom } from "./whom.ts";

type ExpectLine = Extract<CompiledLine, { kind: "expect" }>;
type TakeLine = Extract<CompiledLine, { kind: "take" }>;

/** A line whose expectation is not met. */
export async function verdictFailure(stage: Stage, line: ExpectLine, verdict: Verdict): Promise<Failure> {
  const { actual, hint, decided } = verdict;
  const message = [actual, hint].filter((sentence) => sentence !== undefined).join("\n");
  return {
    ...(await about(stage, line)),
    message: line.negated ? `This is so, and should not be. ${message}` : message,
    expected: oneLine(line.text.replace(/^expect\s+/, "")),
    actual,
    ...(decided !== undefined && { decided: tellEntry(stage, decided, await keysOf(stage)) }),
  };
}

/** A split that nobody decided, or for which an arm was taken that it lacks. */
export async function splitFailure(
  stage: Stage,
  problem: SplitProblem,
  line: CompiledLine,
): Promise<Failure> {
  const { take, arms, contact } = problem;
  const choice = arms.map((arm) => `take ${JSON.stringify(arm)}`).join(" or ");
  const message =
    take === undefined
      ? `${asSubject(contact)} comes to a split here, and the test takes no arm of it. Write before it: ${choice}.`
      : `The next split that ${whom(contact)} comes to has no arm "${take.arm}". Write ${choice}.`;
  const decided = await splitEntry(stage, problem);
  return { ...(await about(stage, take ?? line)), message, ...(decided !== undefined && { decided }) };
}

async function splitEntry(
  stage: Stage,
  { journey, step, contact }: SplitProblem,
): Promise<Happened | undefined> {
  const journal = await stage.host.journal();
  const entry = journal.findLast(
    (one) => one.kind === "split" && one.journey === journey && one.step === step && one.contact === contact,
  );
  return entry && tellEntry(stage, entry, await keysOf(stage));
}

/** An arm that is taken of a split to which nobody came. */
export async function takeFailure(stage: Stage, line: TakeLine): Promise<Failure> {
  const who = line.person === null ? "Nobody" : line.person;
  const verb = line.person === null ? "came" : "did not come";
  const message = `${who} ${verb} to a split behind this line, so \`${line.text}\` decides nothing.`;
  return { ...(await about(stage, line)), message };
}

/** A line that makes no sense where it stands. */
export async function stoppedFailure(
  test: CompiledTest,
  error: TestStopped | Error,
  stage: Stage | undefined,
): Promise<Failure> {
  const line = "line" in error ? error.line : undefined;
  return {
    file: test.file,
    range: line?.range ?? test.range,
    line: oneLine(line?.text ?? `test ${JSON.stringify(test.name)} for ${test.journey}`),
    message: error.message,
    timeline: stage === undefined ? [] : await happenedBy(stage),
  };
}

async function about(stage: Stage, line: CompiledLine): Promise<Omit<Failure, "message">> {
  return {
    file: stage.test.file,
    range: line.range,
    line: oneLine(line.text),
    timeline: await happenedBy(stage),
  };
}

async function happenedBy(stage: Stage): Promise<readonly Happened[]> {
  return timelineOf(stage, await stage.host.journal(), await keysOf(stage));
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
