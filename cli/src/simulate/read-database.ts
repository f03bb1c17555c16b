import { existsSync } from "node:fs";
import { databasePlace, openHeld } from "../backend/store-backend.ts";
import { checkFolder } from "../checking.ts";
import { type PersonHistory, peopleInStore, rangeInStore } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import type { Source } from "./source.ts";
import { createSpill } from "./spill.ts";

/**
 * Reads people, their own events and their orders from the project's database, onto disk: it is let go of before anything is
 * played. What journeys did to people stays out, as it is done anew.
 *
 * @throws UsageError if the project has errors, or another process has the embedded database
 */
export async function readDatabase(folder: string, terminal: Terminal): Promise<Source> {
  const { compiled, config } = await checkFolder(folder);
  if (compiled === undefined)
    throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
  const place = databasePlace(folder, config.database, terminal.env);
  if ("folder" in place && !existsSync(place.folder))
    throw new UsageError("There is no data yet: run `trajet dev`, or load some with `trajet import`.");
  const store = await openHeld(place, compiled);
  const spill = createSpill<PersonHistory>();
  let count = 0;
  try {
    for await (const person of peopleInStore(store.db, compiled)) {
      spill.add(person.contact.id, person);
      count += 1;
    }
    const range = await rangeInStore(store.db);
    return { range, count, rejected: [], people: () => peopleOf(spill), close: spill.close };
  } catch (error) {
    spill.close();
    throw error;
  } finally {
    await store.close();
  }
}

function* peopleOf(spill: ReturnType<typeof createSpill<PersonHistory>>): Generator<PersonHistory> {
  for (const part of spill.groups()) for (const people of part.values()) yield* people;
}
