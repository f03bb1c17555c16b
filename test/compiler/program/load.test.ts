import { readFileSync } from "node:fs";
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

/** A program of the whole language, read from its goldens, with one place changed. */
function construct(name: string, path: string, value: unknown): string {
  const golden = new URL(`../../fixtures/constructs/${name}/program.json`, import.meta.url);
  const { journeys } = JSON.parse(readFileSync(golden, "utf8"));
  const [{ program }] = journeys;
  const keys = path.split("|");
  const last = keys.pop() ?? "";
  const place = keys.reduce((node, key) => node[key], program);
  if (!(last in place)) throw new Error(`there is no ${path} in ${name}`);
  place[last] = value;
  return JSON.stringify(program);
}

describe("loading a program of any construct", () => {
  test.each([
    ["the webhook of a call", "call", "steps|call:CrmSync|webhook", "Nowhere"],
    ["an otherwise of a call", "call", "steps|call:CrmSync|otherwise", "nowhere"],
    ["the webhook of a channel", "run", "channels|push|through", "Nowhere"],
    ["the channel of a message", "run", "channels", {}],
    ["the body of a loop", "repeat", "steps|repeat|body", "nowhere"],
    ["the loop of a break", "repeat", "steps|break|loop", "delay"],
    ["the fragment of a run", "run", "steps|run:AskForReview|fragment", "Nowhere"],
    ["the body of a run", "run", "steps|run:AskForReview|body", "delay"],
    ["a case of a match", "match", "steps|match|cases|0|next", "nowhere"],
    ["the coupon of a gift", "give", "coupons", {}],
    ["an ad audience", "ad-audience", "customAudiences", {}],
    ["the survey of an answer", "act-answer", "answers", {}],
  ])("%s that leads nowhere is refused", (_, name, path, value) => {
    const { problem, message } = refusal(construct(name, path, value));
    expect(`${problem}: ${message}`).toMatch(/^references: /);
  });

  test.each([
    ["a loop of no turns", "repeat", "steps|repeat|times", 0, "/steps/repeat/times"],
    [
      "a pattern of two kinds",
      "match",
      "steps|match|cases|0|patterns|0",
      { is: { op: "now" }, below: 1 },
      "/steps/match",
    ],
    [
      "a time of day that is no expression",
      "start-schedule",
      "starts|0|schedule|at",
      "9:00",
      "/starts/0/schedule/at",
    ],
    ["a state that no order has", "act-get", "starts|1|trigger|state", "lost", "/starts/1/trigger/state"],
    [
      "a secret that is written out",
      "call",
      "webhooks|CrmSync|secret",
      "hunter2",
      "/webhooks/CrmSync/secret",
    ],
    ["a method that is none", "call", "webhooks|CrmSync|method", "FETCH", "/webhooks/CrmSync/method"],
  ])("%s is refused, and its place named", (_, name, path, value, place) => {
    const { problem, message } = refusal(construct(name, path, value));
    expect(problem).toBe("shape");
    expect(message).toContain(place);
  });
});
