/**
 * The one workflow that serves every journey: the default export answers to any workflow type, and a run's
 * workflow type is its journey's name.
 *
 * It holds no state of the run: the database does. It asks for one advance, waits as long as it is told, and
 * asks again. Nothing here may live at module level or come from another package, since every execution of
 * every journey shares this module's sandbox, and histories of months ago are replayed through it.
 *
 * The order of the commands below is a protocol. To change it, raise `Protocol` in `driver-input.ts`, keep the
 * old order for executions whose input names the old number, and drop it when no open run has that number.
 */
import {
  condition,
  continueAsNew,
  defineSignal,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { Advance } from "./advance.ts";
import type { DriverActivities, DriverInput } from "./driver-input.ts";

export default async function driver(input: DriverInput): Promise<void> {
  // First of all and synchronous, so that a poke that comes with the start finds it.
  let poked = false;
  setHandler(defineSignal("poke"), () => {
    poked = true;
  });
  refuseUnknownProtocol(input);

  let local = true;
  for (let turn = 0; turn < 50 && !workflowInfo().continueAsNewSuggested; turn++) {
    // Cleared before the attempt: a poke during it tells of something the attempt may not have seen.
    poked = false;
    const next: Advance = local ? await advanceLocally(input.run) : await advanceRemotely(input.run);
    local = next.kind !== "continue";
    switch (next.kind) {
      case "done":
        return;
      case "continue":
        break;
      case "held":
        await condition(() => poked);
        break;
      case "sleep":
        // A poke that came already must not start a timer only to cancel it, and a timer of 0 means "no timer".
        if (!poked && next.sleepMs > 0) {
          await condition(() => poked, next.sleepMs, { summary: next.summary });
        }
        break;
      default:
        next satisfies never;
    }
  }
  // A poke that arrives around here is not lost: the next execution begins with an attempt.
  await continueAsNew<typeof driver>({ run: input.run, protocol: input.protocol });
}

/**
 * The cheap attempt, inside the workflow task. Whatever goes wrong with it, the regular activity does the same
 * work with patience: every attempt is repeatable, so one that lives on past its time-out does no harm.
 */
async function advanceLocally(run: string): Promise<Advance> {
  const { advance } = proxyLocalActivities<DriverActivities>({
    startToCloseTimeout: 12_000,
    scheduleToCloseTimeout: 13_000,
    retry: { initialInterval: 200, maximumAttempts: 2 },
  });
  try {
    return await advance(run);
  } catch (error) {
    if (isCancellation(error)) throw error;
    return { kind: "continue" };
  }
}

/** The patient attempt: retried until it succeeds, and visible as a pending activity while it does not. */
async function advanceRemotely(run: string): Promise<Advance> {
  const { advance } = proxyActivities<DriverActivities>({
    startToCloseTimeout: 30_000,
    retry: { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 60_000 },
  });
  return advance(run);
}

/** A plain error fails the workflow *task*, so the run waits until a worker that knows its protocol serves it. */
function refuseUnknownProtocol(input: DriverInput): void {
  if (input.protocol === 1) return;
  throw new Error(`This worker speaks driver protocol 1, and the run was started with ${input.protocol}.`);
}
