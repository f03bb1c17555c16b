import type { Terminal } from "../../cli/src/terminal.ts";

export interface FakeTerminal extends Terminal {
  /** What was written to stdout and to stderr. */
  readonly output: () => string;
  readonly errors: () => string;
}

/** A terminal that remembers, without colours; `given` replaces parts of it. */
export function fakeTerminal(given: Partial<Terminal> & { readonly input?: string } = {}): FakeTerminal {
  const out: string[] = [];
  const err: string[] = [];
  return {
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isTerminal: false,
    columns: 100,
    color: false,
    cwd: "/",
    env: {},
    stdin: inputOf(given.input ?? ""),
    interrupted: new AbortController().signal,
    ...given,
    output: () => out.join(""),
    errors: () => err.join(""),
  };
}

async function* inputOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
