import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../../compiler/src/program/canonical.ts";
import { programHash } from "../../../compiler/src/program/hash.ts";
import { loadProgram, ProgramError } from "../../../compiler/src/program/load.ts";
import { damaged, SAMPLE } from "./sample.ts";

function refusal(json: string, hash?: string): ProgramError {
  try {
    loadProgram(json, hash);
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
  throw new Error("the program was taken");
}

describe("loading a program", () => {
  test("a sound one comes back as it was written, with its hash checked", () => {
    expect(loadProgram(canonicalJson(SAMPLE), programHash(SAMPLE))).toEqual(SAMPLE);
  });

  test("the layout of the text does not matter to the hash", () => {
    expect(loadProgram(JSON.stringify(SAMPLE, null, 2), programHash(SAMPLE))).toEqual(SAMPLE);
  });

  test("the hash is SHA-256 of the canonical JSON", async () => {
    const bytes = new TextEncoder().encode(canonicalJson(SAMPLE));
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    expect(programHash(SAMPLE)).toBe(Buffer.from(digest).toString("hex"));
  });

  test("another program under the hash is refused", () => {
    const error = refusal(damaged("title", "Other"), programHash(SAMPLE));
    expect(error.problem).toBe("hash");
    expect(error.message).toContain(programHash(SAMPLE));
  });

  test("a newer version is refused with what to do, before its shape is looked at", () => {
    const error = refusal('{"version":2,"somethingNew":true}');
    expect(error.problem).toBe("version");
    expect(error.message).toMatch(/version 2.*update Trajet/);
  });

  test.each(["{", "", "nonsense"])("%j is not JSON", (json) => {
    expect(refusal(json).problem).toBe("not JSON");
  });

  test.each(["null", "[]", "{}", '{"version":"1"}'])("%s has no version that is known", (json) => {
    expect(refusal(json).problem).toBe("version");
  });

  test.each([
    ["an unknown property", "extra", 1, "extra"],
    ["a missing list", "starts", undefined, "starts"],
    ["a step of an unknown kind", "steps/delay/kind", "jump", "/steps/delay"],
    ["a step with another kind's property", "steps/delay/tags", ["vip"], "/steps/delay"],
    ["a delay without a duration", "steps/delay/for", {}, "/steps/delay/for"],
    ["a duration in unknown units", "steps/delay/for", { fortnights: 1 }, "/steps/delay/for"],
    ["an unknown operator", "exits/1/if", { op: "xor", all: [] }, "/exits/1"],
    ["an operand too many", "people/Vips", { op: "has tag", tag: "vip", of: { op: "now" } }, "/people/Vips"],
    [
      "money as a number",
      "steps/send:Welcome/args/at",
      { op: "constant", value: { money: 5, currency: "EUR" } },
      "/args/at",
    ],
    ["a trigger of an unknown kind", "starts/0/trigger/on", "sneezes", "/starts/0/trigger"],
    ["an exit with both rules", "exits/0/if", { op: "now" }, "/exits/0"],
    ["a format that is neither", "messages/Welcome/body/format", "markdown", "/messages/Welcome/body/format"],
    ["a type that is none", "fields/plan/type", "int", "/fields/plan/type"],
    ["a re-entry without its time", "reenter", { policy: "after" }, "/reenter"],
    ["a watcher of an unknown kind", "watch/signup/0/kind", "goal", "/watch/signup/0"],
  ])("%s is refused, and its place named", (_, path, value, place) => {
    const error = refusal(damaged(path, value));
    expect(error.problem).toBe("shape");
    expect(error.message).toContain(place);
  });

  test.each([
    ["the first step", "first", "nowhere"],
    ["a step's next", "steps/delay/next", "nowhere"],
    ["an arm's next", "steps/reply/arms/0/next", "nowhere"],
    ["a time-out", "steps/reply/timeout", "nowhere"],
    ["an otherwise", "steps/send:Welcome/otherwise", "nowhere"],
    ["a segment's end", "segments/0/ends/0", "nowhere"],
    ["a message", "steps/send:Welcome/message", "nowhere"],
    ["a segment's condition", "exits/1/if/segment", "nowhere"],
    ["a watched step", "watch/event:TrialStarted/0/step", "nowhere"],
    ["a watched arm", "watch/event:TrialStarted/0/arm", 7],
    ["a watched start", "watch/signup/0/index", 7],
    ["a name that every object has", "steps/delay/next", "constructor"],
  ])("%s that leads nowhere is refused", (_, path, value) => {
    expect(refusal(damaged(path, value)).problem).toBe("references");
  });
});
