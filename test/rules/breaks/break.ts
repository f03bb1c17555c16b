/** One way of breaking a rule of docs/runtime.md, and the test that must fail of it. */
export interface Break {
  readonly rule: number;
  /** What is broken, in words. */
  readonly how: string;
  /** Done one after another. */
  readonly edits: readonly Edit[];
  /** Below test/runtime. */
  readonly file: string;
  /** The name of the test, or a part of it that no other has; all of the file where there is none. */
  readonly test?: string;
}

export interface Edit {
  /** Below runtime/src. */
  readonly file: string;
  /** Stands in the file once. */
  readonly from: string;
  readonly to: string;
}

export const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

/** A file's text with an edit made; `undefined` where it does not have what is to be replaced, or more than once. */
export const edited = (text: string, { from, to }: Edit): string | undefined =>
  text.split(from).length === 2 ? text.replace(from, () => to) : undefined;

/** The ways of breaking a rule that the tests of one file must find. */
export const breaksOf = (
  rule: number,
  file: string,
  ways: readonly Omit<Break, "rule" | "file">[],
): readonly Break[] => ways.map((way) => ({ rule, file, ...way }));
