import type { Step } from "@trajet/grammar";
import { act } from "./actions.ts";
import { holds, worth } from "./conditions.ts";
import { drain, exitIf, leave, stepAt } from "./react.ts";
import { delay, endWait, sleep, wait } from "./rest.ts";
import { note, scopeOf } from "./scopes.ts";
import { breakLoop, into, namesGiven, next, type OnFrom, stay } from "./stack.ts";
import { compared } from "./values.ts";
import { type Run, stepsOf, type World } from "./world.ts";

/* How a run goes on: docs/language.md, "Delay and wait" to "Loops". */

/** Lets a run go on from where it rests to where it rests next. */
export function advance(world: World, run: Run): void {
  run.due = null;
  if (run.state !== "alive") {
    account(world, run);
    return;
  }
  if (!wake(world, run)) return;
  while (run.state === "alive" && (run.rest === null || run.rest.kind === "held")) {
    exitIf(world, run, run.at);
    if (run.state !== "alive") return;
    const step = stepAt(run);
    if (step === undefined) {
      finish(world, run);
      return;
    }
    const on = take(world, run, step);
    drain(world);
    // Whoever leaves by what the step did stands at it.
    if (run.state === "alive") on();
    if (run.state === "alive" && run.rest !== null && !wake(world, run)) return;
  }
}

/** What becomes of a message whose run has ended, and whose answer was lost: nobody knows whether it left. */
function account(world: World, run: Run): void {
  if (run.rest?.kind !== "held") return;
  note(world, run, "failed", world.now);
  run.rest = null;
}

function finish(world: World, run: Run): void {
  note(world, run, "finished", run.at);
  run.state = "finished";
  run.endedAt = run.at;
}

/** Ends the rest of a run if it is over; else says until when it lasts. */
function wake(world: World, run: Run): boolean {
  const { rest } = run;
  switch (rest?.kind) {
    case undefined:
      return true;
    case "delay":
      if (rest.until > world.now) return sleep(run, rest.until);
      run.at = rest.until;
      run.rest = null;
      next(run);
      return true;
    case "held":
      // It lets others pass: its own turn comes when it is looked at again.
      if (rest.by === "turn" && run.due !== null) return false;
      if (rest.until > world.now) return sleep(run, rest.until);
      // A message that is tried again, or let others pass, is still that of its moment.
      if (rest.by === "window" || rest.by === "limit") run.at = Math.max(run.at, rest.until);
      return true;
    case "wait":
      return endWait(world, run, rest);
    default:
      return rest satisfies undefined;
  }
}

/** Does a step, and answers how the run goes on from it. */
function take(world: World, run: Run, step: Step): OnFrom {
  const scope = scopeOf(world, run);
  switch (step.kind) {
    case "Delay":
      return delay(world, run, step);
    case "Wait":
      return wait(world, run, step);
    case "If": {
      const index = step.branches.findIndex(({ condition }) => holds(condition, scope));
      note(world, run, "branched", run.at, index === -1 ? "else" : String(index));
      return () => into(run, index === -1 ? step.else : step.branches[index]?.body);
    }
    case "Match":
      return match(world, run, step);
    case "Split": {
      const label = `${scope.path ?? ""}${step.label?.text}`;
      const name = world.oracle.arm(run.person.id, run.name, label);
      const arm = step.arms.find((each) => each.name?.value === name) ?? step.arms[0];
      note(world, run, "split", run.at, arm?.name?.value ?? "");
      return () => into(run, arm?.body);
    }
    case "Repeat": {
      const loop = { times: Number(step.times?.text), clears: namesGiven(stepsOf(step.body)), turn: 1 };
      return () => into(run, step.body, { loop });
    }
    case "Break":
      return () => breakLoop(run);
    case "Exit":
      leave(world, run, run.at);
      return stay;
    case "Run":
      return call(world, run, step);
    default:
      return act(world, run, step);
  }
}

function call(world: World, run: Run, step: Extract<Step, { kind: "Run" }>): OnFrom {
  const scope = scopeOf(world, run);
  const args = new Map(step.args.map(({ name, value }) => [name?.text ?? "", worth(value, scope)]));
  const fragment = world.fragments.get(step.fragment?.text ?? "");
  return () => into(run, fragment?.body, { path: `${scope.path ?? ""}${step.label?.text}/`, args });
}

function match(world: World, run: Run, step: Extract<Step, { kind: "Match" }>): OnFrom {
  const scope = scopeOf(world, run);
  const subject = worth(step.subject, scope);
  const index = step.cases.findIndex(({ patterns }) =>
    patterns.some((pattern) => {
      if (pattern.form === "value") return compared("==", subject, worth(pattern.value, scope));
      if (pattern.form === "compare") return compared(pattern.operator, subject, worth(pattern.value, scope));
      return (
        compared(">=", subject, worth(pattern.low, scope)) &&
        compared("<", subject, worth(pattern.high, scope))
      );
    }),
  );
  note(world, run, "branched", run.at, index === -1 ? "else" : String(index));
  return () => into(run, index === -1 ? step.else : step.cases[index]?.body);
}
