import { createHash } from "node:crypto";
import type { Break } from "./breaks/break.ts";

/** Of what a failing test says the docs keep so much. */
const WORDS = 140;

/** What the table of docs/rules.md begins with. */
export const HEAD =
  "| rule | what is broken | way | the test | with which words it fails |\n|---|---|---|---|---|\n";

/** All but the verdict of a row of docs/rules.md. `way` tells two texts of one break apart: who edits one has to try it again. */
export function rowHead({ rule, how, edits, file, test }: Break): string {
  const way = createHash("sha256")
    .update(JSON.stringify([edits, file, test]))
    .digest("hex")
    .slice(0, 8);
  const place = `[${file}](../test/runtime/${file})${test === undefined ? "" : `: "${test}"`}`;
  return `| ${rule} | ${how} | \`${way}\` | ${place} | `;
}

/** A row of docs/rules.md. */
export const row = (one: Break, words: string): string => `${rowHead(one)}${inCell(words)} |`;

/** Without what differs from run to run: ids, colours, line breaks. */
function inCell(words: string): string {
  const plain = words
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
    .replaceAll(/\u001b\[\d+m/g, "")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, "…");
  return plain.slice(0, WORDS).trim().replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

/** The page with the rows of some breaks put in the place of those that they had; all others stay as they were. */
export function withRows(page: string, breaks: readonly Break[], made: ReadonlyMap<Break, string>): string {
  const start = page.indexOf(HEAD) + HEAD.length;
  const before = page.slice(start).trimEnd().split("\n");
  const rows = breaks.flatMap((one) => {
    const standing = made.get(one) ?? before.find((line) => line.startsWith(rowHead(one)));
    return standing === undefined ? [] : [standing];
  });
  return `${page.slice(0, start)}${rows.join("\n")}\n`;
}
