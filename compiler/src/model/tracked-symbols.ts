import type { Fact, Facts } from "./facts.ts";
import { type SymbolKind, type Symbols, symbolsOf } from "./symbols.ts";

/**
 * The same symbols; what is asked of them is noted among the facts, see `projectFacts`. Who asks for a name depends on
 * the whole declaration, or with `of: "head"` on what it shows to those who only use its name.
 */
export function trackedSymbols(symbols: Symbols, facts: Facts, of: "declared" | "head"): Symbols {
  const table = <K extends SymbolKind>(kind: K): Symbols[K] =>
    tracked(symbols[kind] as ReadonlyMap<string, unknown>, kind, of, facts) as Symbols[K];
  return symbolsOf(table, {
    labels: trackedWords(symbols.labels, "labels", facts),
    objectives: trackedWords(symbols.objectives, "objectives", facts),
  });
}

/** Asking for one name depends on that declaration, walking over all on every one. */
function tracked<V>(
  table: ReadonlyMap<string, V>,
  kind: SymbolKind,
  of: "declared" | "head",
  facts: Facts,
): ReadonlyMap<string, V> {
  const all = (): ReadonlyMap<string, V> => {
    facts.ask(of === "head" ? `heads ${kind}` : `all ${kind}`);
    return table;
  };
  const names = (): ReadonlyMap<string, V> => {
    facts.ask(`names ${kind}`);
    return table;
  };
  // A name is asked for again and again: what the fact is called is put together once.
  const called = new Map<string, Fact>();
  const one = (name: string): ReadonlyMap<string, V> => {
    let fact = called.get(name);
    if (fact === undefined) {
      fact = `${of} ${kind} ${name}`;
      called.set(name, fact);
    }
    facts.ask(fact);
    return table;
  };
  return {
    get: (name) => one(name).get(name),
    has: (name) => one(name).has(name),
    keys: () => names().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit) => all().forEach(visit),
    get size() {
      return names().size;
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}

/** The labels, or the objectives: there are few, so that any use of them depends on all. */
function trackedWords(
  words: ReadonlySet<string>,
  of: "labels" | "objectives",
  facts: Facts,
): ReadonlySet<string> {
  const all = (): ReadonlySet<string> => {
    facts.ask(of);
    return words;
  };
  return {
    has: (word) => all().has(word),
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit) => all().forEach(visit),
    get size() {
      return all().size;
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
    union: (other) => all().union(other),
    intersection: (other) => all().intersection(other),
    difference: (other) => all().difference(other),
    symmetricDifference: (other) => all().symmetricDifference(other),
    isSubsetOf: (other) => all().isSubsetOf(other),
    isSupersetOf: (other) => all().isSupersetOf(other),
    isDisjointFrom: (other) => all().isDisjointFrom(other),
  };
}
