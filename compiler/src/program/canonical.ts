/** A value that JSON cannot hold. */
export class CanonicalError extends TypeError {
  override readonly name = "CanonicalError";
}

/**
 * Canonical JSON after RFC 8785: no blanks, properties sorted by their UTF-16 code units, numbers and strings as
 * ECMAScript prints them. Two equal values give one text. A property that is `undefined` is left out, as in JSON.stringify.
 *
 * @throws CanonicalError for what JSON cannot say: functions, NaN, infinities, a lone surrogate, `undefined` in an array.
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return canonicalString(value);
    case "number":
      return canonicalNumber(value);
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return "null";
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value);
    default:
      throw new CanonicalError(`canonical JSON cannot hold a value of type ${typeof value}`);
  }
}

function canonicalString(value: string): string {
  if (!value.isWellFormed())
    throw new CanonicalError("canonical JSON cannot hold a text with half a surrogate pair");
  return JSON.stringify(value);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new CanonicalError(`canonical JSON cannot hold the number ${value}`);
  return JSON.stringify(value);
}

function canonicalArray(value: readonly unknown[]): string {
  return `[${value.map(canonicalJson).join(",")}]`;
}

function canonicalObject(value: object): string {
  const present = Object.entries(value).filter(([, member]) => member !== undefined);
  present.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${present.map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`).join(",")}}`;
}
