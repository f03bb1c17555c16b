import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import type { Network } from "./network.ts";

/** Being at a state of a rule that was called behind so many tokens. */
interface Item {
  readonly state: number;
  readonly rule: string;
  readonly origin: number;
}

/** All items that the same tokens lead to, with those that wait for the end of a rule that begins here. */
interface Stage {
  readonly items: Item[];
  /** Their states and origins, as one number each. */
  readonly seen: Set<number>;
  readonly waiting: Map<string, Item[]>;
  /** Rules that end where they begin. */
  readonly empty: Set<string>;
}

/** A walk through the rules along some tokens, on all ways at once (Earley's algorithm). */
export interface Walk {
  /** @returns whether the token may stand there; if not, the walk stays where it was */
  readonly read: (token: IToken) => boolean;
  /** The types of the tokens that may come next. */
  readonly next: () => ReadonlySet<TokenType>;
  /** The types of the tokens that may come behind one that comes next; none if it may not. The walk stays where it is. */
  readonly after: (token: IToken) => ReadonlySet<TokenType>;
}

export function createWalk(network: Network, rule: string): Walk {
  const stages: Stage[] = [];
  const enter = (stage: Stage, item: Item): void => {
    const key = item.origin * network.states.length + item.state;
    if (stage.seen.has(key)) return;
    stage.seen.add(key);
    stage.items.push(item);
  };
  const call = (stage: Stage, at: number, name: string, back: Item): void => {
    const waiting = stage.waiting.get(name);
    if (waiting !== undefined) waiting.push(back);
    else {
      stage.waiting.set(name, [back]);
      enter(stage, { state: startOf(network, name), rule: name, origin: at });
    }
    if (stage.empty.has(name)) enter(stage, back);
  };
  const leave = (stage: Stage, at: number, { rule: name, origin }: Item): void => {
    if (origin === at) stage.empty.add(name);
    for (const back of stages[origin]?.waiting.get(name) ?? []) enter(stage, back);
  };
  /** Goes on from each item as far as no token is needed. */
  const close = (stage: Stage, at: number): Stage => {
    stages[at] = stage;
    for (const item of stage.items) {
      const state = network.states[item.state];
      for (const to of state?.free ?? []) enter(stage, { ...item, state: to });
      for (const { rule: name, to } of state?.calls ?? []) call(stage, at, name, { ...item, state: to });
      if (item.state === network.rules.get(item.rule)?.end) leave(stage, at, item);
    }
    return stage;
  };
  const first = emptyStage();
  enter(first, { state: startOf(network, rule), rule, origin: 0 });
  const following = ({ items }: Stage, token: IToken): Stage | undefined => {
    const made = emptyStage();
    for (const item of items) {
      for (const { type, to } of network.states[item.state]?.reads ?? []) {
        if (tokenMatcher(token, type)) enter(made, { ...item, state: to });
      }
    }
    return made.items.length === 0 ? undefined : made;
  };
  const typesOf = ({ items }: Stage): ReadonlySet<TokenType> =>
    new Set(items.flatMap(({ state }) => network.states[state]?.reads.map(({ type }) => type) ?? []));

  let stage = close(first, 0);
  return {
    read: (token) => {
      const found = following(stage, token);
      if (found === undefined) return false;
      stage = close(found, stages.length);
      return true;
    },
    next: () => typesOf(stage),
    after: (token) => {
      const found = following(stage, token);
      if (found === undefined) return new Set();
      const types = typesOf(close(found, stages.length));
      stages.pop();
      return types;
    },
  };
}

const emptyStage = (): Stage => ({ items: [], seen: new Set(), waiting: new Map(), empty: new Set() });

function startOf(network: Network, rule: string): number {
  const found = network.rules.get(rule);
  if (found === undefined) throw new Error(`The grammar calls the rule ${rule}, which it does not have.`);
  return found.start;
}
