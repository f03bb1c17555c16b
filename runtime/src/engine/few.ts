/**
 * A set of the few things that one decision about a contact changes, in the order in which they came. It is made and gone
 * through in a fraction of the time of a `Set`, which is worth it where most of them stay empty; to find something, all are looked at.
 */
export class Few<T> {
  readonly #all: T[] = [];

  get size(): number {
    return this.#all.length;
  }

  has(one: T): boolean {
    return this.#all.includes(one);
  }

  add(one: T): void {
    if (!this.#all.includes(one)) this.#all.push(one);
  }

  delete(one: T): void {
    const index = this.#all.indexOf(one);
    if (index !== -1) this.#all.splice(index, 1);
  }

  clear(): void {
    this.#all.length = 0;
  }

  [Symbol.iterator](): IterableIterator<T> {
    return this.#all[Symbol.iterator]();
  }
}

/** What belongs to each of a few things, as `Few` is a set of them. */
export class FewPairs<Key, Value> {
  readonly #all: [Key, Value][] = [];

  get(key: Key): Value | undefined {
    return this.#all.find(([one]) => one === key)?.[1];
  }

  set(key: Key, value: Value): void {
    const known = this.#all.find(([one]) => one === key);
    if (known === undefined) this.#all.push([key, value]);
    else known[1] = value;
  }

  delete(key: Key): void {
    const index = this.#all.findIndex(([one]) => one === key);
    if (index !== -1) this.#all.splice(index, 1);
  }

  [Symbol.iterator](): IterableIterator<readonly [Key, Value]> {
    return this.#all[Symbol.iterator]();
  }
}
