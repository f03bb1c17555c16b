import type { Facts, Millis } from "./facts.ts";

/** What expressions read that speak of nobody: a moment, and a zone (IANA). */
export const factsOfNobody = (now: Millis, zone: string): Facts => ({
  now,
  zone,
  contact: {
    id: "",
    audience: "",
    fields: {},
    tags: new Set(),
    groups: new Set(),
    consent: {},
    archived: false,
  },
  entry: null,
  occurrence: null,
  history: () => [],
  journeys: new Set(),
});
