import type { Millis } from "../engine/facts.ts";

/** Things to be done at a moment, earliest first; at one moment in the order in which they were noted. */
export interface Agenda<Item> {
  readonly note: (due: Millis, item: Item) => void;
  /** The moment of the earliest, `undefined` where there is none. */
  readonly next: () => Millis | undefined;
  readonly first: () => Item | undefined;
  readonly take: () => Item | undefined;
}

interface Entry<Item> {
  readonly due: Millis;
  readonly nth: number;
  readonly item: Item;
}

/** A binary heap. Nothing is ever taken out of its middle: whoever takes an item looks whether it still holds. */
export function createAgenda<Item>(): Agenda<Item> {
  const heap: Entry<Item>[] = [];
  let noted = 0;
  return {
    note(due, item) {
      noted += 1;
      rise(heap, { due, nth: noted, item });
    },
    next: () => heap[0]?.due,
    first: () => heap[0]?.item,
    take() {
      const [first] = heap;
      const last = heap.pop();
      if (first !== undefined && last !== undefined && heap.length > 0) sink(heap, last);
      return first?.item;
    },
  };
}

const isBefore = (one: Entry<unknown>, other: Entry<unknown>): boolean =>
  one.due < other.due || (one.due === other.due && one.nth < other.nth);

function rise<Item>(heap: Entry<Item>[], entry: Entry<Item>): void {
  let at = heap.length;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || isBefore(parent, entry)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

/** Puts an entry in the place of the first one. */
function sink<Item>(heap: Entry<Item>[], entry: Entry<Item>): void {
  let at = 0;
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]];
    if (left === undefined) break;
    const isLeft = right === undefined || isBefore(left, right);
    const child = isLeft ? left : right;
    if (!isBefore(child, entry)) break;
    heap[at] = child;
    at = 2 * at + (isLeft ? 1 : 2);
  }
  heap[at] = entry;
}
