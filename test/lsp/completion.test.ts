import { parse } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import type { CompletionItem } from "vscode-languageserver";
import { SNIPPETS } from "../../lsp/src/completion/snippets.ts";
import { editorOf } from "../../lsp/src/editor.ts";
import { completion } from "../../lsp/src/requests/completion.ts";
import { completionResolve } from "../../lsp/src/requests/completion-resolve.ts";
import { snapshotsOf } from "./snapshots.ts";
import { STUDIO } from "./studio.ts";

const FULL = editorOf({
  textDocument: {
    completion: {
      completionItem: { snippetSupport: true, resolveSupport: { properties: ["documentation"] } },
    },
  },
});
const inJourney = (line: string): string =>
  `journey Draft for Guests {\n  start when contact does Booked\n  reenter always\n\n  ${line}\n}\n`;

function offered(marked: string, file = "draft.journey"): readonly CompletionItem[] {
  const { atCursor } = snapshotsOf(STUDIO);
  const { snapshot, params } = atCursor(file, marked);
  // As an editor shows them.
  const key = ({ sortText, label }: CompletionItem): string => sortText ?? label;
  return completion(snapshot, params, FULL).toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

describe("what comes first", () => {
  it.each([
    { line: "delay 3 |", first: ["day", "days", "hour"] },
    { line: "wait up to 2 |", first: ["day", "days", "hour"] },
    { line: "remember n = entry.event.seats + |", first: ["contact", "entry"] },
    { line: "if entry.event.seats > | { }", first: ["contact", "entry", "now"] },
    { line: 'tag "|"', first: ["warm", "vip"] },
    { line: 'if contact.plan == "|" { }', first: ["free", "pro"] },
    { line: "send email Hello(|)", first: ["code", "seats"] },
  ])("$first in $line", ({ line, first }) => {
    expect(labels(offered(inJourney(line))).slice(0, first.length)).toEqual(first);
  });

  it("is a value of the type that is wanted", () => {
    const text = "fragment Draft(patience: duration, other: text) for Guests {\n  delay |\n}\n";
    expect(labels(offered(text)).at(0)).toBe("patience");
    const argument = "fragment Draft(a: text, b: number) for Guests {\n  send email Hello(seats: |)\n}\n";
    expect(labels(offered(argument)).slice(0, 1)).toEqual(["b"]);
  });

  it("tells how often a tag is used", () => {
    const items = offered(inJourney('tag "|"'));
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ["warm", "tag, used 3 times"],
      ["vip", "tag, used 1 time"],
    ]);
  });
});

describe("parts of a journey", () => {
  it("offers the arms of a split to a test, and what can be reached", () => {
    const test = (line: string): string => `test "t" for Visits {\n  ${line}\n}\n`;
    expect(labels(offered(test('take "|"')))).toEqual(["early", "late", "mail", "none"]);
    expect(labels(offered(test("expect waiting at |")))).toContain("pause1");
  });

  it("offers the values of an enumeration as cases of a match", () => {
    expect(labels(offered(inJourney('match contact.plan {\n    "|"\n  }')))).toEqual(["free", "pro"]);
    expect(
      labels(offered(inJourney('match contact.plan {\n    "free" { tag "vip" }\n    "|"\n  }'))),
    ).toEqual(["free", "pro"]);
  });

  it("works inside what is broken", () => {
    const broken =
      "journey Draft for Guests {\n  start when contact does Booked\n  if contact.plan == {\n    send email |\n";
    expect(labels(offered(broken))).toContain("Hello");
    expect(labels(offered(`${broken.replace("send email |", "")}\n    |`))).toContain("delay");
  });
});

describe("templates", () => {
  const inBody = (text: string): string => text;
  it.each([
    { text: "{{> |}}", offers: ["greeting"], not: ["seats"] },
    { text: "{{> gr|}}", offers: ["greeting"], not: [] },
    { text: "{{#if seats}}{{/|}}", offers: ["if"], not: ["each", "seats"] },
    { text: "{{upper (|)}}", offers: ["default", "seats"], not: ["each"] },
    { text: "{{date contact.firstName '|'}}", offers: ["short", "full"], not: ["seats"] },
    { text: "{{link '|'}}", offers: ["door"], not: ["short"] },
    { text: "{{|}}", offers: ["seats", "code", "contact.firstName", "upper"], not: ["if"] },
  ])("$text", ({ text, offers, not }) => {
    const found = labels(offered(inBody(text), "mails/hello.hbs"));
    expect(found).toEqual(expect.arrayContaining(offers));
    expect(found.filter((label) => not.includes(label))).toEqual([]);
  });

  it("offers to a partial what those who put it in have", () => {
    expect(labels(offered("<p>{{|}}</p>", "mails/partials/greeting.hbs"))).toEqual(
      expect.arrayContaining(["seats", "contact.firstName"]),
    );
  });
});

describe("snippets", () => {
  it("are offered where a statement begins, to editors that take them", () => {
    const items = offered(inJourney("|"));
    expect(items.find(({ label }) => label === "if … { } else { }")).toMatchObject({ insertTextFormat: 2 });
    expect(labels(offered(inJourney("exit |"))).filter((label) => label.includes("…"))).toEqual([]);
    const { atCursor } = snapshotsOf(STUDIO);
    const { snapshot, params } = atCursor("draft.journey", inJourney("|"));
    const plain = completion(snapshot, params, editorOf({}));
    expect(plain.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
    expect(plain.find(({ label }) => label === "delay")?.documentation).toBeDefined();
  });

  const FILLED: readonly (readonly [RegExp, string])[] = [
    [/\$\{\d:([^{}]*)\}/g, "$1"],
    [/signs up \$\d/g, "signs up"],
    [/(contact) \$\d/g, "$1 signs up"],
    [/if \$1/g, "if contact.plan is set"],
    [/(where|set field =) \$0/g, "$1 contact.plan is set"],
    [/(when contact) \$0/g, "$1 signs up"],
    [/expect \$0/g, "expect finished"],
    [/given contact \{ \$3 \}/g, "given contact { }"],
    [/\{\n {2}\$2 \{/g, '{\n  "free" {'],
    [/\(\$2\)/g, "(x: text)"],
    [/\$\d/g, ""],
  ];
  const PLACES: Readonly<Record<string, (text: string) => string>> = {
    when: (text) => inJourney(`wait up to 1 day {\n${text}\n}`),
    otherwise: (text) => inJourney(`send email Hello ${text}`),
    start: (text) => `journey J for Guests {\n${text}\n}`,
    goal: (text) => `journey J for Guests {\nstart manually\n${text}\n}`,
  };
  const steps = ["delay", "wait", "if", "match", "split", "repeat", "update"];
  const all = Object.entries(SNIPPETS).flatMap(([word, forms]) =>
    forms.map((form) => ({
      word,
      ...form,
      place: PLACES[word] ?? (steps.includes(word) ? inJourney : String),
    })),
  );

  it.each(all)("read well when they are filled in: $label", ({ word, body, place }) => {
    const text = place(FILLED.reduce((filled, [form, by]) => filled.replace(form, by), body));
    expect(parse(text).problems.map(({ code, span }) => [code, text.slice(span.start)])).toEqual([]);
    expect(body.startsWith(word)).toBe(true);
  });
});

describe("documentation", () => {
  it("is left for later where an editor asks for it, and then comes", () => {
    const welcome = offered(inJourney("send email |")).find(({ label }) => label === "Hello");
    expect(welcome).toMatchObject({ detail: "email Hello(seats: number, code: text) for Guests" });
    expect(welcome?.documentation).toBeUndefined();
    expect(completionResolve(welcome as CompletionItem).documentation).toMatchObject({
      value: "Says hello.",
    });
  });
});
