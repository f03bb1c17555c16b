import type { Link } from "./columns.ts";

/** The places of the links that close a circle: without them, and those of a thing to itself, none is left. */
export function backLinks(things: Iterable<string>, links: readonly Link[]): ReadonlySet<number> {
  const out = Map.groupBy(links.entries(), ([, { from }]) => from);
  const [under, done, back] = [new Set<string>(), new Set<string>(), new Set<number>()];
  for (const first of things) {
    // A stack of its own, as a row of journeys may be longer than that of the machine.
    const stack = [first];
    for (let thing = stack.at(-1); thing !== undefined; thing = stack.at(-1)) {
      if (done.has(thing) || under.has(thing)) {
        stack.pop();
        under.delete(thing);
        done.add(thing);
        continue;
      }
      under.add(thing);
      for (const [index, { to }] of out.get(thing) ?? []) {
        if (to !== thing && under.has(to)) back.add(index);
        else if (to !== thing && !done.has(to)) stack.push(to);
      }
    }
  }
  return back;
}
