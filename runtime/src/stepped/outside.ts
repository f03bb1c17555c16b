import type { Ports } from "../engine/draft.ts";
import type { Json, Millis } from "../engine/facts.ts";
import type { EffectRequest } from "../engine/request.ts";
import { sendingNamed } from "../engine/sending-name.ts";
import { argsOf, rememberingArguments } from "../simulator/arguments.ts";
import type { Outside, SimulatedCall } from "../simulator/virtual-host.ts";
import type { Caller, Callers, CallOutcome } from "../store/caller.ts";
import type { Database } from "../store/database.ts";
import type { Line } from "./line.ts";

/** A call that is not answered within its time: what it comes to is known when the clock has come so far. */
interface Unanswered {
  readonly runId: string;
  readonly until: Millis;
  readonly answer: () => void;
}

export interface SteppedOutside {
  readonly callers: Callers;
  readonly render: Ports["render"];
  /** The earliest moment at which a call that nobody answers is given up. */
  readonly nextDue: () => Millis | undefined;
  /** The runs whose attempts wait for an answer: they come to work when it is given up. */
  readonly parked: () => readonly string[];
  /** Gives up the calls whose time is over at a moment; at `Infinity` all of them. */
  readonly giveUp: (now: Millis, line: Line) => Promise<void>;
}

/** The ways out of a store, led to an `Outside`: what it does not answer takes the whole limit on the stepped clock. */
export function steppedOutside(
  { db, now, line }: { readonly db: Database; readonly now: () => Millis; readonly line: () => Line },
  outside: () => Outside,
  render: Ports["render"],
  callLimit: Millis,
): SteppedOutside {
  const unanswered = new Set<Unanswered>();
  const args = new Map<string, { readonly [name: string]: Json }>();
  const remembering = rememberingArguments(render);
  const call = async (request: EffectRequest, key: string): Promise<CallOutcome> => {
    const effect = await effectOf(db, key);
    const outcome = outside().answer({ ...effect, at: now(), args: args.get(key) ?? {}, request });
    if (outcome.kind !== "unknown" || callLimit === 0) return outcome;
    return new Promise((resolve) => {
      unanswered.add({
        runId: effect.run,
        until: now() + callLimit,
        answer: () => resolve(outcome),
      });
      line().park(effect.run);
    });
  };
  // Real time bounds the attempt around it: while the clock is stepped it hardly passes.
  const caller: Caller<EffectRequest> = { limitMs: 1_000, call };
  return {
    callers: { email: caller, sms: caller, message: caller, webhook: caller, audience: caller },
    render(run, step, loaded, facts) {
      const request = remembering(run, step, loaded, facts);
      args.set(`${run.id}/${step}/${run.visits[step] ?? 0}`, argsOf(request));
      return request;
    },
    nextDue() {
      const moments = [...unanswered].map(({ until }) => until);
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
    parked: () => [...unanswered].map(({ runId }) => runId),
    async giveUp(at, to) {
      for (const one of [...unanswered].filter(({ until }) => until <= at)) {
        unanswered.delete(one);
        await to.unpark(one.runId, one.answer);
      }
    },
  };
}

/** What a call to the outside is, by its key. @throws of a key that is none, or of no effect */
export async function effectOf(
  db: Database,
  key: string,
): Promise<Omit<SimulatedCall, "at" | "args" | "request">> {
  const sending = sendingNamed(key);
  if (sending === undefined) throw new Error(`"${key}" names no call`);
  const { run, step, visit } = sending;
  const row = await db
    .selectFrom("effect")
    .select(["contact", "journey", "attempt", "message"])
    .where("run", "=", run)
    .where("step", "=", step)
    .where("visit", "=", visit)
    .executeTakeFirstOrThrow();
  const { contact, journey, attempt, message } = row;
  return { contact, journey, run, step, visit, attempt, name: message };
}
