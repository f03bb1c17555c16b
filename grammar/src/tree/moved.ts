import type { NodeBase, Span } from "./base.ts";
import type { Declaration } from "./declarations.ts";
import { visitAll } from "./visit.ts";

/** What a declaration is the same as, but for its place: it stands so many signs further on. */
export interface Origin {
  readonly of: Declaration;
  readonly by: number;
}

const declarations = new WeakMap<Declaration, Origin>();
const nodes = new WeakMap<object, object>();

/**
 * The same declaration at another place of its file. Each of its parts is made when it is first looked at: behind an edit all
 * declarations move, and of most of them nobody asks more than where they stand, what they are called, and for whom they are.
 */
export function moved(declaration: Declaration, by: number): Declaration {
  const before = declarations.get(declaration);
  const origin = { of: before?.of ?? declaration, by: (before?.by ?? 0) + by };
  if (origin.by === 0) return origin.of;
  const made = lazilyMoved(origin);
  declarations.set(made, origin);
  return made;
}

/** What a declaration was moved from; `undefined` for one that stands where it was read. */
export function originOf(declaration: Declaration): Origin | undefined {
  return declarations.get(declaration);
}

/** The node of a declaration's origin that a node of it was made from. */
export function originalOf<N extends object>(node: N): N | undefined {
  return nodes.get(node) as N | undefined;
}

/** From now on a moved declaration is one by itself: what is known of its origin does not hold for it. */
export function settle(declaration: Declaration): void {
  if (!declarations.delete(declaration)) return;
  visitAll(declaration, (node) => nodes.delete(node));
}

function lazilyMoved({ of, by }: Origin): Declaration {
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(of)) {
    if (typeof value !== "object" || isSpan(value)) made[key] = copied(value, by);
    else if (key === "name") made[key] = { ...value, span: copied(value.span, by) };
    else {
      let part: unknown;
      const get = (): unknown => {
        part ??= copied(value, by);
        return part;
      };
      Object.defineProperty(made, key, { get, enumerable: true, configurable: true });
    }
  }
  // It has the properties of the one that it is made from.
  return made as unknown as Declaration;
}

function copied(value: unknown, by: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part) => copied(part, by));
  if (isSpan(value)) return { start: value.start + by, end: value.end + by };
  const made: Record<string, unknown> = {};
  const parts = value as Readonly<Record<string, unknown>>;
  for (const key in parts) made[key] = copied(parts[key], by);
  if ("kind" in value) nodes.set(made, value);
  return made;
}

function isSpan(value: object | null): value is Span {
  return value !== null && typeof (value as Partial<Span>).start === "number" && !isNode(value);
}

function isNode(value: object): value is NodeBase {
  return "span" in value;
}
