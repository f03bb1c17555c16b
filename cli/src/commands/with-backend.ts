import type { Backend } from "../backend/backend.ts";
import type { Checked } from "../checking.ts";
import type { Terminal } from "../terminal.ts";

/** Asks a project's data, and lets go of it whatever comes of it. */
export async function withBackend<T>(
  folder: string,
  terminal: Terminal,
  ask: (backend: Backend, checked: Checked) => Promise<T>,
): Promise<T> {
  const { checkFolder } = await import("../checking.ts");
  const { openBackend } = await import("../backend/open-backend.ts");
  const checked = await checkFolder(folder);
  const backend = await openBackend(checked, terminal);
  try {
    return await ask(backend, checked);
  } finally {
    await backend.close();
  }
}
