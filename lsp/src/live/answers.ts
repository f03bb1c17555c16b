import type { JourneyCounts, SegmentPeople } from "./instance.ts";

export type NamedCounts = JourneyCounts & { readonly name: string };

/**
 * The journeys of an answer of `GET /v1/journeys`; `undefined` of any other text. The note of an instance that was killed
 * stays, and another program may have its port by now.
 */
export function journeysIn(answer: unknown): readonly NamedCounts[] | undefined {
  const journeys = isRecord(answer) ? answer.journeys : undefined;
  return Array.isArray(journeys) && journeys.every(isJourney) ? journeys : undefined;
}

/** The same for `GET /v1/segments/{name}`. */
export function segmentIn(answer: unknown): SegmentPeople | undefined {
  const segment = isRecord(answer) ? answer.segment : undefined;
  return hasNumbers(segment, ["people", "asked", "contacts"]) ? segment : undefined;
}

function isJourney(value: unknown): value is NamedCounts {
  return (
    isRecord(value) &&
    typeof value.name === "string" &&
    typeof value.status === "string" &&
    hasNumbers(value.counts, ["entered", "active", "finished", "exited", "converted", "stuck"]) &&
    isRecord(value.at) &&
    hasNumbers(value.at, Object.keys(value.at))
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const hasNumbers = <K extends string>(
  value: unknown,
  names: readonly K[],
): value is Readonly<Record<K, number>> =>
  isRecord(value) && names.every((name) => typeof value[name] === "number");
