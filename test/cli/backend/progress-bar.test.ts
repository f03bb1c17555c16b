import { expect, test } from "vitest";
import { barOf, createProgressBar } from "../../../cli/src/backend/progress-bar.ts";

test.each([
  [0, "    "],
  [1, "████"],
  [0.5, "██  "],
  [0.53125, "██▏ "],
  [0.96875, "███▉"],
  [-1, "    "],
  [7, "████"],
])("a bar of %d", (share, bar) => {
  expect(barOf(share, 4)).toBe(bar);
});

test("is drawn where a person sees it, when it looks different, and taken away at the end", () => {
  const said: string[] = [];
  const bar = createProgressBar({ isTerminal: true, err: (text) => void said.push(text) });
  bar.show(0.5, "100 orders");
  bar.show(0.5, "100 orders");
  bar.show(undefined, "200 orders");
  bar.end();
  expect(said).toEqual([
    `\r\u001b[K${"█".repeat(12)}${" ".repeat(12)} 50%  100 orders`,
    "\r\u001b[K200 orders",
    "\r\u001b[K",
  ]);
});

test("is silent elsewhere", () => {
  const bar = createProgressBar({
    isTerminal: false,
    err: () => {
      throw new Error("nobody looks");
    },
  });
  bar.show(0.5, "100 orders");
  bar.end();
});
