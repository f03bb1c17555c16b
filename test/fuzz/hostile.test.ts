import { describe, expect, test } from "vitest";
import { workThrough } from "./workload.ts";

const journey = (lines: string): string =>
  `audience Newsletter { field city: text?  tags "vip" }\njourney J for Newsletter {\n  start manually\n${lines}\n}\n`;
const segment = (condition: string): string => `segment S for Newsletter where ${condition}\n`;
const binary = (length: number): string =>
  Array.from({ length }, (_, at) => String.fromCharCode((at * 7919) % 256)).join("");

/** What is put in, and the codes about its form that are said, each once; "*" for whatever is said. */
const CASES: readonly (readonly [what: string, text: string, codes: readonly string[] | "*"])[] = [
  ["nothing", "", ["TJ6024"]],
  ["a picture", `\u0089PNG\r\n\u001A\n\0\0\0\rIHDR${binary(5000)}`, ["TJ6018"]],
  ["a text as UTF-16 looks", [...'labels "a"'].join("\0"), ["TJ6018"]],
  ["signs without a NUL", binary(100_000).replaceAll("\0", ""), "*"],
  ["10 MB", journey('  tag "vip"\n'.repeat(900_000)), ["TJ6021"]],
  ["10 MB of one line", `labels "${"a".repeat(10_000_000)}"`, ["TJ6021"]],
  ["one line of 1 MB, a string", `labels "${"a".repeat(1_000_000)}"`, []],
  ["one line of 1 MB, a string without its end", `labels "${"a ".repeat(500_000)}`, ["TJ1005"]],
  ["one line of 1 MB, blanks in a string without its end", `labels "${" ".repeat(1_000_000)}a`, ["TJ1005"]],
  ["one line of 1 MB, a comment", `// ${"a".repeat(1_000_000)}`, []],
  ["one line of 1 MB, a list", `labels ${'"a", '.repeat(200_000)}"a"`, []],
  ["one line of 1,000 steps", journey(`  ${'tag "vip" '.repeat(1_000)}`), []],
  ["one line of 1 MB, fields", `record R { ${"field a: text ".repeat(70_000)}}`, []],
  ["one line of 1 MB, semicolons", ";".repeat(1_000_000), ["TJ1004"]],
  ["one line of 1 MB, a condition", segment(`a${" or a".repeat(200_000)}`), "*"],
  ["1 MB of comments without an end", "/*\n".repeat(330_000), ["TJ1007"]],
  ["1 MB of quotes", '"'.repeat(999_999), "*"],
  ["1 MB of backslashes in a text block", `labels """${"\\".repeat(999_999)}`, "*"],
  ["1 MB of a text block without its end", `labels """${"a\n".repeat(500_000)}`, "*"],
  ["10,000 braces", "{".repeat(10_000), "*"],
  ["10,000 closing braces", "}".repeat(10_000), ["TJ1011"]],
  ["10,000 blocks", journey("if contact.city is set { ".repeat(10_000)), "*"],
  [
    "10,000 closed blocks",
    journey("if contact.city is set { ".repeat(10_000) + "}".repeat(10_000)),
    ["TJ1012"],
  ],
  ["10,000 parentheses", segment(`${"(".repeat(10_000)}a${")".repeat(10_000)}`), ["TJ1012"]],
  [
    "10,000 parentheses in a step",
    journey(`send email M(${"(".repeat(10_000)}a${")".repeat(10_000)})`),
    ["TJ1012"],
  ],
  ["10,000 brackets", segment(`a in ${"[".repeat(10_000)}${"]".repeat(10_000)}`), "*"],
  ["10,000 times not", segment(`${"not ".repeat(10_000)}a`), "*"],
  ["10,000 minus signs", segment(`${"- ".repeat(10_000)}1`), "*"],
  [
    "10,000 times or when",
    journey(`wait { when contact opens A ${"or when contact opens A ".repeat(10_000)} { } }`),
    [],
  ],
  ["10,000 objects", `webhook W { send ${"{ a: ".repeat(10_000)}1${"}".repeat(10_000)} }`, ["TJ1012"]],
  ["10,000 dots", segment(`a${".b".repeat(10_000)}`), []],
  ["line ends of Windows", journey('  tag "vip"').replaceAll("\n", "\r\n"), []],
  ["line ends of old", journey('  tag "vip"').replaceAll("\n", "\r"), []],
  ["a byte order mark", `\uFEFF${journey('  tag "vip"')}`, []],
  ["half a pair", journey('  tag "vip"\uD800'), "*"],
  ["half a pair in a string", journey('  milestone "a\uDC00"'), ["TJ6019"]],
  ["half a pair by its escape", journey('  milestone "a\\u{D800}"'), ["TJ1009"]],
  ["Hebrew and Arabic", journey('  milestone "שלום مرحبا"  // שלום'), []],
  ["marks of direction", journey('  milestone "\u200Fשלום\u200E"'), []],
  ["a direction that is turned back", journey('  milestone "\u2067שלום\u2069"'), ["TJ6020"]],
  ["a direction that is not turned back", journey('  milestone "\u202Eשלום"'), ["TJ6020"]],
  ["a direction in a comment", journey('  tag "vip"  // \u2066'), ["TJ6020"]],
  ["a direction among words", journey('  tag \u202E"vip"'), ["TJ1004"]],
  ["a blank of no width", journey('  tag\u200B "vip"'), ["TJ1004"]],
  ["a NUL", journey('  tag "vip"\0'), ["TJ6018"]],
  ["a bell", journey('  tag "vip"\u0007'), ["TJ1004"]],
  ["blanks that do not break", journey('  tag\u00A0"vip"\u3000milestone "a"'), []],
  ["tabs", journey('\ttag\t"vip"'), []],
  ["quotes of a word processor", journey("  tag “vip”"), ["TJ1008"]],
  ["quotes of France", journey("  tag «vip»"), ["TJ1008"]],
  ["wide signs", journey("  if （contact.city is set） { exit }"), ["TJ1004"]],
  ["a letter of two signs", journey('  e\u0301tape: tag "vip"'), "*"],
];

describe("a file that is", () => {
  test.each(CASES)(
    "%s",
    (_what, text, codes) => {
      const all = workThrough(text).map(({ code }) => code);
      const said = [...new Set(all.filter((code) => code.startsWith("TJ1") || code.startsWith("TJ60")))];
      if (codes === "*") expect(said.length).toBeGreaterThan(0);
      else expect(said).toEqual(codes);
    },
    240_000,
  );
});
