import type { SimulatedRun } from "../simulator/virtual-host.ts";
import type { Stage } from "./stage.ts";
import { asSubject } from "./whom.ts";

/** A hint where nobody of whom something is expected is in the journey. */
export function neverEntered(
  { test }: Pick<Stage, "test">,
  person: string | null,
  runs: readonly SimulatedRun[],
): { readonly hint?: string } {
  const isIn = runs.some(
    ({ journey, contact }) => journey === test.journey && (person === null || contact === person),
  );
  if (isIn) return {};
  const who = person === null ? "Nobody has" : `${asSubject(person)} has not`;
  return { hint: `${who} entered ${test.journey}: no start of it fits what happened.` };
}
