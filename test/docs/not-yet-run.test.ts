import { expect, test } from "vitest";
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

test("what is not run yet stands in the manual's list", () => {
  const untold = constructs().filter((construct) => {
    const beginning = construct.replace(/ …$/, "");
    return !section.includes(`\`${construct}\``) && !section.includes(`\`${beginning}`);
  });
  expect(untold).toEqual([]);
});
