import type { NodeBase } from "./base.ts";
import type { Declaration } from "./declarations.ts";

/** One `.journey` file. */
export interface SourceFile extends NodeBase {
  readonly kind: "File";
  readonly declarations: readonly Declaration[];
}
