import type { Checked } from "../checking.ts";
import type { Store } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

/**
 * Opens the project's database itself, and lets go of it whatever comes of it.
 *
 * @throws UsageError if the project has errors, or another process has the embedded database
 */
export async function withStore<T>(
  folder: string,
  terminal: Terminal,
  work: (store: Store, checked: Checked) => Promise<T>,
): Promise<T> {
  const { checkFolder } = await import("../checking.ts");
  const { databasePlace, openHeld } = await import("../backend/store-backend.ts");
  const checked = await checkFolder(folder);
  const { compiled, config } = checked;
  if (compiled === undefined)
    throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
  const store = await openHeld(databasePlace(folder, config.database, terminal.env), compiled);
  try {
    return await work(store, checked);
  } finally {
    await store.close();
  }
}
