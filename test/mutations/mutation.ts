import { type AnyNode, lineStarts, positionAt, type Span, type Token } from "@trajet/grammar";
import type { Source } from "./sources.ts";

/** One mistake: what is put in the place of a span, and what a message about it has to name. */
export interface Mutation {
  readonly kind: string;
  readonly source: Source;
  readonly file: string;
  readonly span: Span;
  readonly put: string;
  /** The text, or its form, that stands there when it is right: one of them has to be in the message or in a fix. */
  readonly right: readonly (string | RegExp)[];
  /** Other lines of the mutated text, from 1, on which it may be reported: where the construct begins. */
  readonly lines?: readonly number[];
}

/** What a mutator finds: a mutation without where it is from. */
export type Found = Omit<Mutation, "kind" | "source" | "file">;

/** A file of a sound project, taken apart. */
export interface Place {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly nodes: readonly AnyNode[];
  readonly source: Source;
}
export type Mutator = (place: Place) => readonly Found[];

/** A slip of the pen: two letters changed places, or one is missing. */
export function misspelt(name: string): string {
  const at = Math.floor(name.length / 2);
  const swapped = name.slice(0, at - 1) + (name[at] ?? "") + (name[at - 1] ?? "") + name.slice(at + 1);
  return swapped === name ? name.slice(0, at) + name.slice(at + 1) : swapped;
}

export function replace(span: Span, put: string, ...right: (string | RegExp)[]): Found {
  return { span, put, right };
}

/** The line of an offset, from 1. */
export const lineOf = (text: string, offset: number): number => positionAt(lineStarts(text), offset).line;
