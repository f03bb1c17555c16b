/**
 * What follows from the conditions of segments, for those who ask about the segments. Who asks depends on the answer alone,
 * and not on how a condition is written: most of what is edited in a segment means nothing to most journeys.
 */
export interface Segments {
  /** Families of variables that the condition speaks of, itself or through other segments: see `Variable.family`. */
  readonly families: (name: string) => readonly string[];
  /** What is surely so of everybody in it: see `toldByTrue`. */
  readonly told: (name: string) => readonly string[];
}
