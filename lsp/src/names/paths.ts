import type { Type } from "@trajet/compiler";
import type { Context } from "./context.ts";
import { rootOf } from "./references.ts";

/** The type of what a path of names leads to: `contact.plan`, `entry.order`. `undefined` where it leads nowhere. */
export function resolvePath(path: readonly string[], context: Context): Type | undefined {
  const [first = "", ...members] = path;
  let type = rootOf(first, context)?.type;
  for (const member of members) {
    const fields: Readonly<Record<string, Type>> = type?.fields ?? {};
    type = Object.hasOwn(fields, member) ? fields[member] : undefined;
  }
  return type;
}

/** The names with which a value may begin here, with their types. */
export function rootNames(context: Context): readonly (readonly [string, Type | undefined])[] {
  const names = ["contact", "entry", "now", "today", ...context.people.keys(), ...context.locals.keys()];
  if (context.payload.event !== undefined) names.push("event");
  if (context.payload.survey !== undefined) names.push("answer");
  return names.flatMap((name) => {
    const root = rootOf(name, context);
    return root === undefined ? [] : [[name, root.type] as const];
  });
}
