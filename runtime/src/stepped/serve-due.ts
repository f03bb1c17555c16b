import type { Millis } from "../engine/facts.ts";
import type { Store } from "../store/open.ts";
import type { EngineHost } from "../temporal/advance.ts";
import type { Raise } from "../temporal/raise.ts";
import { dueNow, earliestDue, ringDue } from "./due.ts";
import type { Line } from "./line.ts";
import type { SteppedOutside } from "./outside.ts";

export interface Parts {
  readonly store: Store;
  readonly host: EngineHost;
  readonly line: Line;
  readonly raise: Raise;
  readonly outside: SteppedOutside;
}

const AT_ONCE = 50;

/** Brings to work all that the outbox holds, one after the other, and those whom the end of a pause releases. */
export async function serveWakes(parts: Parts): Promise<void> {
  const { host } = parts;
  do {
    for (let wakes = await host.takeWakes(AT_ONCE); wakes.length > 0; wakes = await host.takeWakes(AT_ONCE)) {
      for (const wake of wakes) {
        await parts.line.serve(wake, parts.raise);
        await host.woken([wake.outboxId]);
      }
    }
  } while ((await host.release()).released > 0);
}

/** Brings to work all that is due at the moment at which the clock stands. */
export async function serveDue(parts: Parts, now: Millis): Promise<void> {
  const { store, outside, line, raise } = parts;
  await ringDue(store.alarms);
  await outside.giveUp(now, line);
  await serveWakes(parts);
  for (const due of await dueNow(store.db, outside.parked())) await line.serve(due, raise);
  await serveWakes(parts);
}

/** The next moment at which something is due. */
export async function nextDue({ store, outside }: Parts): Promise<Millis | undefined> {
  const moments = [await earliestDue(store.db, outside.parked()), outside.nextDue()];
  return moments.filter((at) => at !== undefined).sort((one, other) => one - other)[0];
}
