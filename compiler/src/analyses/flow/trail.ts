import type { Span } from "@trajet/grammar";
import type { Related } from "../../diagnostics/diagnostic.ts";
import { inUnits } from "./amounts.ts";
import type { Place } from "./unfold.ts";

/** One stop of a path that a finding shows: where, and how long after the first one. */
export interface Stop {
  readonly place: Pick<Place, "file" | "own" | "step">;
  readonly elapsed: number;
  readonly what: string;
}

/** `2 days later: sent again`: the stops of a path as the places beside a finding, each with the time since the one before. */
export function trailOf(stops: readonly Stop[]): readonly Related[] {
  return stops.map(({ place, elapsed, what }, index) => {
    const since = elapsed - (stops[index - 1]?.elapsed ?? elapsed);
    const message = since > 0 ? `${inUnits(since)} later: ${what}.` : `${capital(what)}.`;
    return { file: place.file, span: spanOf(place), message };
  });
}

/** A step without its blocks: its first line is what people look for. */
function spanOf({ step, own }: Stop["place"]): Span {
  return step?.span ?? own;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
