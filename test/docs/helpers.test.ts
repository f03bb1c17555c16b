import { signatureOf, TEMPLATE_HELPERS } from "@trajet/compiler";
import { expect, test } from "vitest";
import { read } from "./manual.ts";

/** The manual's table of what templates may call. */
const rows = TEMPLATE_HELPERS.map((helper) => `| \`{{${signatureOf(helper)}}}\` | ${helper.doc} |`);

test("the manual lists the helpers of templates, as the checker knows them", () => {
  const manual = read("docs/language.md");
  expect(manual, "write these rows").toContain(`| helper | |\n|---|---|\n${rows.join("\n")}\n`);
});
