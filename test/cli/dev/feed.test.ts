import { describe, expect, it } from "vitest";
import { createFeed } from "../../../cli/src/dev/feed.ts";
import type { PlayLine } from "../../../cli/src/dev/play.ts";

const line = (at: number): PlayLine => ({ at, kind: "contact", body: { id: `c-${at}` } });
const ALL_READY = { realNow: () => 0, isReady: async () => true };
const play = { day0: 0, lines: [line(1), line(2), line(5)] };

/** A feed on a clock that the test sets. */
function feedFrom(from: number, refusals: Readonly<Record<number, string>> = {}) {
  const there = new Set([1, 2, 5]);
  const brought: number[] = [];
  const saved: number[] = [];
  const warned: string[] = [];
  const clock = { now: 0, real: 0 };
  const feed = createFeed(play, from, {
    now: async () => clock.now,
    realNow: () => clock.real,
    isReady: async ({ at }) => there.has(at),
    bring: async ({ at }) => {
      brought.push(at);
      return refusals[at];
    },
    save: (done) => void saved.push(done),
    warn: (sentence) => void warned.push(sentence),
  });
  return { feed, clock, brought, saved, warned, there };
}

describe("feeding a play", () => {
  it("brings each line once, when its time has come", async () => {
    const { feed, clock, brought, saved } = feedFrom(0);
    await feed.advance();
    expect(brought).toEqual([]);
    clock.now = 2;
    await feed.advance();
    await feed.advance();
    expect(brought).toEqual([1, 2]);
    expect(feed.done()).toBe(2);
    clock.now = 100;
    await feed.advance();
    expect(brought).toEqual([1, 2, 5]);
    expect(saved).toEqual([1, 2, 3]);
  });

  it("goes on where it stopped", async () => {
    const { feed, clock, brought } = feedFrom(2);
    clock.now = 100;
    await feed.advance();
    expect(brought).toEqual([5]);
    expect(feed.done()).toBe(feed.of);
  });

  it("brings each line at the clock's own moment, however late it is", async () => {
    const moments: number[] = [];
    let now = 10;
    const feed = createFeed(play, 0, {
      now: async () => now,
      ...ALL_READY,
      bring: async (_line, at) => {
        moments.push(at);
        now += 5;
        return undefined;
      },
      save: () => undefined,
      warn: () => undefined,
    });
    await feed.advance();
    expect(moments).toEqual([10, 15, 20]);
  });

  it("waits for what a line replies to, and keeps the order", async () => {
    const { feed, clock, brought, there } = feedFrom(0);
    there.delete(2);
    clock.now = 100;
    await feed.advance();
    clock.real = 15_000;
    await feed.advance();
    expect(brought).toEqual([1]);
    there.add(2);
    await feed.advance();
    expect(brought).toEqual([1, 2, 5]);
  });

  it("waits no longer than a busy machine lasts, each time anew", async () => {
    const { feed, clock, brought, there } = feedFrom(0);
    there.delete(2);
    there.delete(5);
    clock.now = 100;
    await feed.advance();
    clock.real = 20_000;
    await feed.advance();
    expect(brought).toEqual([1, 2]);
    clock.real = 39_999;
    await feed.advance();
    expect(brought).toEqual([1, 2]);
    clock.real = 40_000;
    await feed.advance();
    expect(brought).toEqual([1, 2, 5]);
  });

  it("says what was not taken, and goes on", async () => {
    const { feed, clock, brought, warned } = feedFrom(0, { 2: "there is no tag vipp" });
    clock.now = 100;
    await feed.advance();
    expect(brought).toEqual([1, 2, 5]);
    expect(warned).toEqual(["A line of the play was not taken: there is no tag vipp"]);
  });

  it("does not note a line of which nobody knows whether it arrived", async () => {
    const saved: number[] = [];
    const feed = createFeed(play, 0, {
      now: async () => 100,
      ...ALL_READY,
      bring: () => Promise.reject(new Error("connection lost")),
      save: (done) => void saved.push(done),
      warn: () => undefined,
    });
    await expect(feed.advance()).rejects.toThrow("connection lost");
    expect(saved).toEqual([]);
    expect(feed.done()).toBe(0);
  });
});
