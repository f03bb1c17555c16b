import { checkProject } from "@trajet/compiler";
import { format, lex } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import type { CodeActionContext } from "vscode-languageserver";
import { codeActions } from "../../lsp/src/requests/code-actions.ts";
import { apply } from "./apply.ts";
import { snapshotsOf } from "./snapshots.ts";

// What a rewriting gives has no new error, every comment, and the canonical form; what cannot, is not offered.

const PEOPLE = `labels "promotional"

audience Guests {
  field firstName: text?
  field visits: number?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  tags "vip"
}

store Boutique {
  platform "shopify"
  currency EUR
}

event Booked {
  field title: text
  field place: text?
}

event Attended {
  field title: text
}

email Hello(name: text) for Guests {
  from "Ana <ana@studio.example>"
  label "promotional"
  subject "Hello {{name}}"
  body "Come in"
}

email Receipt(total: money) for Guests {
  kind transactional
  from "Ana <ana@studio.example>"
  subject "Your receipt"
  body "{{total}}"
}

webhook Crm for Guests {
  url "https://crm.example/"
  receive {
    field score: number
  }
}
`;
const START = "start when contact does Booked";
const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join("");
const journey = (lines: readonly string[], start = START): string =>
  `journey Visits for Guests {\n  ${start}\n  reenter always\n\n${indented(lines)}}\n`;
const fragment = (head: string, lines: readonly string[]): string =>
  `\nfragment ${head} for Guests {\n${indented(lines)}}\n`;

const errors = (text: string): readonly string[] => {
  const files: Readonly<Record<string, string>> = { "people.journey": PEOPLE, "main.journey": text };
  const journeys = Object.entries(files).map(([path, each]) => ({ path, text: each }));
  const config = '{ "name": "studio" }';
  const { diagnostics } = checkProject({ folder: "/p", config, journeys, readFile: (path) => files[path] });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
};
const commentsOf = (text: string): readonly string[] =>
  lex(text)
    .comments.map(({ image }) => image)
    .toSorted();

/** The text after the action of a title at `«…»` or `|`; `undefined` where it is not offered. */
function taken(title: string, marked: string, only?: string): string | undefined {
  const start = marked.search(/[«|]/);
  const text = marked.replace(/[«|»]/g, "");
  const end = marked.includes("»") ? marked.indexOf("»") - 1 : start;
  expect(errors(text)).toEqual([]);
  const snapshot = snapshotsOf({
    "trajet.json": '{ "name": "studio" }',
    "people.journey": PEOPLE,
    "main.journey": text,
  }).at("main.journey");
  const { document } = snapshot.file;
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  const context: CodeActionContext = { diagnostics: [], ...(only && { only: [only] }) };
  const actions = codeActions(snapshot, { textDocument: { uri: document.uri }, range, context });
  const action = actions.find((each) => each.title.startsWith(title));
  if (action === undefined) return undefined;
  const after = apply(text, action.edit?.changes?.[document.uri] ?? []);
  expect(errors(after)).toEqual([]);
  expect(commentsOf(after)).toEqual(commentsOf(text));
  if (!format(text).changed) expect(format(after).text).toBe(after);
  return after;
}

describe("extracting a fragment", () => {
  it.each([
    [
      "takes money of any currency",
      journey(
        ["«send email Receipt(total: entry.order.total)»"],
        "start when contact buys any product from Boutique",
      ),
      "fragment Extracted(total: money) for",
    ],
    [
      "leaves the moment of the entry and its kind in the fragment",
      journey(["«if contact bought any product since entry {", '  tag "vip"', "}»"]),
      "fragment Extracted for",
    ],
    [
      "leaves what only a kind of entry has in the fragment",
      journey(
        ["«if entry is Booked and entry.event.place is set {", '  tag "vip"', "}»"],
        `${START}\n  start when contact does Attended`,
      ),
      "fragment Extracted for",
    ],
    [
      "keeps a value that is asked for one that may be missing",
      journey(["«if entry.event.place is set {", "  send email Hello(name: entry.event.place)", "}»"]),
      "fragment Extracted(place: text?) for",
    ],
    [
      "names no parameter as the steps name a value",
      journey([
        "«remember title = contact.points",
        'if entry.event.title == "x" and title > 2 {',
        '  tag "vip"',
        "}»",
      ]),
      "fragment Extracted(title2: text) for",
    ],
    [
      "takes a loop within another step, with its break",
      journey([
        "«if contact.points > 3 {",
        "  repeat up to 2 times {",
        "    delay 1 day",
        "    break",
        "  }",
        "}»",
      ]),
      "fragment Extracted for",
    ],
  ])("%s", (_, text, head) => {
    expect(taken("Extract a fragment", text)).toContain(head);
  });

  it("leaves a comment behind the journey there", () => {
    const text = journey(['«tag "vip"»']).replace(/\}\n$/, "}  // the end\n");
    expect(taken("Extract a fragment", text)).toContain("}  // the end\n\nfragment Extracted for");
  });

  it.each([
    [
      "steps that know of a question before them",
      ["if contact.firstName is set {", "  «send email Hello(name: contact.firstName)»", "}"],
    ],
    [
      "the exit without which an answer may be missing",
      [
        "call webhook Crm as crm otherwise {",
        "  «exit»",
        "}",
        "update contact {",
        "  set points = crm.score",
        "}",
      ],
    ],
  ])("is not offered for %s", (_, lines) => {
    expect(taken("Extract a fragment", journey(lines))).toBeUndefined();
  });
});

describe("extracting a segment", () => {
  it.each([
    [
      "what a run knows of its own sending",
      ['send email Hello(name: "x")', "delay 1 day", "if |contact opened Hello {", '  tag "vip"', "}"],
    ],
    [
      "a question on which the block relies",
      ["if |contact.visits is set {", "  update contact {", "    set points = contact.visits", "  }", "}"],
    ],
    [
      "periods of a journey with a zone of its own",
      ["if |contact bought any product within 7 days {", '  tag "vip"', "}"],
    ],
  ])("is not offered for %s", (what, lines) => {
    const start = what.startsWith("periods") ? `timezone "Europe/Paris"\n  ${START}` : START;
    expect(taken("Extract a segment", journey(lines, start))).toBeUndefined();
  });
});

describe("inlining a fragment", () => {
  it("takes a parameter that is called as what comes with an event, where no sentence hides it", () => {
    const late = fragment("Late(event: text)", ["send email Hello(name: event)"]);
    const text = journey(["run| Late(event: entry.event.title)"]) + late;
    expect(taken("Inline", text)).toContain("  send email Hello(name: entry.event.title)\n");
  });

  it("takes a value when the fragment begins", () => {
    const text = journey(["run| Late(least: contact.points + 1, much: 3)"]);
    const late = fragment("Late(least: number, much: number)", [
      "delay 1 day",
      "update contact {",
      "  set points = least * much",
      "}",
    ]);
    expect(taken("Inline", text + late)).toContain(
      "  remember least = contact.points + 1\n  delay 1 day\n  update contact {\n    set points = least * 3\n  }\n",
    );
  });

  it.each([
    [
      "a comment in the run",
      "run| Late(/* soon */ least: 3)",
      "least: number",
      ["update contact {", "  set points = least", "}"],
    ],
    [
      "a parameter that an event's own name hides",
      'run| Late(event: "x")',
      "event: text",
      [
        "wait up to 1 day until contact does Attended where event.title == entry.event.title",
        "send email Hello(name: event)",
      ],
    ],
  ])("is not offered with %s", (_, run, parameter, lines) => {
    expect(taken("Inline", journey([run]) + fragment(`Late(${parameter})`, lines))).toBeUndefined();
  });

  it("is not offered where a name that it gives is a parameter", () => {
    const outer = fragment("Outer(n: number)", ["run| Late", "update contact {", "  set points = n", "}"]);
    expect(taken("Inline", outer.trimStart() + fragment("Late", ["remember n = 2"]))).toBeUndefined();
  });
});

describe("a chain of if and a match", () => {
  const arms = ["{", '  tag "vip"', '} else if contact.plan == "pro" {', "  exit", "}"];

  it("have no else where every value has its case, and come back to the same text", () => {
    const text = journey([`if contact.plan == "free" ${arms[0]}`, ...arms.slice(1)]);
    const match = taken("Convert to match", text.replace("  if", "  |if"));
    expect(match).not.toContain("else");
    expect(taken("Convert to if", match?.replace("  match", "  |match") ?? "")).toBe(text);
  });

  it("come back with ranges, several values of a case, and an else", () => {
    const lines = [
      "< 3, 9 {",
      '    tag "vip"',
      "  }",
      "  3 ..< 5 {",
      "    exit",
      "  }",
      "  else {",
      '    untag "vip"',
      "  }",
    ];
    const text = journey([
      "match contact.points {",
      ...lines.map((line, at) => (at === 0 ? `  ${line}` : line)),
      "}",
    ]);
    const chain = taken("Convert to if", text.replace("  match", "  |match"));
    expect(chain).toContain("if contact.points < 3 or contact.points == 9 {");
    expect(taken("Convert to match", chain?.replace("  if", "  |if") ?? "")).toBe(text);
  });

  it("need no else that does nothing", () => {
    const text = journey(["|match contact.points {", '  3 { tag "vip" }', "  else { }", "}"]);
    expect(taken("Convert to if", text)).not.toContain("else");
  });

  it.each([
    [
      "Convert to match",
      [
        '|if contact.plan == "free" {',
        '  tag "vip"',
        "}  // behind",
        'else if contact.plan == "pro" {',
        "  exit",
        "}",
      ],
    ],
    ["Convert to if", ["|match contact.points {", "  // few", '  < 3 { tag "vip" }', "  else { }", "}"]],
    [
      "Convert to match",
      ["|if contact.points == 1 {", '  tag "vip"', "} else if contact.points == 1.0 {", "  exit", "}"],
    ],
  ])("are left alone where a comment would be lost or a case stand twice: %s", (title, lines) => {
    expect(taken(title, journey(lines))).toBeUndefined();
  });
});

it("sorts declarations with the comments behind them", () => {
  const text = `segment Pros for Guests where contact.plan == "pro"  // behind\nobjectives "a" /* too */\nlabels "b"\n`;
  expect(taken("Sort", `|${text}`, "source.organize")).toBe(
    `objectives "a" /* too */\n\nlabels "b"\n\nsegment Pros for Guests where contact.plan == "pro"  // behind\n`,
  );
});
