import type { StepId } from "@trajet/compiler/program";
import type { Names } from "./facts.ts";
import type { Value } from "./value.ts";

/**
 * What a run keeps beside its position. Values are kept as they are, with their tags, and not in wire form: steps may give
 * one name values of several types. All of it is plain JSON.
 */
export interface Remembered {
  /** By the program's names: what `remember` was given, the answers of webhooks, the codes of coupons. */
  readonly values: Record<string, Value>;
  /** What fragments were given, by the program's names: `run:AskForReview/patience`. */
  readonly arguments: Record<string, Value>;
  /** How often each loop in which the run is has begun its body. */
  readonly turns: Record<StepId, number>;
  /** The latest sending of each message, of those that left or may have left. */
  readonly sendings: Record<string, string>;
  /** The goals that it has reached, and the event that did it. */
  readonly goals: Record<string, string>;
}

export const nothingRemembered = (): Remembered => ({
  values: {},
  arguments: {},
  turns: {},
  sendings: {},
  goals: {},
});

/** What remembers: a run. */
interface Remembering {
  readonly remembered: Remembered;
}

/** Gives a name a value; a missing one is forgotten, whatever the name stood for before. */
export function keep({ remembered }: Remembering, name: string, value: Value): void {
  if (value === null) delete remembered.values[name];
  else remembered.values[name] = value;
}

export function forget({ remembered }: Remembering, name: string): void {
  delete remembered.values[name];
}

/** The name as the source says it: that of a fragment stands behind the call path. */
export const writtenName = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** What expressions see of it. */
export const namesOf = ({ values, arguments: given }: Remembered): Names => ({
  remembered: values,
  arguments: given,
});

/** What the text of a message sees: the names that the steps around the sending gave, without the call path. */
export function namesAt({ values }: Remembered, step: StepId): Readonly<Record<string, Value>> {
  const path = step.slice(0, step.lastIndexOf("/") + 1);
  const own = Object.entries(values).filter(
    ([name]) => name.startsWith(path) && !name.slice(path.length).includes("/"),
  );
  return Object.fromEntries(own.map(([name, value]) => [name.slice(path.length), value]));
}
