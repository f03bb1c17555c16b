import type { Run, World } from "./world.ts";

/* Room under the limits of messages: docs/runtime.md, "Sending rules". */

/** What did not leave is not counted, and makes room. */
export function uncount(world: World, run: Run): void {
  const { sendings } = run.person;
  if (run.counted === null) return;
  sendings.splice(sendings.indexOf(run.counted), 1);
  run.counted = null;
  makeRoom(world, run);
}

/** Whoever is held for the sake of a message that was refused for good is asked anew at once. */
export function makeRoom(world: World, { person }: Run): void {
  for (const other of person.runs)
    if (other.rest?.kind === "held" && other.rest.by === "limit") {
      other.rest = { ...other.rest, until: Math.min(other.rest.until, world.now) };
      other.due = world.now;
    }
}
