import type { SimulatedEntry } from "../runtime.ts";

/** A line of a trace that only one text of the project has. */
export interface TraceLine {
  readonly at: string;
  readonly journey: string;
  readonly what: string;
}

export interface Difference {
  readonly contact: string;
  /** Only of the other text, and only of this one. */
  readonly before: readonly TraceLine[];
  readonly after: readonly TraceLine[];
}

export interface Differences {
  readonly same: number;
  readonly changed: number;
  /** The first of those for whom something differs. */
  readonly people: readonly Difference[];
}

/** People who are listed; of the others only the number is told. */
const MOST_LISTED = 1_000;

/** Compares traces person by person. Steps are not compared, since their names change with the text. */
export function createDifferences() {
  let [same, changed] = [0, 0];
  const people: Difference[] = [];
  return {
    compare(contact: string, before: readonly SimulatedEntry[], after: readonly SimulatedEntry[]): void {
      const difference = differenceOf(contact, before, after);
      if (difference === undefined) {
        same += 1;
        return;
      }
      changed += 1;
      if (people.length < MOST_LISTED) people.push(difference);
    },
    found: (): Differences => ({ same, changed, people }),
  };
}

function differenceOf(
  contact: string,
  before: readonly SimulatedEntry[],
  after: readonly SimulatedEntry[],
): Difference | undefined {
  const [one, other] = [before.map(keyOf), after.map(keyOf)];
  const gone = without(before, one, other);
  const come = without(after, other, one);
  if (gone.length === 0 && come.length === 0) return undefined;
  return { contact, before: gone.map(lineOf), after: come.map(lineOf) };
}

/** Those that the other trace lacks, each as often as it lacks it. */
function without(entries: readonly SimulatedEntry[], own: readonly string[], other: readonly string[]) {
  const there = new Map<string, number>();
  for (const key of other) there.set(key, (there.get(key) ?? 0) + 1);
  return entries.filter((_, index) => {
    const key = own[index] ?? "";
    const left = there.get(key) ?? 0;
    there.set(key, left - 1);
    return left <= 0;
  });
}

const keyOf = (entry: SimulatedEntry): string => `${entry.at}\n${entry.journey}\n${whatOf(entry)}`;

const lineOf = (entry: SimulatedEntry): TraceLine => ({
  at: new Date(entry.at).toISOString(),
  journey: entry.journey,
  what: whatOf(entry),
});

/** What happened in words that do not hang on steps: `sent Welcome`, `exited exit rule`. */
function whatOf({ kind, data }: SimulatedEntry): string {
  const said = data.name ?? data.arm ?? data.reason ?? data.by;
  return said === undefined || said === null ? kind : `${kind} ${String(said)}`;
}
