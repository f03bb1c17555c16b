import { describe, expect, it } from "vitest";
import { createPace } from "../../../cli/src/dev/pace.ts";

const HOUR = 3_600_000;

/** A clock that runs an hour each 10 ms of the machine, which the test moves, as it moves what is due. */
function paced(...due: number[]) {
  const world = { now: 0, real: 0, due, woken: [] as number[] };
  const pace = createPace({
    async advance(by, ceiling = Number.POSITIVE_INFINITY) {
      world.now = Math.max(world.now, Math.min(world.now + by, ceiling));
      return world.now;
    },
    due: async (after) => world.due.find((moment) => moment > after),
    wake: async () => void world.woken.push(world.now),
    realNow: () => world.real,
    factor: 360_000,
  });
  const step = (realMs: number) => {
    world.real += realMs;
    return pace.step();
  };
  return { world, step };
}

describe("the pace of a sped-up clock", () => {
  it("is that which was asked for while nothing is due", async () => {
    const { world, step } = paced();
    for (let i = 0; i < 10; i += 1) await step(20);
    expect(world.now).toBe(20 * HOUR);
    expect(world.woken).toEqual([]);
  });

  it("stops at the very moment at which something is due, wakes who is, and goes on when that is done", async () => {
    const { world, step } = paced(5 * HOUR);
    for (let i = 0; i < 10; i += 1) await step(20);
    expect(world.now).toBe(5 * HOUR);
    expect(world.woken).toEqual([5 * HOUR]);
    world.due = [30 * HOUR];
    expect(await step(10)).toBe(true);
    expect(world.now).toBeGreaterThan(5 * HOUR);
  });

  it("makes up for the time it stood, and stands again at the next moment", async () => {
    const { world, step } = paced(5 * HOUR);
    // It stands from 50 ms on, until 300.
    for (let i = 0; i < 15; i += 1) await step(20);
    world.due = [8 * HOUR];
    await step(10);
    expect(world.now).toBe(8 * HOUR);
    expect(world.woken).toEqual([5 * HOUR, 8 * HOUR]);
    world.due = [];
    await step(10);
    expect(world.now).toBe(32 * HOUR);
  });

  it("makes up for two seconds at most", async () => {
    const { world, step } = paced(5 * HOUR);
    for (let i = 0; i < 200; i += 1) await step(20);
    world.due = [];
    await step(20);
    expect(world.now).toBe((5 + 200) * HOUR);
  });

  it("does not leap over what a stall of the machine left behind", async () => {
    const { world, step } = paced();
    await step(10_000);
    expect(world.now).toBe(5 * HOUR);
  });

  it("wakes once more who is due for long: a call to wake may be lost", async () => {
    const { world, step } = paced(5 * HOUR);
    for (let i = 0; i < 152; i += 1) await step(20);
    expect(world.woken).toEqual([5 * HOUR, 5 * HOUR]);
  });

  it("does not stand for ever for what nobody does, such as one who is held in a pause", async () => {
    const { world, step } = paced(5 * HOUR, 6 * HOUR);
    await step(50);
    for (let i = 0; i < 100; i += 1) expect(await step(50)).toBe(false);
    // What comes due next is waited for again, to the moment, and so is not what was left behind.
    expect(await step(10)).toBe(true);
    expect(world.now).toBe(6 * HOUR);
    expect(await step(50)).toBe(false);
    world.due = [5 * HOUR];
    expect(await step(50)).toBe(true);
    expect(world.now).toBeGreaterThan(6 * HOUR);
  });

  it("stands longer where the machine is too busy to look", async () => {
    const { step } = paced(5 * HOUR);
    await step(50);
    for (let i = 0; i < 50; i += 1) expect(await step(2_000)).toBe(false);
  });
});
