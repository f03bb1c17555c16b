import { expect, test, vi } from "vitest";
import { byDagre } from "../../../compiler/src/map/by-dagre.ts";

type Asked = Parameters<typeof byDagre>;

const SIZES = [1, 2, 3, 4, 5].map(() => ({ width: 100, height: 40 }));
const LINKS = ["0-1", "0-2", "1-4", "2-3"].map((link) => {
  const [source = 0, target = 0] = link.split("-").map(Number);
  return { source, target };
});
/** Each is the first one but for one thing. */
const ASKED: readonly Asked[] = [
  [SIZES, LINKS, true],
  [SIZES, LINKS, false],
  [SIZES.with(1, { width: 200, height: 40 }), LINKS, true],
  [SIZES.with(1, { width: 100, height: 80 }), LINKS, true],
  [SIZES, LINKS.with(3, { source: 1, target: 3 }), true],
  [SIZES, LINKS.with(3, { source: 2, target: 4 }), true],
  [SIZES, LINKS.toReversed(), true],
];

async function afresh(asked: Asked) {
  vi.resetModules();
  const { byDagre: forgetful } = await import("../../../compiler/src/map/by-dagre.ts");
  return forgetful(...asked);
}

test("what was placed before does not stand for what differs from it in one thing", async () => {
  for (const asked of ASKED) expect(byDagre(...asked)).toEqual(await afresh(asked));
});

test("what was placed lately is remembered, and what was placed long ago is not", () => {
  const [asked = [[], [], true]] = ASKED;
  const first = byDagre(...asked);
  for (let width = 0; width < 49; width++) byDagre([{ width, height: 1 }], [], true);
  expect(byDagre(...asked)).toBe(first);
  for (let width = 0; width < 50; width++) byDagre([{ width, height: 2 }], [], true);
  expect(byDagre(...asked)).not.toBe(first);
});
