import { describe, expect, test } from "vitest";
import * as tables from "../../compiler/src/checks/not-yet-run.ts";
import { read } from "./manual.ts";

const [, section = ""] = read("docs/language.md").split("## Part of the language, not run yet");

/** What an author writes, as the compiler's tables say it: "`texts …`" begins with `texts`. */
function constructs(): readonly string[] {
  const sayings = Object.values(tables).flatMap((table) =>
    table instanceof Set ? [] : Object.values(table as Readonly<Record<string, string>>),
  );
  return sayings.flatMap((saying) => [...saying.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
}

describe("what is not run yet", () => {
  test("is told by many constructs", () => {
    expect(constructs().length).toBeGreaterThan(25);
  });

  test.each(constructs())("%s stands in the manual's list", (construct) => {
    const beginning = construct.replace(/ …$/, "");
    expect(section.includes(`\`${construct}\``) || section.includes(`\`${beginning}`)).toBe(true);
  });
});
