import type { Rate } from "@trajet/compiler/program";
import { sql } from "kysely";
import type { Millis } from "../engine/facts.ts";
import { intervalOf, nextSlots, type SlotWish } from "../engine/pace.ts";
import type { Database } from "./database.ts";
import { withRetries } from "./transact.ts";

/** Gives out the slots of providers: each run its own, none twice, and none that is over. */
export interface Pacer {
  /**
   * Reserves the next free slot of a line, for good: a run that does not use it lets it pass.
   *
   * @returns its moment on the journeys' clock, `null` where none is left before the wish's end
   */
  readonly reserve: (wish: SlotWish, rate: Rate) => Promise<Millis | null>;
}

interface Request {
  readonly before: Millis | null;
  readonly resolve: (slot: Millis | null) => void;
  readonly reject: (error: unknown) => void;
}

interface Line {
  readonly waiting: Request[];
  asking: boolean;
}

/**
 * Whoever asks while a reservation is under way shares the next one, so that a wave costs a statement for many runs and no
 * slot is leased in vain.
 */
export function createPacer(db: Database): Pacer {
  const lines = new Map<string, Line>();
  return {
    reserve: ({ line, before }, rate) =>
      new Promise((resolve, reject) => {
        const here = lines.get(line) ?? { waiting: [], asking: false };
        lines.set(line, here);
        here.waiting.push({ before, resolve, reject });
        if (!here.asking) void serve(db, line, here, rate);
      }),
  };
}

async function serve(db: Database, name: string, line: Line, rate: Rate): Promise<void> {
  line.asking = true;
  while (line.waiting.length > 0) {
    const batch = line.waiting.splice(0);
    try {
      const slots = await withRetries(() => take(db, name, batch, rate));
      batch.forEach(({ resolve }, index) => {
        resolve(slots[index] ?? null);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
  line.asking = false;
}

function take(
  db: Database,
  name: string,
  batch: readonly Request[],
  rate: Rate,
): Promise<readonly (Millis | null)[]> {
  const interval = intervalOf(rate);
  return db.transaction().execute(async (tx) => {
    // The first statement locks the line's row, also where it makes it.
    const { rows } = await sql<{ tat: number; now: Millis }>`
      insert into bucket (name, rate, tat) values (${name}, ${1000 / interval}, 0)
      on conflict (name) do update set rate = excluded.rate returning tat, trajet_now() as now`.execute(tx);
    const [bucket] = rows;
    if (bucket === undefined) throw new Error(`the line ${name} has no bucket`);
    const { slots, tat } = nextSlots(
      { ...bucket, interval },
      batch.map(({ before }) => before),
    );
    await tx.updateTable("bucket").set({ tat }).where("name", "=", name).execute();
    return slots;
  });
}
