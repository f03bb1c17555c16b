import { describe, expect, test } from "vitest";
import { segmentsOf } from "../../../compiler/src/lower/segments.ts";
import type { Step } from "../../../compiler/src/program/types.ts";

const tag = (next: string | null): Step => ({ kind: "tag", tags: ["x"], next, summary: "tag" });
const delay = (next: string | null): Step => ({ kind: "delay", for: { days: 1 }, next, summary: "delay" });

describe("the flow is cut at its suspensions", () => {
  test("nothing runs where there are no steps", () => {
    expect(segmentsOf({ first: null, steps: {} })).toEqual([]);
  });

  test("a row without a suspension is one segment, which ends with the journey", () => {
    expect(segmentsOf({ first: "a", steps: { a: tag("b"), b: tag(null) } })).toEqual([
      { at: "a", steps: ["a", "b"], ends: [] },
    ]);
  });

  test("a suspension ends one segment, and what is behind it begins the next", () => {
    expect(segmentsOf({ first: "a", steps: { a: tag("d"), d: delay("b"), b: tag(null) } })).toEqual([
      { at: "a", steps: ["a", "d"], ends: ["d"] },
      { at: "b", steps: ["b"], ends: [] },
    ]);
  });

  test("two suspensions in a row, the last one at the end", () => {
    expect(segmentsOf({ first: "d", steps: { d: delay("e"), e: delay(null) } })).toEqual([
      { at: "d", steps: ["d"], ends: ["d"] },
      { at: "e", steps: ["e"], ends: ["e"] },
    ]);
  });

  test("a wait begins a segment for each arm and its time-out, and one where they meet", () => {
    const wait: Step = {
      kind: "wait",
      limit: { for: { days: 1 } },
      arms: [
        { triggers: [{ on: "signs up", includingImports: false, where: null }], next: "a" },
        { triggers: [{ on: "signs up", includingImports: false, where: null }], next: "b" },
      ],
      timeout: "b",
      next: "b",
      summary: "wait",
    };
    expect(segmentsOf({ first: "w", steps: { w: wait, a: tag("b"), b: tag(null) } })).toEqual([
      { at: "w", steps: ["w"], ends: ["w"] },
      { at: "a", steps: ["a", "b"], ends: [] },
      { at: "b", steps: ["b"], ends: [] },
    ]);
  });

  test("a branch has the ends of both its sides, and a refused sending its own way", () => {
    const branch: Step = {
      kind: "if",
      branches: [{ test: { op: "constant", value: true }, next: "d" }],
      else: "s",
      next: "z",
      summary: "if",
    };
    const send: Step = {
      kind: "send",
      channel: "email",
      message: "M",
      args: {},
      otherwise: "e",
      next: "z",
      summary: "send",
    };
    const steps = { i: branch, d: delay("z"), s: send, e: delay("z"), z: tag(null) };
    expect(segmentsOf({ first: "i", steps })).toEqual([
      { at: "i", steps: ["i", "d", "s", "z", "e"], ends: ["d", "e"] },
      { at: "z", steps: ["z"], ends: [] },
    ]);
  });
});
