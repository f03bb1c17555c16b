import type { Expr, Pattern, Step, StepId } from "@trajet/compiler/program";
import { aboutRun, asked } from "./asked.ts";
import { compare, equals } from "./compare.ts";
import { type Draft, factsOf, type LoadedProgram, note } from "./draft.ts";
import { evaluate, truth } from "./evaluate.ts";
import { forget } from "./remembered.ts";
import type { Run } from "./run.ts";
import { chooseArm } from "./split.ts";
import type { Turn } from "./turn.ts";
import type { Value } from "./value.ts";
import { witnessed } from "./witness.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, { kind: K }>;

/** The first branch whose condition is true. */
export function branch(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"if">): Turn {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const about = aboutRun(run, run.step);
  const index = step.branches.findIndex(({ test }) =>
    asked(draft, about, () => truth(test, loaded.program, facts), false),
  );
  const taken = step.branches[index];
  note(draft, run, "branched", { arm: taken === undefined ? "else" : index, ...said() });
  return { to: taken === undefined ? step.else : taken.next };
}

/** The first case that the value fits; a missing value fits none. */
export function matchCase(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"match">): Turn {
  const { facts, said } = witnessed(factsOf(draft, loaded.program, run));
  const ask = (expr: Expr) => evaluate(expr, loaded.program, facts);
  const choose = () => {
    const subject = ask(step.subject);
    return step.cases.findIndex(({ patterns }) =>
      patterns.some((pattern) => fits(subject, pattern, ask, facts.zone)),
    );
  };
  const index = asked(draft, aboutRun(run, run.step), choose, -1);
  const taken = step.cases[index];
  note(draft, run, "branched", { arm: taken === undefined ? "else" : index, ...said() });
  return { to: taken === undefined ? step.else : taken.next };
}

function fits(subject: Value, pattern: Pattern, ask: (expr: Expr) => Value, zone: string): boolean {
  if ("is" in pattern) return equals(subject, ask(pattern.is), zone);
  if ("compare" in pattern) return compare(pattern.compare, subject, ask(pattern.with), zone);
  return compare(">=", subject, ask(pattern.from), zone) && compare("<", subject, ask(pattern.below), zone);
}

export function split(draft: Draft, run: Run, step: StepOf<"split">): Turn {
  const id = run.step ?? "";
  const { contact, ports } = draft;
  const index = ports.armOf?.(run, contact.id, id) ?? chooseArm(contact.id, run.journey, id, step.arms);
  const arm = step.arms[index];
  note(draft, run, "split", { arm: arm?.name ?? "" });
  return { to: arm?.next ?? null };
}

/** Begins one more turn, which forgets the answers of the one before; after the last one goes on behind the loop. */
export function repeat(run: Run, step: StepOf<"repeat">): Turn {
  const id = run.step ?? "";
  const { turns } = run.remembered;
  const begun = turns[id] ?? 0;
  if (begun >= step.times) return leaveLoop(run, id, step.next);
  turns[id] = begun + 1;
  for (const name of step.clears) forget(run, name);
  return { to: step.body };
}

/** Who comes to the loop again begins to count anew. */
export function leaveLoop(run: Run, loop: StepId, behind: StepId | null): Turn {
  delete run.remembered.turns[loop];
  return { to: behind };
}

/** Gives a fragment its arguments, all of them as they are now: they stay the same while it waits. */
export function runFragment(draft: Draft, run: Run, loaded: LoadedProgram, step: StepOf<"run">): Turn {
  const facts = factsOf(draft, loaded.program, run);
  const given = Object.entries(step.args).map(([name, expr]) => {
    const compute = () => evaluate(expr, loaded.program, facts);
    return [`${run.step}/${name}`, asked(draft, aboutRun(run, run.step), compute, null)] as const;
  });
  const { arguments: known } = run.remembered;
  for (const name of Object.keys(loaded.program.fragments?.[step.fragment]?.parameters ?? {})) {
    delete known[`${run.step}/${name}`];
  }
  for (const [name, value] of given) if (value !== null) known[name] = value;
  return { to: step.body };
}
