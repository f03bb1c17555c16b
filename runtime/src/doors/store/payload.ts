import { Problem } from "../problem.ts";

export type Part = Readonly<Record<string, unknown>>;

/** An id, as text: shops count in whole numbers. `undefined` where there is none. */
export function idIn(part: Part, name: string): string | undefined {
  const value = part[name];
  if (typeof value === "number" && Number.isSafeInteger(value))
    return value === 0 ? undefined : String(value);
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** @throws Problem 422 where it is missing: then the call is not what its topic says */
export function needId(part: Part, name: string): string {
  const id = idIn(part, name);
  if (id !== undefined) return id;
  throw new Problem(422, `The call has no "${name}", which all calls of its topic have.`);
}

/** A text that says something; `undefined` where there is none. */
export function wordsIn(part: Part, name: string): string | undefined {
  const value = part[name];
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}

/** An amount, as decimal text; shops write it as text, and some of them as a number. */
export function sumIn(part: Part, name: string): string | undefined {
  const value = part[name];
  return typeof value === "number" && Number.isFinite(value) ? String(value) : wordsIn(part, name);
}

/** @throws Problem 422 where it is given and no list */
export function listIn(part: Part, name: string): readonly Part[] {
  const value = part[name] ?? [];
  const isList = Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null);
  if (isList) return value as readonly Part[];
  throw new Problem(422, `"${name}" has to be a list of objects.`);
}

/** E.164, which is how a contact has it; as people write it, without their country, it leads to nobody. */
export function phoneIn(part: Part, name: string): string | undefined {
  const digits = wordsIn(part, name)?.replaceAll(/[\s().-]/g, "");
  return digits !== undefined && /^\+[1-9]\d{6,14}$/.test(digits) ? digits : undefined;
}

export function countryIn(part: Part, name: string): string | undefined {
  const code = wordsIn(part, name);
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

/** A record without the members that are `undefined`. */
export function given<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
