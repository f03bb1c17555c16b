import type { SimulatedRun } from "../simulator/virtual-host.ts";
import type { Stage } from "./stage.ts";
import { asSubject } from "./whom.ts";

/** A hint where nobody of whom something is expected is in the journey. */
export function neverEntered(
  { test, said }: Pick<Stage, "test" | "said">,
  person: string | null,
  runs: readonly SimulatedRun[],
): { readonly hint?: string } {
  const isIn = runs.some(
    ({ journey, contact }) => journey === test.journey && (person === null || contact === person),
  );
  if (isIn) return {};
  const who = person === null ? "Nobody has" : `${asSubject(person)} has not`;
  return { hint: `${who} entered ${test.journey}: ${noStart(said, person, "it")}` };
}

/** Why no start let anybody in, or one person. `it`: how the journey is called. */
export function noStart(said: Stage["said"], person: string | null, it: string): string {
  if (said.some((line) => person === null || line.person === person))
    return `no start of ${it} fits what happened.`;
  return `no start of ${it} fits, and no line lets anything happen to them. What is given, also of the past, lets nobody in.`;
}
