import type { Span } from "@trajet/grammar";

/** A JSON text, read with the places of its parts. Paths are JSON Pointers: `/channels/email`. */
export interface PlacedJson {
  readonly value: unknown;
  readonly valueAt: (pointer: string) => Span | undefined;
  readonly keyAt: (pointer: string) => Span | undefined;
}

/** Why a text is no JSON, as a clause without a full stop, and where. */
export interface JsonProblem {
  readonly problem: string;
  readonly span: Span;
}

/** Reads a JSON text, and remembers where each key and value stands. A key that stands twice is a problem. */
export function readPlacedJson(text: string): PlacedJson | JsonProblem {
  const reading: Reading = {
    text,
    at: text.startsWith("\uFEFF") ? 1 : 0,
    depth: 0,
    values: new Map(),
    keys: new Map(),
  };
  try {
    const value = readValue(reading, "");
    skipBlanks(reading);
    if (reading.at < text.length)
      fail(reading, "nothing may stand behind the last brace", reading.at, text.length);
    return {
      value,
      valueAt: (pointer) => reading.values.get(pointer),
      keyAt: (pointer) => reading.keys.get(pointer),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message, span: error.span };
    throw error;
  }
}

/** Deeper than anything that means something, and far from what a stack holds. */
const DEEPEST = 100;

interface Reading {
  readonly text: string;
  at: number;
  depth: number;
  readonly values: Map<string, Span>;
  readonly keys: Map<string, Span>;
}

class Unreadable extends Error {
  readonly span: Span;
  constructor(problem: string, span: Span) {
    super(problem);
    this.span = span;
  }
}

function fail(reading: Reading, problem: string, start = reading.at, end = start + 1): never {
  throw new Unreadable(problem, { start, end: Math.min(end, reading.text.length) });
}

function skipBlanks(reading: Reading): void {
  while (/\s/.test(reading.text[reading.at] ?? "")) reading.at++;
}

function readValue(reading: Reading, pointer: string): unknown {
  skipBlanks(reading);
  const start = reading.at;
  const value = readAny(reading, pointer);
  reading.values.set(pointer, { start, end: reading.at });
  return value;
}

function readAny(reading: Reading, pointer: string): unknown {
  switch (reading.text[reading.at]) {
    case "{":
      return readObject(reading, pointer);
    case "[":
      return readList(reading, pointer);
    case '"':
      return readText(reading);
    default:
      return readPlain(reading);
  }
}

function readObject(reading: Reading, pointer: string): unknown {
  const entries: [string, unknown][] = [];
  readItems(reading, "}", () => {
    const start = reading.at;
    const key = readText(reading);
    const inner = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (reading.keys.has(inner)) fail(reading, `"${key}" stands here a second time`, start, reading.at);
    reading.keys.set(inner, { start, end: reading.at });
    readSign(reading, ":", "a colon is missing here");
    entries.push([key, readValue(reading, inner)]);
  });
  return Object.fromEntries(entries);
}

function readList(reading: Reading, pointer: string): unknown {
  const items: unknown[] = [];
  readItems(reading, "]", () => items.push(readValue(reading, `${pointer}/${items.length}`)));
  return items;
}

/** What stands between an opening sign, where the reading is, and its closing one. */
function readItems(reading: Reading, close: string, readItem: () => void): void {
  if (++reading.depth > DEEPEST) fail(reading, `it is nested more than ${DEEPEST} deep`);
  reading.at++;
  skipBlanks(reading);
  for (let count = 0; reading.text[reading.at] !== close; count++) {
    if (count > 0) readSign(reading, ",", `a comma or ${close} is missing here`);
    skipBlanks(reading);
    readItem();
    skipBlanks(reading);
  }
  reading.at++;
  reading.depth--;
}

function readSign(reading: Reading, sign: string, problem: string): void {
  skipBlanks(reading);
  if (reading.text[reading.at] !== sign) fail(reading, problem);
  reading.at++;
}

function readText(reading: Reading): string {
  const found = match(reading, /"(?:[^"\\\n]|\\.)*"/y);
  if (found === undefined) return fail(reading, "a text in double quotes has to stand here");
  const start = reading.at;
  reading.at += found.length;
  try {
    return JSON.parse(found) as string;
  } catch {
    return fail(reading, "this text has an escape that JSON does not know", start, reading.at);
  }
}

function readPlain(reading: Reading): unknown {
  const found = match(reading, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
  if (found === undefined) {
    const ended = reading.at >= reading.text.length;
    return fail(reading, ended ? "the file ends too early" : "a value has to stand here");
  }
  reading.at += found.length;
  return JSON.parse(found);
}

function match(reading: Reading, pattern: RegExp): string | undefined {
  pattern.lastIndex = reading.at;
  return pattern.exec(reading.text)?.[0];
}
