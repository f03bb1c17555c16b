import type { Span } from "@trajet/grammar";

/** A JSON text, read with the places of its parts. Paths are JSON Pointers: `/channels/email`. */
export interface PlacedJson {
  readonly value: unknown;
  readonly valueAt: (pointer: string) => Span | undefined;
  readonly keyAt: (pointer: string) => Span | undefined;
}

/** Why a text is no JSON, and where. */
export interface JsonProblem {
  readonly problem: string;
  readonly span: Span;
}

class Unreadable extends Error {
  readonly span: Span;
  constructor(problem: string, span: Span) {
    super(problem);
    this.span = span;
  }
}

/** Reads a JSON text, of which it remembers where each key and value stands. */
export function readPlacedJson(text: string): PlacedJson | JsonProblem {
  const values = new Map<string, Span>();
  const keys = new Map<string, Span>();
  let at = text.startsWith("\uFEFF") ? 1 : 0;

  const fail = (problem: string, start = at, end = Math.min(start + 1, text.length)): never => {
    throw new Unreadable(problem, { start, end });
  };
  const skip = (): void => {
    while (/[\s]/.test(text[at] ?? "")) at++;
  };
  const expect = (sign: string, what: string): void => {
    skip();
    if (text[at] !== sign) fail(`${what} is missing here`);
    at++;
  };
  const string = (): string => {
    const match = /"(?:[^"\\\n]|\\.)*"/y;
    match.lastIndex = at;
    const found = match.exec(text)?.[0];
    if (found === undefined) return fail("a text in double quotes has to stand here");
    const start = at;
    at += found.length;
    try {
      return JSON.parse(found) as string;
    } catch {
      return fail("this text has an escape that JSON does not know", start, at);
    }
  };
  const plain = (): unknown => {
    const match = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
    match.lastIndex = at;
    const found = match.exec(text)?.[0];
    if (found === undefined)
      return fail(text[at] === undefined ? "the file ends too early" : "a value has to stand here");
    at += found.length;
    return JSON.parse(found);
  };
  const value = (pointer: string): unknown => {
    skip();
    const start = at;
    const read =
      text[at] === "{"
        ? object(pointer)
        : text[at] === "["
          ? list(pointer)
          : text[at] === '"'
            ? string()
            : plain();
    values.set(pointer, { start, end: at });
    return read;
  };
  const object = (pointer: string): unknown => {
    const entries: [string, unknown][] = [];
    at++;
    skip();
    while (text[at] !== "}") {
      if (entries.length > 0) expect(",", "a comma or }");
      skip();
      const start = at;
      const key = string();
      const inner = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (keys.has(inner)) fail(`"${key}" stands here a second time`, start, at);
      keys.set(inner, { start, end: at });
      expect(":", "a colon");
      entries.push([key, value(inner)]);
      skip();
    }
    at++;
    return Object.fromEntries(entries);
  };
  const list = (pointer: string): unknown => {
    const items: unknown[] = [];
    at++;
    skip();
    while (text[at] !== "]") {
      if (items.length > 0) expect(",", "a comma or ]");
      items.push(value(`${pointer}/${items.length}`));
      skip();
    }
    at++;
    return items;
  };

  try {
    const read = value("");
    skip();
    if (at < text.length) fail("nothing may stand behind the last brace", at, text.length);
    return { value: read, valueAt: (pointer) => values.get(pointer), keyAt: (pointer) => keys.get(pointer) };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message, span: error.span };
    throw error;
  }
}
