import type { Name, Span } from "../tree/index.ts";

/** How every declaration begins: its doc, its keyword and its name. `start` is where the keyword stands. */
export interface DeclarationHead {
  readonly start: number;
  readonly doc: string | undefined;
  readonly keywordSpan: Span;
  readonly name: Name | undefined;
}
