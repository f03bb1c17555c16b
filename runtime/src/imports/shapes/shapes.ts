import type { CompiledProject } from "@trajet/compiler/program";

/** What of a project the doors and imports check against. */
export type Shapes = Pick<
  CompiledProject,
  "timezone" | "audiences" | "channels" | "stores" | "events" | "coupons"
>;

/** The member of a record of declarations, never one that JavaScript's objects have by themselves. */
export function declared<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}
