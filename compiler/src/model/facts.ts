/**
 * One thing that a check can ask of the project: `declared messages Welcome`, `names people`, `file schemas/a.json`.
 * Its value says whether it is still what it was.
 */
export type Fact = string;

/** A value, the facts that were asked for while it was computed, and the state of the project then. */
export interface Kept<V> {
  readonly value: V;
  readonly asked: ReadonlySet<Fact>;
  readonly state: number;
}

/** Remembers which facts a computation asked for, so that it is done again only when one of them has changed. */
export interface Facts {
  /** Begins a new state of the project. `read` gives the value of a fact in it, and is asked once for each. */
  readonly begin: (read: (fact: Fact) => unknown) => void;
  /** Says that what is being computed depends on a fact. */
  readonly ask: (fact: Fact) => void;
  /** The value of a fact, on which depends what is being computed, and not on what the value was computed from. */
  readonly valueOf: (fact: Fact) => unknown;
  /** Computes something for an object, or gives what was computed for it while nothing that it asked for changes. */
  readonly keep: <K extends object, V>(memory: WeakMap<K, Kept<V>>, of: K, compute: () => V) => V;
  /** What was computed for an object, if nothing that it asked for has changed; else `undefined`. */
  readonly kept: <K extends object, V>(memory: WeakMap<K, Kept<V>>, of: K) => V | undefined;
}

interface Known {
  readonly value: unknown;
  /** The state in which it got this value, and the last one in which it was looked at. */
  readonly changed: number;
  readonly seen: number;
}

export function createFacts(): Facts {
  const known = new Map<Fact, Known>();
  let asked: Set<Fact> | undefined;
  let state = 0;
  let read: (fact: Fact) => unknown = () => undefined;

  /** Whoever asks for a fact does not depend on what its value is computed from. */
  const apart = <V>(work: () => V): V => {
    const outer = asked;
    asked = undefined;
    try {
      return work();
    } finally {
      asked = outer;
    }
  };

  const changedSince = (fact: Fact, since: number): boolean => {
    const last = known.get(fact);
    if (last?.seen === state) return last.changed > since;
    const value = apart(() => read(fact));
    const changed = last !== undefined && last.value === value ? last.changed : state;
    known.set(fact, { value, changed, seen: state });
    return changed > since;
  };

  const compute = <V>(work: () => V): Kept<V> => {
    const [outer, own] = [asked, new Set<Fact>()];
    asked = own;
    try {
      const value = work();
      // Looked at now, so that the next state can tell whether they have changed since.
      for (const fact of own) changedSince(fact, state);
      return { value, asked: own, state };
    } finally {
      asked = outer;
    }
  };

  const isCurrent = (kept: Kept<unknown>): boolean => {
    for (const fact of kept.asked) if (changedSince(fact, kept.state)) return false;
    return true;
  };

  const use = <V>(kept: Kept<V>): V => {
    if (asked !== undefined) for (const fact of kept.asked) asked.add(fact);
    return kept.value;
  };

  return {
    begin: (reader) => {
      state += 1;
      read = reader;
    },
    ask: (fact) => void asked?.add(fact),
    valueOf: (fact) => {
      asked?.add(fact);
      changedSince(fact, state);
      return known.get(fact)?.value;
    },
    keep: (memory, of, work) => {
      const last = memory.get(of);
      const kept = last !== undefined && isCurrent(last) ? last : compute(work);
      if (kept !== last) memory.set(of, kept);
      return use(kept);
    },
    kept: (memory, of) => {
      const last = memory.get(of);
      return last !== undefined && isCurrent(last) ? use(last) : undefined;
    },
  };
}
