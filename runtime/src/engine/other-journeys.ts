import type { Step } from "@trajet/compiler/program";
import { MAX_CAUSE_DEPTH } from "./causes.ts";
import { type Draft, note, record } from "./draft.ts";
import { endRun } from "./ending.ts";
import type { Run } from "./run.ts";
import { startByHand } from "./starts.ts";
import type { Turn } from "./turn.ts";

/**
 * Starts a run of another journey at the step's time. That journey's own rules say whether the contact may enter; a refusal
 * is in the timeline of both, and takes `otherwise`.
 */
export function startJourney(draft: Draft, run: Run, step: Extract<Step, { kind: "start journey" }>): Turn {
  const reason = start(draft, run, step.journey);
  if (reason === null) return { to: step.next };
  note(draft, run, "refused", { name: step.journey, reason });
  return { to: step.otherwise === undefined ? step.next : step.otherwise };
}

function start(draft: Draft, run: Run, journey: string): string | null {
  const depth = run.causeDepth + 1;
  if (depth > MAX_CAUSE_DEPTH) return `journeys cause each other more than ${MAX_CAUSE_DEPTH} times`;
  const door = draft.doors.find(({ loaded }) => loaded.program.journey === journey);
  if (door === undefined) return `journey ${journey} is not active`;
  // A repeated attempt makes the same id again.
  const id = `${run.id}/${run.step}/${run.visits[run.step ?? ""] ?? 0}/manual:${journey}`;
  const event = record(draft, { id, key: `manual:${journey}`, at: run.at, body: {}, cause: run.id, depth });
  return startByHand(draft, door, event, run.journey);
}

/** Ends the contact's runs of another journey, each at the step's time or, if it has decided something since, then. */
export function leaveJourney(draft: Draft, run: Run, step: Extract<Step, { kind: "leave journey" }>): Turn {
  const left = draft.runs.filter((one) => one.state === "alive" && one.journey === step.journey);
  for (const one of left) {
    endRun(draft, one, "exited", Math.max(run.at, one.at), {
      reason: "a step of a journey left it",
      by: run.journey,
    });
  }
  return { to: step.next };
}
