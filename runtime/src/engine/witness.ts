import type { Expr } from "@trajet/compiler/program";
import type { Facts, Json } from "./facts.ts";
import { nameOfRead } from "./read-names.ts";
import type { Value } from "./value.ts";
import { encode } from "./wire.ts";

/** What a decision read, by the names of the source: `{ "contact.points": 120, "tag \"vip\"": false }`. */
export type Seen = { readonly [name: string]: Json };

/** Told of what an expression reads, while it is evaluated. */
export type Witness = (expr: Expr, value: Value) => void;

/** A timeline is read by people: of a decision that reads more, the first ones say enough. */
const MOST_NAMES = 20;
const LONGEST_VALUE = 300;

/**
 * The same facts, with somebody who notes what is read of them. `said` is for the data of a line in the timeline: empty
 * where nothing was read. Of a name that is read several times, as for each item of an order, the last value counts.
 */
export function witnessed(facts: Facts): {
  readonly facts: Facts;
  readonly said: () => { readonly saw?: Seen };
} {
  let seen: Map<string, Json> | undefined;
  const witness: Witness = (expr, value) => {
    const name = nameOfRead(expr);
    if (name === null) return;
    seen ??= new Map();
    if (seen.has(name) || seen.size < MOST_NAMES) seen.set(name, short(encode(value)));
  };
  return {
    facts: { ...facts, witness },
    said: () => (seen === undefined ? {} : { saw: Object.fromEntries(seen) }),
  };
}

/** Inside a history every event of the past is asked: that would say nothing. Its own answer is noted instead. */
export function unwitnessed({ witness: _, ...facts }: Facts): Facts {
  return facts;
}

function short(value: Json): Json {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_VALUE ? value : `${text.slice(0, LONGEST_VALUE)}…`;
}
