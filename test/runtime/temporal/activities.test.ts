import { describe, expect, test } from "vitest";
import { deadlineOf, withoutPersonalData } from "../../../runtime/src/temporal/activities.ts";

describe("deadlineOf", () => {
  const scheduledTimestampMs = 1_000_000;
  const local = {
    isLocal: true,
    startToCloseTimeoutMs: 6_000,
    scheduleToCloseTimeoutMs: 7_000,
    scheduledTimestampMs,
  };

  test.each([
    { name: "a first local attempt has its own time", info: local, now: 1_000_100, deadline: 1_005_850 },
    { name: "a later one only what is left of both", info: local, now: 1_003_000, deadline: 1_006_750 },
    {
      name: "a regular one is not held to the server's clock",
      info: { ...local, isLocal: false, startToCloseTimeoutMs: 30_000, scheduleToCloseTimeoutMs: 0 },
      now: 5_000_000,
      deadline: 5_029_750,
    },
  ])("$name", ({ info, now, deadline }) => {
    expect(deadlineOf(info, now)).toBe(deadline);
  });
});

describe("withoutPersonalData", () => {
  const address = "ada@example.com";

  test.each([
    { name: "a driver's code", error: Object.assign(new Error(address), { code: "40P01" }), type: "40P01" },
    { name: "a class's name", error: new TypeError(address), type: "TypeError" },
    {
      name: "a code that is text",
      error: Object.assign(new Error(), { code: `${address} unknown` }),
      type: "Error",
    },
    { name: "something thrown that is no error", error: address, type: "Error" },
  ])("keeps of $name nothing but $type", ({ error, type }) => {
    const failure = withoutPersonalData(error);
    expect(failure).toMatchObject({ type, message: `advance failed: ${type}`, nonRetryable: false });
    expect(failure.stack).toBe("");
    expect(failure.cause).toBeUndefined();
  });
});
