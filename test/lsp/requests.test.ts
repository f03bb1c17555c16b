import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  Location,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver";
import { apply } from "./apply.ts";
import { type Client, startClient } from "./client.ts";
import { makeProject, type TestProject } from "./project.ts";
import { placeOf, SHOP, textIn } from "./shop.ts";

let shop: TestProject;
let editor: Client;
let drafts = 0;
beforeAll(async () => {
  shop = makeProject(SHOP);
  editor = await startClient({ folders: [shop.folder] });
});
afterAll(async () => {
  await editor.stop();
  shop.remove();
});

/** Opens a new file of the project. `|` marks the cursor. */
function draft(marked: string) {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  const uri = shop.uri(`draft-${++drafts}.journey`);
  editor.open(uri, text);
  const at = { textDocument: { uri }, position: placeOf(text, text, Math.max(0, cursor)) };
  return { uri, text, at, close: () => editor.close(uri) };
}

/** A journey with a line in which the cursor stands. */
const inJourney = (line: string): string => `journey Draft for Newsletter {
  start when contact does Booked
  ${line}
  delay 1 day
}
`;

async function completions(marked: string, triggerCharacter?: string): Promise<readonly CompletionItem[]> {
  const { at, close } = draft(marked);
  const context = triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter };
  const items: CompletionItem[] = await editor.request("textDocument/completion", { ...at, context });
  close();
  return items;
}
const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

async function hoverText(marked: string): Promise<string> {
  const { at, close } = draft(marked);
  const hover: Hover | null = await editor.request("textDocument/hover", at);
  close();
  return hover === null ? "" : (hover.contents as { value: string }).value;
}

describe("completion of declared names", () => {
  it.each([
    { line: "send email |", offered: ["Welcome", "Reminder"], not: ["Newsletter", "Booked"] },
    { line: "send email Wel|", offered: ["Welcome"], not: ["Booked"] },
    { line: 'tag "|', offered: ["vip", "engaged"], not: ["Baking"] },
    { line: 'tag "vip", "|"', offered: ["engaged"], not: [] },
    { line: "untag |", offered: ["vip", "engaged"], not: ["Pottery"] },
    { line: 'objective "|', offered: ["onboarding", "win back"], not: ["promotional"] },
    { line: 'join "|', offered: ["Interests"], not: ["Pottery"] },
    { line: 'join "Interests"."|', offered: ["Pottery", "Baking"], not: ["Interests"] },
    { line: "if contact.|", offered: ["city", "plan", "email"], not: ["Welcome", "if"] },
    { line: "if entry.event.| { }", offered: ["seats", "startsAt"], not: ["city"] },
    { line: 'if contact.plan == "|" { }', offered: ["free", "pro"], not: ["vip"] },
    { line: "if contact in | { }", offered: ["Locals"], not: ["Newsletter"] },
    { line: "wait until contact buys any product from |", offered: ["Boutique"], not: ["Newsletter"] },
    { line: "wait until contact does |", offered: ["Booked"], not: ["Boutique"] },
    { line: 'wait until contact clicks Welcome "|', offered: ["shop"], not: ["vip"] },
    { line: "update contact { set | }", offered: ["plan", "points"], not: ["vip"] },
    { line: 'update contact { set plan = "|" }', offered: ["free", "pro"], not: ["vip"] },
    { line: "send email Reminder(|)", offered: ["seats"], not: ["city"] },
    { line: "start journey |", offered: ["WelcomeSeries", "Workshops"], not: ["Locals"] },
    { line: "remember n = |", offered: ["contact", "entry", "now"], not: ["vip"] },
  ])("offers $offered behind $line", async ({ line, offered, not }) => {
    const found = labels(await completions(inJourney(line)));
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((label) => not.includes(label))).toEqual([]);
  });

  it("offers audiences in the head of a declaration", async () => {
    expect(labels(await completions("journey Draft for |"))).toContain("Newsletter");
    expect(labels(await completions("email Draft(x: text) for N|"))).toContain("Newsletter");
  });

  it("offers the journey's labels and its messages in a test", async () => {
    const test = (line: string): string => `test "a test" for WelcomeSeries {\n  ${line}\n}`;
    expect(labels(await completions(test("expect waiting at |")))).toEqual(expect.arrayContaining(["hello"]));
    expect(labels(await completions(test("expect sent |")))).toEqual(expect.arrayContaining(["Welcome"]));
    expect(labels(await completions('test "a test" for |'))).toEqual(
      expect.arrayContaining(["WelcomeSeries"]),
    );
  });

  it("offers the project's templates for a body", async () => {
    const marked = 'email Draft for Newsletter { subject "x" body file "|" }';
    expect(labels(await completions(marked))).toContain("emails/welcome.hbs");
  });

  it("tells types and notes", async () => {
    const items = await completions(inJourney("if contact.|"));
    expect(items.find(({ label }) => label === "plan")?.detail).toBe('"free" | "pro"');
    const city = items.find(({ label }) => label === "city");
    expect(city).toMatchObject({ detail: "text?", documentation: { value: "Where the parcels go." } });
  });

  it.each([
    { line: "tag |", written: '"vip"' },
    { line: 'tag "|', written: 'vip"' },
    { line: 'tag "v|"', written: "vip" },
  ])("writes the quotes that are not there yet: $line", async ({ line, written }) => {
    const item = (await completions(inJourney(line))).find(({ label }) => label === "vip");
    expect(item?.textEdit?.newText).toBe(written);
  });
});

describe("completion in templates", () => {
  const inEmail = (subject: string): string =>
    `email Draft(seats: number) for Newsletter {\n  subject "${subject}"\n  body "x"\n  link "door" "https://shop.example/"\n}`;

  it.each([
    { subject: "{{|", offered: ["contact.city", "seats", "default"], not: ["if", "vip"] },
    { subject: "Hi {{contact.ci|}}", offered: ["contact.city"], not: ["vip"] },
    { subject: "{{#|}}", offered: ["if", "each"], not: ["contact.city", "default"] },
    { subject: "{{#if |}}", offered: ["contact.city", "seats"], not: ["each", "default"] },
    { subject: "{{link '|'}}", offered: ["door"], not: ["shop", "seats"] },
    { subject: "{{plural seats '|'}}", offered: [], not: ["door", "seats"] },
    { subject: "{{seats}} |", offered: [], not: ["seats", "contact.city"] },
  ])("offers $offered in $subject", async ({ subject, offered, not }) => {
    const found = labels(await completions(inEmail(subject)));
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((label) => not.includes(label))).toEqual([]);
  });

  it("replaces what is typed of a path", async () => {
    const items = await completions(inEmail("Hi {{contact.ci|}}"));
    const item = items.find(({ label }) => label === "contact.city");
    const range = item?.textEdit && "range" in item.textEdit ? item.textEdit.range : undefined;
    expect(range && range.end.character - range.start.character).toBe("contact.ci".length);
    expect(item?.detail).toBe("text?");
  });

  it("works in the file of a body", async () => {
    const uri = shop.uri("emails/welcome.hbs");
    const text = "<p>{{contact.}}</p>";
    editor.open(uri, text, "handlebars");
    const params = { textDocument: { uri }, position: placeOf(text, "}}") };
    const items: CompletionItem[] = await editor.request("textDocument/completion", params);
    expect(labels(items)).toContain("contact.firstName");
    expect(labels(items)).not.toContain("seats");
    editor.close(uri);
  });
});

describe("completion of keywords", () => {
  it.each([
    { text: "|", offered: ["audience", "journey", "email"], not: ["delay"] },
    { text: inJourney("|"), offered: ["delay", "send", "wait", "if"], not: ["audience", "tags"] },
    { text: inJourney("wait |"), offered: ["up", "until"], not: ["delay"] },
    { text: inJourney("start |"), offered: ["when", "manually", "every"], not: ["delay"] },
    { text: "audience Draft {\n  |\n}", offered: ["field", "group", "tags"], not: ["delay"] },
  ])("offers $offered in $text", async ({ text, offered, not }) => {
    const found = labels(await completions(text));
    expect(found).toEqual(expect.arrayContaining(offered));
    expect(found.filter((label) => not.includes(label))).toEqual([]);
  });

  it("offers no keyword to a person who has not asked: Enter would take it", async () => {
    expect(await completions(inJourney("if contact.points > 1 {|"), "{")).toEqual([]);
    expect(await completions(inJourney("delay 1 day |"), " ")).toEqual([]);
    expect(labels(await completions(inJourney("send email |"), " ")).toSorted()).toEqual([
      "Reminder",
      "Welcome",
    ]);
    expect(await completions("email Draft for Newsletter {\n  from |\n}", " ")).toEqual([]);
  });

  it("offers nothing inside a comment, and no keyword inside a string", async () => {
    expect(await completions(inJourney("// send |"))).toEqual([]);
    expect(labels(await completions(inJourney('title "wait |"')))).toEqual([]);
  });
});

describe("hover", () => {
  it.each([
    {
      text: inJourney("if contact.poi|nts > 1 { }"),
      says: ["field points: number = 0", "field of Newsletter"],
    },
    { text: inJourney("if contact.ci|ty is set { }"), says: ["city: text?", "Where the parcels go."] },
    { text: inJourney("if contact.ema|il is set { }"), says: ["email: email?"] },
    { text: inJourney("if entry.event.sea|ts > 2 { }"), says: ["field seats: number", "field of Booked"] },
    { text: inJourney("send email Wel|come"), says: ["email Welcome for Newsletter", "Says hello."] },
    { text: inJourney('tag "v|ip"'), says: ["tag of Newsletter"] },
    { text: inJourney("if contact in Lo|cals { }"), says: ["segment Locals for Newsletter"] },
    { text: inJourney("del|ay 1 day"), says: ["**delay**", "own zone"] },
  ])("of $text", async ({ text, says }) => {
    const shown = await hoverText(text);
    for (const part of says) expect(shown).toContain(part);
  });

  it("says nothing of a word in a string or a comment", async () => {
    expect(await hoverText(inJourney('title "del|ay"'))).toBe("");
    expect(await hoverText(inJourney("// del|ay"))).toBe("");
  });
});

describe("definition", () => {
  it.each([
    { line: "send email Wel|come", file: "shop.journey", found: "Welcome" },
    { line: "if contact.ci|ty is set { }", file: "shop.journey", found: "city" },
    { line: "if entry.event.sea|ts > 1 { }", file: "shop.journey", found: "seats" },
    { line: 'tag "enga|ged"', file: "shop.journey", found: "engaged" },
    { line: 'join "Interests"."Bak|ing"', file: "shop.journey", found: "Baking" },
    { line: 'objective "win b|ack"', file: "shop.journey", found: "win back" },
    { line: "start journey Work|shops", file: "booked.journey", found: "Workshops" },
    { line: "send email Reminder(sea|ts: 1)", file: "shop.journey", found: "seats" },
  ] as const)("of $line", async ({ line, file, found }) => {
    const { at, close } = draft(inJourney(line));
    const places: Location[] = await editor.request("textDocument/definition", at);
    close();
    expect(places.map(({ uri, range }) => [uri, textIn(SHOP[file], range)])).toEqual([
      [shop.uri(file), found],
    ]);
  });

  it("of a remembered name and of a label, in their own journey", async () => {
    const { at, text, uri, close } = draft(inJourney("remember limit = 3  if contact.points > lim|it { }"));
    const places: Location[] = await editor.request("textDocument/definition", at);
    close();
    expect(places).toMatchObject([{ uri, range: { start: placeOf(text, "limit") } }]);
  });

  it("is nothing for what the language brings along", async () => {
    const { at, close } = draft(inJourney("if contact.ema|il is set { }"));
    expect(await editor.request("textDocument/definition", at)).toEqual([]);
    close();
  });
});

describe("references and rename", () => {
  const tag = { textDocument: { uri: "" }, position: placeOf(SHOP["welcome.journey"], '"engaged"', 3) };

  it("finds every place that names the same tag", async () => {
    const at = { ...tag, textDocument: { uri: shop.uri("welcome.journey") } };
    const all: Location[] = await editor.request("textDocument/references", {
      ...at,
      context: { includeDeclaration: true },
    });
    const files = ["booked.journey", "shop.journey", "welcome.journey"] as const;
    expect(all.map(({ uri }) => uri).toSorted()).toEqual(files.map(shop.uri));
    const uses: Location[] = await editor.request("textDocument/references", {
      ...at,
      context: { includeDeclaration: false },
    });
    expect(uses.map(({ uri }) => uri).toSorted()).toEqual([
      shop.uri("booked.journey"),
      shop.uri("welcome.journey"),
    ]);
  });

  it("renames all of them", async () => {
    const at = { ...tag, textDocument: { uri: shop.uri("welcome.journey") } };
    const edit: WorkspaceEdit = await editor.request("textDocument/rename", {
      ...at,
      newName: 'really "engaged"',
    });
    expect(Object.keys(edit.changes ?? {})).toHaveLength(3);
    const edits = Object.values(edit.changes ?? {}).flat();
    expect(edits.map(({ newText }) => newText)).toEqual(Array(3).fill('really \\"engaged\\"'));
    const [first] = edit.changes?.[shop.uri("booked.journey")] ?? [];
    expect(first && textIn(SHOP["booked.journey"], first.range)).toBe("engaged");
  });

  it.each([
    {
      from: "shop.journey",
      wanted: "field city",
      newName: "town",
      template: '<p>Hello {{default contact.town "you"}}',
    },
    { from: "shop.journey", wanted: 'link "shop', newName: "door", template: '{{link "door"}}' },
  ] as const)("renames in templates too: $wanted", async ({ from, wanted, newName, template }) => {
    const position = placeOf(SHOP[from], wanted, wanted.length - 1);
    const params = { textDocument: { uri: shop.uri(from) }, position, newName };
    const edit: WorkspaceEdit = await editor.request("textDocument/rename", params);
    const file = "emails/welcome.hbs";
    expect(apply(SHOP[file], edit.changes?.[shop.uri(file)] ?? [])).toContain(template);
  });

  it("renames a parameter in the message, its template and its sendings, and no text that looks like it", async () => {
    const text = `email Draft(seats: number) for Newsletter {
  from "Ana <ana@shop.example>"
  subject "seats: {{seats}} {{plural seats "of seats" "seats"}}"
  body "{{contact.seats}}"
}`.replaceAll('"of seats" "seats"', "'of seats' 'seats'");
    const { uri, close } = draft(text);
    const params = { textDocument: { uri }, position: placeOf(text, "seats", 1), newName: "places" };
    const edit: WorkspaceEdit = await editor.request("textDocument/rename", params);
    close();
    const starts = (edit.changes?.[uri] ?? []).map(({ range }) => range.start);
    expect(starts).toEqual([
      placeOf(text, "seats"),
      placeOf(text, "{{seats", 2),
      placeOf(text, "plural seats", 7),
    ]);
  });

  it("refuses a name that cannot stand there, and what is not declared here", async () => {
    const uri = shop.uri("welcome.journey");
    const message = { textDocument: { uri }, position: placeOf(SHOP["welcome.journey"], "Welcome\n", 2) };
    await expect(editor.request("textDocument/rename", { ...message, newName: "two words" })).rejects.toThrow(
      "cannot be a name",
    );
    const builtin = draft(inJourney("if contact.ema|il is set { }"));
    await expect(editor.request("textDocument/prepareRename", builtin.at)).rejects.toThrow(
      "comes with the language",
    );
    builtin.close();
  });
});

describe("document symbols", () => {
  it("outlines declarations with their fields and labelled steps", async () => {
    const textDocument = { uri: shop.uri("shop.journey") };
    const symbols: DocumentSymbol[] = await editor.request("textDocument/documentSymbol", { textDocument });
    expect(symbols.map(({ name }) => name)).toEqual([
      ...[
        "promotional",
        "onboarding, win back",
        "Newsletter",
        "Boutique",
        "Booked",
        "Welcome",
        "Reminder",
        "Locals",
      ],
    ]);
    const audience = symbols.find(({ name }) => name === "Newsletter");
    expect(audience?.children?.map(({ name }) => name)).toEqual(["firstName", "city", "plan", "points"]);
    const journey = { textDocument: { uri: shop.uri("welcome.journey") } };
    const [welcome]: DocumentSymbol[] = await editor.request("textDocument/documentSymbol", journey);
    expect(welcome?.children?.map(({ name }) => name)).toEqual(["hello"]);
  });
});

describe("formatting", () => {
  it("changes what is out of place and nothing else", async () => {
    const { uri, text, close } = draft(
      "journey   Draft for Newsletter {\nstart manually\n\n  delay 1 day\n}\n",
    );
    const options = { tabSize: 2, insertSpaces: true };
    const edits: TextEdit[] = await editor.request("textDocument/formatting", {
      textDocument: { uri },
      options,
    });
    expect(apply(text, edits)).toBe("journey Draft for Newsletter {\n  start manually\n\n  delay 1 day\n}\n");
    editor.replace(uri, apply(text, edits));
    expect(await editor.request("textDocument/formatting", { textDocument: { uri }, options })).toEqual([]);
    close();
  });

  it("leaves templates alone", async () => {
    const textDocument = { uri: shop.uri("emails/welcome.hbs") };
    expect(await editor.request("textDocument/formatting", { textDocument, options: {} })).toEqual([]);
  });
});

describe("code actions", () => {
  it("offer the nearest name for one that is misspelt", async () => {
    const { uri, text, close } = draft(inJourney('tag "engagd"'));
    const range = { start: placeOf(text, "engagd", 2), end: placeOf(text, "engagd", 2) };
    const params = { textDocument: { uri }, range, context: { diagnostics: [], only: ["quickfix"] } };
    const [action]: CodeAction[] = await editor.request("textDocument/codeAction", params);
    expect(action).toMatchObject({ kind: "quickfix", diagnostics: [{ code: "TJ2010" }] });
    expect(apply(text, action?.edit?.changes?.[uri] ?? [])).toBe(text.replace("engagd", "engaged"));
    const elsewhere = { start: placeOf(text, "delay"), end: placeOf(text, "delay") };
    expect(await editor.request("textDocument/codeAction", { ...params, range: elsewhere })).toEqual([]);
    close();
  });
});
