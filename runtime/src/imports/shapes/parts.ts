import type { Json, Millis } from "../../engine/facts.ts";
import { parseMoment, ValueError } from "../../engine/values.ts";
import { momentOf } from "./cell.ts";
import { unknownName } from "./nearest.ts";
import { isSilent, type Manner, type Raw } from "./reading.ts";
import { shown } from "./value.ts";

/** A reader of one document's members, which gathers all that is wrong with them. */
export interface Parts {
  readonly problems: string[];
  readonly manner: Manner;
  /** What `read` makes of a member; `undefined` where it is not given, or wrong, which is noted. */
  get<T>(name: string, read: (value: Json) => T): T | undefined;
  /** As `get`; a member that is not given is noted too. */
  need<T>(name: string, read: (value: Json) => T): T | undefined;
}

export function partsOf(raw: Raw, manner: Manner): Parts {
  const problems: string[] = [];
  const get = <T>(name: string, read: (value: Json) => T): T | undefined => {
    const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
    if (isSilent(value, manner) || value === null) return undefined;
    return noting(problems, name, () => read(value));
  };
  return {
    problems,
    manner,
    get,
    need(name, read) {
      const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
      if (isSilent(value, manner) || value === null) problems.push(`"${name}" is missing`);
      return get(name, read);
    },
  };
}

/** What `read` gives; a `ValueError` is noted with the name of the place. */
export function noting<T>(problems: string[], name: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    problems.push(`"${name}": ${error.message}`);
    return undefined;
  }
}

/** An id of somebody else's: a text, or the whole number that some shops use. */
export function idOf(value: Json): string {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string") throw new ValueError(`expected a text, found ${shown(value)}`);
  const id = text.trim();
  if (id === "" || id.length > 200 || /\p{Cc}/u.test(id)) {
    throw new ValueError("an id is a text of 1 to 200 characters, without control characters");
  }
  return id;
}

export function textOf(value: Json): string {
  if (typeof value !== "string") throw new ValueError(`expected a text, found ${shown(value)}`);
  return value.trim();
}

/** In JSON with an offset; in a cell also by the clocks of the project. */
export function whenOf(value: Json, manner: Manner): Millis {
  const text = textOf(value);
  return manner.form === "text" ? momentOf(text, manner.zone) : parseMoment(text);
}

/** One of the names that a declaration, or the contract, knows. */
export function oneOf<T extends string>(value: Json, what: string, known: readonly T[]): T {
  const text = textOf(value);
  const found = known.find((one) => one === text);
  if (found === undefined) throw new ValueError(unknownName(what, text, "", known));
  return found;
}

/** Notes each member that the document cannot have. */
export function refuseUnknown(raw: Raw, parts: Parts, what: string, known: readonly string[]): void {
  for (const name of Object.keys(raw)) {
    if (!known.includes(name)) parts.problems.push(unknownName("member", name, what, known));
  }
}
