import type { Example } from "./entry.ts";
import { catalogue, type Explanation, explain } from "./explain.ts";
import { legible } from "./words.ts";

interface Family {
  readonly digit: string;
  readonly file: string;
  readonly title: string;
  readonly about: string;
}

const FAMILIES: readonly Family[] = [
  {
    digit: "1",
    file: "syntax.md",
    title: "TJ1: form",
    about: "What the text is made of, and how sentences are put together.",
  },
  { digit: "2", file: "names.md", title: "TJ2: names", about: "What is declared, and what is used." },
  {
    digit: "3",
    file: "types.md",
    title: "TJ3: types and values",
    about: "What a value is, and where it fits.",
  },
  {
    digit: "4",
    file: "journeys.md",
    title: "TJ4: journeys",
    about: "Sentences about contacts, and the way through the steps.",
  },
  {
    digit: "5",
    file: "templates.md",
    title: "TJ5: templates",
    about: "What stands in the texts of messages.",
  },
  {
    digit: "6",
    file: "project.md",
    title: "TJ6: the project",
    about: "trajet.json, the files beside the journeys, and comments that silence.",
  },
  {
    digit: "7",
    file: "loyalty.md",
    title: "TJ7: loyalty queries",
    about: "Who is ranked, by what, and in which tiers.",
  },
];

const MADE =
  "<!-- Made from compiler/src/catalogue by `node compiler/scripts/write-diagnostics.ts`: edit it there. -->";

/** The pages of `docs/diagnostics/`, by the names of their files. */
export function catalogueMarkdown(): ReadonlyMap<string, string> {
  const entries = catalogue().map((entry) => explain(entry.code) ?? entry);
  const pages = FAMILIES.map((family): [string, string] => {
    const own = entries.filter(({ code }) => code[2] === family.digit);
    return [family.file, page(family, own)];
  });
  return new Map([["README.md", index(entries)], ...pages]);
}

function index(entries: readonly Explanation[]): string {
  const lists = FAMILIES.map((family) => {
    const own = entries.filter(({ code }) => code[2] === family.digit);
    const rows = own.map(
      (entry) => `| [${entry.code}](${family.file}#${anchor(entry)}) | ${entry.name} | ${entry.severity} |`,
    );
    return [
      `## [${family.title}](${family.file})`,
      family.about,
      ["| code | name | severity |", "|---|---|---|", ...rows].join("\n"),
    ].join("\n\n");
  });
  return `${[MADE, "# Diagnostics", INTRODUCTION, ...lists].join("\n\n")}\n`;
}

const INTRODUCTION = `Every message of the compiler has a code. \`trajet explain TJ2010\` prints its page.

A project can change the severity of a code in \`trajet.json\`, or turn it off:
\`"severity": { "TJ4023": "error", "TJ2030": "off" }\`. A comment silences a code on the line below it, or on its own
line where something stands before it, with a reason: \`// trajet-ignore TJ4023: contacts are removed by hand\`, in a template
\`{{!-- trajet-ignore TJ5002: comes with the next version --}}\`.`;

function page(family: Family, entries: readonly Explanation[]): string {
  return `${[MADE, `# ${family.title}`, family.about, ...entries.map(section)].join("\n\n")}\n`;
}

function section(entry: Explanation): string {
  return [
    `## ${heading(entry)}`,
    `*${entry.severity}*${entry.fixes.length > 0 ? `, with a quick fix` : ""}`,
    entry.explanation,
    `**What to do:** ${entry.help}`,
    "Wrong:",
    exampleBlock(entry.bad),
    "Right:",
    exampleBlock(entry.good),
  ].join("\n\n");
}

function heading(entry: Explanation): string {
  return `${entry.code} ${entry.name}`;
}

/** `project.md#tj6001-config-not-json`: where the manual has a code. */
export function pageAnchor(code: string): string {
  const entry = explain(code);
  const family = FAMILIES.find(({ digit }) => digit === code[2]);
  return entry === undefined || family === undefined ? "README.md" : `${family.file}#${anchor(entry)}`;
}

function anchor(entry: Explanation): string {
  return heading(entry).toLowerCase().replaceAll(" ", "-");
}

function exampleBlock(example: Example): string {
  const { config } = example;
  const settings = config === undefined ? [] : [fence("json", "trajet.json", config)];
  const files = Object.entries(example.files ?? {}).map(([path, text]) => fence("", path, text));
  return [...settings, fence("journey", undefined, example.text), ...files].join("\n\n");
}

function fence(language: string, title: string | undefined, text: string): string {
  const lines = text.trimEnd().split("\n").map(legible);
  const block = `\`\`\`${language}\n${lines.join("\n")}\n\`\`\``;
  return title === undefined ? block : `\`${title}\`:\n\n${block}`;
}
