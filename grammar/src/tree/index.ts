import type { NodeBase } from "./base.ts";
import type { Declaration } from "./declarations.ts";

export type * from "./acts.ts";
export type * from "./base.ts";
export type * from "./declarations.ts";
export type * from "./expressions.ts";
export type * from "./journeys.ts";
export type * from "./tests.ts";
export { PRIMITIVES, type Primitive, type TypeNode } from "./types.ts";

/** One `.journey` file. */
export interface SourceFile extends NodeBase {
  readonly kind: "File";
  readonly declarations: readonly Declaration[];
}
