/** What names mean at one place of a template. */
export interface Frame {
  /** `this` */
  readonly self: unknown;
  /** `@root` */
  readonly root: unknown;
  /** `../`, `undefined` at the top of a template or partial. */
  readonly outer: Frame | undefined;
  /** Names given by `as |item index|`, of all blocks around. */
  readonly names: ReadonlyMap<string, unknown>;
  /** Of the innermost `each`. */
  readonly loop: { readonly index: number; readonly first: boolean; readonly last: boolean } | undefined;
}

/** Inside `each` or `with`: a value as `this`, and names for the values that the block gives. */
export function inner(
  frame: Frame,
  self: unknown,
  names: readonly string[],
  values: readonly unknown[],
): Frame {
  const named = names.map((name, index) => [name, values[index]] as const);
  return { ...frame, self, outer: frame, names: new Map([...frame.names, ...named]) };
}

/** The value of a path, `undefined` where there is none. */
export function lookUp({ data, depth, parts, original }: hbs.AST.PathExpression, frame: Frame): unknown {
  const [first, ...members] = parts;
  if (data) return dataValue(first, members, frame);
  let from: Frame | undefined = frame;
  for (let step = 0; step < depth; step++) from = from?.outer;
  if (from === undefined) return undefined;
  if (first === undefined) return from.self;
  const isPlain = depth === 0 && !/^(?:\.|this\b)/.test(original);
  const start = isPlain && frame.names.has(first) ? frame.names.get(first) : memberOf(from.self, first);
  return members.reduce(memberOf, start);
}

function dataValue(name: string | undefined, members: readonly string[], { root, loop }: Frame): unknown {
  if (name === "root") return members.reduce(memberOf, root);
  if (members.length > 0 || loop === undefined) return undefined;
  return name === "index" || name === "first" || name === "last" ? loop[name] : undefined;
}

/** A member that the context has itself: never one of JavaScript's own, and none of a text or a list. */
export function memberOf(of: unknown, name: string): unknown {
  if (typeof of !== "object" || of === null || Array.isArray(of) || !Object.hasOwn(of, name))
    return undefined;
  return (of as { readonly [name: string]: unknown })[name];
}
