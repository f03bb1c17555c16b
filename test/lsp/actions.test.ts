import { CATALOGUE, checkProject, type Diagnostic, isCode } from "@trajet/compiler";
import { describe, expect, it } from "vitest";
import type { CodeAction, CodeActionContext } from "vscode-languageserver";
import { codeActions } from "../../lsp/src/requests/code-actions.ts";
import { apply } from "./apply.ts";
import { snapshotsOf } from "./snapshots.ts";

type Files = Readonly<Record<string, string>>;
const NONE: CodeActionContext = { diagnostics: [] };

function check(files: Files): readonly Diagnostic[] {
  const journeys = Object.entries(files).filter(([path]) => path.endsWith(".journey"));
  return checkProject({
    folder: "/project",
    config: files["trajet.json"],
    journeys: journeys.map(([path, text]) => ({ path, text })),
    readFile: (path) => files[path],
    paths: Object.keys(files),
  }).diagnostics;
}

/** The files with the edits of an action in them. */
function after(files: Files, action: CodeAction | undefined): Files {
  const changes = action?.edit?.changes ?? {};
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      apply(text, changes[`file:///project/${path}`] ?? []),
    ]),
  );
}

/** The actions at a part of a file. */
function actionsAt(
  files: Files,
  file: string,
  span: { readonly start: number; readonly end: number },
  context: CodeActionContext = NONE,
): readonly CodeAction[] {
  const snapshot = snapshotsOf(files).at(file);
  const { document } = snapshot.file;
  const range = { start: document.positionAt(span.start), end: document.positionAt(span.end) };
  return codeActions(snapshot, { textDocument: { uri: document.uri }, range, context });
}

const withFix = Object.entries(CATALOGUE).filter(([, { fixes = [] }]) => fixes.length > 0);

const START = "start when contact signs up";
const GUESTS = `audience Guests { field points: number = 0  tags "vip" }
email Hello(name: text, code: text) for Guests {
  from "A <a@b.example>"  subject "{{name}} {{code}}"  body "x"
}
`;
/** Forms of a mistake that have a fix, where that of the catalogue has none. */
const OTHER_FORMS: Readonly<Record<string, string>> = {
  TJ1001: `${GUESTS}journey V for Guests { ${START}  send email Hello(name: "a" code: "b") }`,
  TJ1006:
    'audience Guests { }\nemail E for Guests {\n  from "A <a@b.example>"\n  subject "x"\n  body """\n    x\n}\n',
  TJ3001: `${GUESTS}journey V for Guests { ${START}  delay 3 }`,
  TJ3006: `${GUESTS}journey V for Guests { ${START}  if contact.points - "1" > 2 { exit } }`,
  TJ4030: `${GUESTS}journey V for Guests { ${START}  send email Hello(nam: "a", code: "b") }`,
  TJ4043: `${GUESTS}journey V for Guests { ${START}  tag "vip" }
test "t" for V {
  given contact Anna { }  given contact Bea { }
  on 2026-01-01 at 9:00  Anna signs up
  expect nothing sent to Ana
}`,
  TJ5003: `${GUESTS.replace("{{name}}", "{{uper name}}")}journey V for Guests { ${START}  send email Hello(name: "a", code: "b") }`,
};

describe("every entry of the catalogue that names a fix", () => {
  it.each(withFix.map(([code, entry]) => ({ code, name: entry.name, bad: entry.bad })))(
    "$code $name: is gone when its fix is applied",
    ({ code, bad }) => {
      const files: Files = {
        "trajet.json": bad.config ?? '{ "name": "example" }',
        "main.journey": OTHER_FORMS[code] ?? bad.text,
        ...bad.files,
      };
      const before = check(files);
      const found = before.filter((diagnostic) => diagnostic.code === code);
      const fixing = found.flatMap(({ file, span }) =>
        actionsAt(files, file, span).filter(({ diagnostics = [] }) => diagnostics[0]?.code === code),
      );
      expect(fixing).not.toEqual([]);
      const errors = (all: readonly Diagnostic[]) =>
        all.filter(({ severity }) => severity === "error").length;
      for (const action of fixing) {
        const repaired = check(after(files, action));
        const left = repaired.filter((diagnostic) => diagnostic.code === code);
        expect(left.length, action.title).toBeLessThan(found.length);
        expect(errors(repaired), JSON.stringify(repaired)).toBeLessThanOrEqual(errors(before));
      }
    },
  );
});

const PEOPLE = `audience Guests {
  field firstName: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  group "Interests": "Baking"
  tags "vip"
}

event Booked {
  field seats: number
}

email Hello(name: text) for Guests {
  from "Ana <ana@studio.example>"
  subject "Hello {{name}}"
  body "Come in: {{link 'door'}}"
  link "door" "https://studio.example/"
}
`;
const PROJECT: Files = { "trajet.json": '{ "name": "studio" }', "people.journey": PEOPLE };
const journey = (...lines: readonly string[]): string =>
  `journey Visits for Guests {\n  start when contact does Booked\n  reenter always\n\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;

/** Takes the action of a title at a marked selection: `«` and `»`, or the sign `|` for a cursor. */
function take(title: string, marked: string, context?: CodeActionContext) {
  const start = marked.search(/[«|]/);
  const text = marked.replace(/[«|]/, "");
  const close = text.indexOf("»");
  const clean = text.replace("»", "");
  const files: Files = { ...PROJECT, "main.journey": clean };
  const span = { start, end: close < 0 ? start : close };
  const actions = actionsAt(files, "main.journey", span, context);
  const action = actions.find((each) => each.title.startsWith(title));
  const changed = after(files, action);
  const problems = check(changed).filter(({ severity }) => severity === "error");
  return {
    action,
    text: changed["main.journey"] ?? "",
    people: changed["people.journey"] ?? "",
    problems,
    actions,
  };
}

describe("declaring what is missing", () => {
  it.each([
    ['Declare "warm"', 'tag "wa|rm"', 'tags "vip", "warm"'],
    ['Declare "so "hot""', 'tag "so| \\"hot\\""', 'tags "vip", "so \\"hot\\""'],
    ['Declare "Pottery"', 'join "Interests"."Pot|tery"', 'group "Interests": "Baking", "Pottery"'],
    ["Declare the field visits", "if contact.vis|its == 3 { exit }", "field visits: number?"],
    ["Declare the field town", 'if contact.to|wn == "Lyon" { exit }', "field town: text?"],
    ["Declare the field price", "if entry.event.pri|ce == 3 { exit }", "field price: number?"],
    [
      'Declare the link "shop"',
      'wait up to 1 day until contact clicks Hello "sh|op"',
      'link "shop" "https://example.com/"',
    ],
  ])("%s", (title, line, declared) => {
    const taken = take(title, journey(line));
    expect(taken.people).toContain(declared);
    // A field that may be missing has to be asked for first: that is another letter.
    expect(taken.problems.filter(({ code }) => code.startsWith("TJ2"))).toEqual([]);
  });

  it.each([
    ["Declare Left", "exit when contact does Le|ft", "event Left {"],
    ["Declare Goodbye", "send email Good|bye", "email Goodbye for Guests {"],
    ["Declare Regulars", "if contact in Regu|lars { exit }", "segment Regulars for Guests where"],
    ['Declare the objective "growth"', 'objective "gro|wth"', 'objectives "growth"'],
  ])("%s", (title, line, declared) => {
    const taken = take(title, journey(line).replace("reenter always\n\n  exit when", "exit when"));
    expect(taken.text).toContain(declared);
    expect(taken.problems).toEqual([]);
  });
});

describe("adding what is missing", () => {
  it("a limit of a wait", () => {
    const { text, problems } = take(
      "Wait up to",
      journey('send email Hello(name: "x")', "|wait until contact opens Hello"),
    );
    expect(text).toContain("wait up to 7 days until contact opens Hello");
    expect(problems).toEqual([]);
  });

  it("a fallback of a value that may be missing", () => {
    const { text, problems } = take("Take", journey("send email Hello(name: contact.first|Name)"));
    expect(text).toContain('send email Hello(name: contact.firstName or "")');
    expect(problems).toEqual([]);
  });

  it("the cases of a match, and its else", () => {
    const line = 'match |contact.plan { "free" { tag "vip" } }';
    const { actions } = take("", journey(line));
    const titles = actions.map(({ title }) => title);
    expect(titles.some((title) => title === "Add the missing case")).toBe(true);
    expect(titles.some((title) => title === "Add else")).toBe(true);
  });

  it("otherwise, of a sending and of a wait", () => {
    const sent = take("Add otherwise", journey('send| email Hello(name: "x")', "delay 1 day", 'tag "vip"'));
    expect(sent.text).toContain('send email Hello(name: "x") otherwise { exit }');
    expect(sent.problems).toEqual([]);
    const wait = take(
      "Add otherwise",
      journey("wait| up to 1 day {", '  when contact opens Hello { tag "vip" }', "}"),
    );
    expect(wait.text).toContain("otherwise { exit }");
  });

  it("a label that nothing has", () => {
    const { text, problems } = take("Add the label", journey("delay1: delay 1 day", "|delay 2 hours"));
    expect(text).toContain("delay12: delay 2 hours");
    expect(problems).toEqual([]);
  });

  it("the tense of a sentence", () => {
    const lines = ['send email Hello(name: "x")', "delay 1 day", "if contact opens| Hello { exit }"];
    const { action, text, problems } = take("", journey(...lines));
    expect(action).toMatchObject({ isPreferred: true, diagnostics: [{ code: "TJ4001" }] });
    expect(text).toContain("if contact opened Hello");
    expect(problems).toEqual([]);
  });
});

describe("extracting", () => {
  it("a fragment of whole steps, with what they need as parameters", () => {
    const { text, problems } = take(
      "Extract a fragment",
      journey(
        "remember extra = 2",
        "«delay 1 day",
        "if entry.event.seats > extra {",
        '  tag "vip"',
        "}»",
        "delay 2 days",
      ),
    );
    expect(text).toBe(
      `${journey("remember extra = 2", "run Extracted(seats: entry.event.seats, extra: extra)", "delay 2 days").trimEnd()}

fragment Extracted(seats: number, extra: number) for Guests {
  delay 1 day
  if seats > extra {
    tag "vip"
  }
}
`,
    );
    expect(problems).toEqual([]);
  });

  it("no fragment of half a step, of a name that is used behind it, or of a break", () => {
    const titles = (marked: string) => take("", marked).actions.map(({ title }) => title);
    expect(titles(journey("«delay 1» day", 'tag "vip"'))).not.toContain("Extract a fragment");
    expect(titles(journey("«remember n = 1»", "if contact.points > n { exit }"))).not.toContain(
      "Extract a fragment",
    );
    expect(titles(journey("repeat up to 2 times {", "  delay 1 day", "  «break»", "}"))).not.toContain(
      "Extract a fragment",
    );
  });

  it("a segment of a condition that speaks of the contact alone", () => {
    const { text, problems } = take(
      "Extract a segment",
      journey('if contact.plan == "pro" |and contact.points > 3 {', '  tag "vip"', "}"),
    );
    expect(text).toContain("if contact in Extracted {");
    expect(text).toContain('segment Extracted for Guests where contact.plan == "pro" and contact.points > 3');
    expect(problems).toEqual([]);
    const ofRun = take("Extract a segment", journey("if entry.event.seats |> 3 { exit }"));
    expect(ofRun.action).toBeUndefined();
  });
});

describe("rewriting", () => {
  const fragment = `\nfragment Nudge(patience: duration, least: number) for Guests {\n  delay patience\n  if contact.points > least { tag "vip" }\n}\n`;

  it("inlines a fragment", () => {
    const { text, problems } = take(
      "Inline",
      journey("ru|n Nudge(patience: 2 days, least: 1 + 2)") + fragment,
    );
    expect(text).toContain("  delay 2 days\n  if contact.points > (1 + 2) {");
    expect(problems).toEqual([]);
  });

  it("does not inline a fragment whose names are taken", () => {
    const named = '\nfragment Nudge() for Guests {\n  remember n = 1\n  tag "vip"\n}\n';
    const { action } = take("Inline", journey("remember n = 2", "ru|n Nudge()") + named);
    expect(action).toBeUndefined();
  });

  it("turns a chain of if into a match, and back", () => {
    const chain = journey(
      '|if contact.plan == "free" {',
      '  tag "vip"',
      '} else if contact.plan == "pro" {',
      "  exit",
      "}",
    );
    const { text, problems } = take("Convert to match", chain);
    expect(text).toContain("match contact.plan {");
    expect(problems).toEqual([]);
    const back = take("Convert to if", text.replace("match", "|match"));
    expect(back.text).toContain('if contact.plan == "free" {');
    expect(back.text).toContain('} else if contact.plan == "pro" {');
    expect(back.problems).toEqual([]);
  });

  it("makes no match of conditions of several kinds", () => {
    const chain = journey('|if contact.plan == "free" { exit } else if contact.points > 3 { tag "vip" }');
    expect(take("Convert to match", chain).action).toBeUndefined();
  });
});

describe("whole files", () => {
  it("fixes all that can be meant in one way only", () => {
    const text = journey(
      "if (contact opens Hello) { exit }",
      'if contact.plan = "pro" { exit }',
      'tag "vipp"|',
    );
    const { text: fixed } = take("Fix all", text, { diagnostics: [], only: ["source.fixAll"] });
    expect(fixed).toContain('contact.plan == "pro"');
    expect(fixed).toContain('tag "vipp"');
  });

  it("sorts declarations, with their comments", () => {
    const text = `// first\nsegment Pros for Guests where contact.plan == "pro"\n\n/// The labels.\nlabels "a"\n\ntest "t" for Visits {\n  expect finished\n}\n\n${journey("|delay 1 day")}`;
    const { text: sorted } = take("Sort", text, { diagnostics: [], only: ["source.organize"] });
    expect(sorted.startsWith('/// The labels.\nlabels "a"\n\n// first\nsegment Pros')).toBe(true);
    expect(sorted.indexOf("journey Visits")).toBeLessThan(sorted.indexOf('test "t"'));
    expect(sorted.split("\n").toSorted()).toEqual(text.replace("|", "").split("\n").toSorted());
  });

  it("shows nothing of these at each place, and nothing that was not asked for", () => {
    const { actions } = take("", journey("|delay 1 day"));
    expect(actions.filter(({ kind = "" }) => kind.startsWith("source"))).toEqual([]);
    const asked = take("", journey("|delay 1 day"), { diagnostics: [], only: ["quickfix"] });
    expect(asked.actions).toEqual([]);
  });
});

it("knows the codes that its own fixes are for", () => {
  for (const code of ["TJ3005", "TJ4023", "TJ2004", "TJ2017"]) expect(isCode(code)).toBe(true);
});
