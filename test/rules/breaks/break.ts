import type { Edit } from "../../fixtures/edit.ts";

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

export const edit = (file: string, from: string, to: string): Edit => ({ file, from, to });

/** The ways of breaking a rule that the tests of one file must find. */
export const breaksOf = (
  rule: number,
  file: string,
  ways: readonly Omit<Break, "rule" | "file">[],
): readonly Break[] => ways.map((way) => ({ rule, file, ...way }));
