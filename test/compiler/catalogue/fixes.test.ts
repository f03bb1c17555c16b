import { catalogue, type Diagnostic, type Edit } from "@trajet/compiler";
import { describe, expect, test } from "vitest";
import { check } from "../checks/project-of.ts";

/** A text with edits made in it, from the last to the first. */
function edited(text: string, edits: readonly Edit[]): string {
  return edits
    .toSorted((one, other) => other.span.start - one.span.start || other.span.end - one.span.end)
    .reduce(
      (before, { span, text: put }) => before.slice(0, span.start) + put + before.slice(span.end),
      text,
    );
}

describe("a quick fix leaves nothing of what it fixes", () => {
  const cases = catalogue().flatMap(({ code, bad }) => {
    const { text, config, files } = bad;
    const surroundings = { ...(config && { config }), ...(files && { files }) };
    const said = check(text, surroundings).filter((each) => each.code === code);
    return said.flatMap((diagnostic: Diagnostic) =>
      (diagnostic.fixes ?? [])
        .filter((fix) => fix.edits.every(({ file }) => file === "main.journey"))
        .map((fix) => ({
          code,
          title: fix.title,
          before: text,
          after: edited(text, fix.edits),
          surroundings,
          count: said.length,
        })),
    );
  });

  test.each(cases)("$code: $title", ({ code, before, after, surroundings, count }) => {
    expect(after).not.toBe(before);
    const left = check(after, surroundings).filter(
      (each) => each.code === code || each.code.startsWith("TJ1"),
    );
    expect(left.length, after).toBeLessThan(count);
  });
});
