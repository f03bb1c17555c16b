import { vi } from "vitest";

/** Waits until the check holds, however busy the machine is; a check that never holds fails as itself. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, 30_000);
}
