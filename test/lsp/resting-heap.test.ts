import { expect, test } from "vitest";
import { giveBackAtRest } from "../../lsp/src/resting-heap.ts";

const MEGABYTE = 1024 * 1024;

/** A heap of so many megabytes, and a rest that comes when it is told to. */
function heapOf(megabytes: number) {
  const heap = { megabytes, collected: 0, put: 0 };
  let rest = (): void => {};
  const worked = giveBackAtRest({
    usedBytes: () => heap.megabytes * MEGABYTE,
    collect: () => {
      heap.collected += 1;
      heap.megabytes = megabytes;
    },
    afterRest: (action) => {
      rest = action;
      return {
        again: () => {
          heap.put += 1;
        },
      };
    },
  });
  return { heap, worked, rest: () => rest() };
}

test("what a burst of work left is given back once the work rests, and once", () => {
  const { heap, rest } = heapOf(30);
  heap.megabytes = 45;
  rest();
  expect(heap).toMatchObject({ megabytes: 30, collected: 1 });
  rest();
  expect(heap.collected).toBe(1);
  heap.megabytes = 50;
  rest();
  expect(heap.collected).toBe(2);
});

test("a little is not worth a pause", () => {
  const { heap, rest } = heapOf(30);
  heap.megabytes = 33;
  rest();
  expect(heap.collected).toBe(0);
});

test("each piece of work puts the rest off", () => {
  const { heap, worked } = heapOf(30);
  worked();
  worked();
  expect(heap).toMatchObject({ put: 2, collected: 0 });
});

test("a process that cannot be told to give back goes on without", () => {
  expect(() => giveBackAtRest(undefined)()).not.toThrow();
});
