import { catalogue, type Example } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { check } from "../checks/project-of.ts";

/** Codes that an example gives, with the messages, to see in a failure what went wrong. */
function codesOf({ text, ...more }: Example): readonly string[] {
  const said = check(text, more);
  return [...new Set(said.map(({ code, message }) => `${code}: ${message}`))];
}

describe("each code of the catalogue", () => {
  test.each(catalogue().map((entry) => [entry.code, entry] as const))("%s", (code, { bad, good }) => {
    const said = codesOf(bad);
    expect(said, bad.text).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${code}:`));
    expect(codesOf(good), good.text).toEqual([]);
  });
});
