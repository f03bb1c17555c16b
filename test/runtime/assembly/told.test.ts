import { describe, expect, test, vi } from "vitest";
import { told } from "../../../runtime/src/assembly/told.ts";
import type { AlarmHost } from "../../../runtime/src/store/alarms.ts";
import { DONE, scriptedHost } from "../temporal/scripted-host.ts";

const ATTEMPT = { deadline: Number.POSITIVE_INFINITY, local: true };
const alarms: AlarmHost = {
  takeAlarms: async () => ["ada"],
  ring: async () => undefined,
  nextAlarmMs: async () => 7,
  makeList: async () => true,
  takeUnfilled: async () => [],
};

describe("a host and alarms of which somebody is told", () => {
  test("tell when an attempt is over, a contact was rung, or a list was looked for, and answer as before", async () => {
    const tell = vi.fn();
    const both = told(scriptedHost(), alarms, tell);
    expect(await both.host.advance("run-1", ATTEMPT)).toEqual(DONE);
    expect(tell).toHaveBeenCalledTimes(1);
    await both.alarms.ring("ada");
    expect(await both.alarms.makeList()).toBe(true);
    expect(tell).toHaveBeenCalledTimes(3);
    expect([await both.alarms.takeAlarms(1), await both.alarms.nextAlarmMs()]).toEqual([["ada"], 7]);
    expect(tell).toHaveBeenCalledTimes(3);
  });

  test("tell of a failure, too, and pass it on", async () => {
    const tell = vi.fn();
    const broken = { ...scriptedHost(), advance: async () => Promise.reject(new Error("away")) };
    await expect(told(broken, alarms, tell).host.advance("run-1", ATTEMPT)).rejects.toThrow("away");
    expect(tell).toHaveBeenCalledTimes(1);
  });
});
