const INT8 = 20;
const NUMERIC = 1700;
const TIMESTAMPTZ = 1184;

/** How values of the database come out, by type id: the same on PGlite and PostgreSQL. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: (text) => text,
  [TIMESTAMPTZ]: (text) => Date.parse(text),
};

/** Milliseconds as a parameter for a `timestamptz`. */
export function stamp(at: number): string;
export function stamp(at: number | null): string | null;
export function stamp(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
