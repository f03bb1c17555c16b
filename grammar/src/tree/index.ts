export type * from "./acts.ts";
export type * from "./base.ts";
export type * from "./declarations.ts";
export type * from "./expressions.ts";
export type { SourceFile } from "./file.ts";
export type * from "./journeys.ts";
export type * from "./tests.ts";
export { PRIMITIVES, type Primitive, type TypeNode } from "./types.ts";
export { type AnyNode, type AnyNode as Node, findPath, visitAll, visitChildren } from "./visit.ts";
