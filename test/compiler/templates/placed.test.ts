import { describe, expect, test } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import type { Diagnostic } from "../../../compiler/src/diagnostics/diagnostic.ts";

const AUDIENCE = "audience Newsletter { field firstName: text?  field city: text }\n";
const JOURNEY = "journey Series for Newsletter { start when contact signs up send email Hello SEND }\n";

interface Project {
  /** The lines of the email; « and » mark the place of the mistake, here or in a file. */
  readonly email: string;
  readonly parameters?: string;
  readonly args?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** Checks an email, and gives what is found beside what the marks say. */
function check({ email, parameters = "", args = "", files = {} }: Project) {
  const declared = `${AUDIENCE}email Hello${parameters} for Newsletter {\n${email}\n}\n${JOURNEY.replace("SEND", args)}`;
  const texts: Readonly<Record<string, string>> = { "hello.journey": declared, ...files };
  const plain = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [path, text.replace(/[«»]/g, "")]),
  );
  const { diagnostics } = checkProject({
    folder: "/project",
    config: '{ "name": "test" }',
    journeys: [{ path: "hello.journey", text: plain["hello.journey"] ?? "" }],
    readFile: (path) => (path === "hello.journey" ? undefined : plain[path]),
  });
  return {
    found: diagnostics.map(summary),
    expected: Object.entries(texts).flatMap(([path, text]) => marks(path, text)),
  };
}

function summary({ code, file, span }: Diagnostic) {
  return { code, file, start: span.start, end: span.end };
}

function marks(file: string, text: string) {
  const start = text.indexOf("«");
  return start < 0 ? [] : [{ file, start, end: text.indexOf("»") - 1 }];
}

const FROM = 'from "ana@shop.example" ';
const SUBJECT = `${FROM} subject "Hello" `;

const MISTAKES: [name: string, code: string, project: Project][] = [
  ["a subject", "TJ5002", { email: `${FROM} subject "Hi {{contact.«citty»}}" body "x"` }],
  ["the sender", "TJ5002", { email: `from "{{contact.«citty»}} <a@b.example>" subject "Hi" body "x"` }],
  ["a preview", "TJ5002", { email: `${SUBJECT} preview "{{contact.«citty»}}" body "x"` }],
  [
    "behind escapes",
    "TJ5002",
    { email: String.raw`${SUBJECT} body "\"q\" \\ \u{1F600}\n\t{{contact.«citty»}}"` },
  ],
  [
    "an escaped quote inside the expression",
    "TJ5009",
    { email: String.raw`${SUBJECT} body "{{date contact.createdAt «\"huge\"»}}"` },
  ],
  [
    "a text block",
    "TJ5002",
    { email: `${SUBJECT} body """\n      Dear reader,\n        see {{contact.«citty»}}.\n      """` },
  ],
  [
    "a text block with \\r\\n",
    "TJ5002",
    { email: `${SUBJECT} body """\r\n    One,\r\n    \r\n    {{contact.«citty»}}\r\n    """` },
  ],
  [
    "a text block with escapes",
    "TJ5002",
    { email: `${SUBJECT} body """\n   a \\u{41} "b"\n   {{contact.«citty»}}\n   """` },
  ],
  [
    "a whole expression over two lines of a block",
    "TJ5012",
    { email: `${SUBJECT} body """\n    a «{{* x\n    }}» b\n    """` },
  ],
  [
    "a .hbs file",
    "TJ5002",
    {
      email: `${SUBJECT} body file "a/b.hbs"`,
      files: { "a/b.hbs": "<p>\r\n{{! x }}\n  {{contact.«citty»}}</p>" },
    },
  ],
  [
    "an .html file",
    "TJ5014",
    { email: `${SUBJECT} body file "b.html"`, files: { "b.html": "<p>«{{{contact.city}}}»</p>" } },
  ],
  ["HTML in the declaration", "TJ5014", { email: `${SUBJECT} body "<p>«{{{contact.city}}}»</p>"` }],
  [
    "a text file that lacks an end",
    "TJ5001",
    { email: `${SUBJECT} body file "b.txt.hbs"`, files: { "b.txt.hbs": "Hi «{{#if» contact.city}}you" } },
  ],
  ["an optional value", "TJ5004", { email: `${SUBJECT} body "Hi {{«contact.firstName»}}"` }],
  ["a file that is not there", "TJ5007", { email: `${SUBJECT} body file "«a/b.hbs»"` }],
  [
    "an .mjml file",
    "TJ5002",
    {
      email: `${SUBJECT} body file "b.mjml"`,
      files: {
        "b.mjml": "<mjml><mj-body>\n{{#if contact.«citty»}}<mj-section></mj-section>{{/if}}</mj-body></mjml>",
      },
    },
  ],
  [
    "a file of another format",
    "TJ5010",
    { email: `${SUBJECT} body file "«b.docx»"`, files: { "b.docx": "{{nonsense" } },
  ],
  [
    "a parameter that nothing prints",
    "TJ5005",
    { parameters: "(«topic»: text)", args: '(topic: "x")', email: `${SUBJECT} body "x"` },
  ],
  [
    "a link that the body lacks",
    "TJ5006",
    { email: `${SUBJECT} body "x" link "«shop»" "https://shop.example/"` },
  ],
  [
    "a link that the message lacks",
    "TJ5002",
    {
      email: String.raw`${SUBJECT} body "{{link \"«shpo»\"}} https://shop.example/" link "shop" "https://shop.example/"`,
    },
  ],
  [
    "a template in the address of a link",
    "TJ5012",
    {
      email: String.raw`${SUBJECT} body "{{link \"shop\"}}" link "shop" "https://shop.example/«{{»contact.id}}"`,
    },
  ],
];

describe("a mistake in a template is reported at its place in the project", () => {
  test.each(MISTAKES)("%s: %s", (_, code, project) => {
    const { found, expected } = check(project);
    expect(found).toEqual(expected.map((place) => ({ code, ...place })));
  });
});

describe("nothing is said", () => {
  test.each<[string, Project]>([
    ["of a sound message", { email: `${SUBJECT} body "{{contact.city}} {{unsubscribe.url}}"` }],
    ["of three braces in a text", { email: `${SUBJECT} body "{{{contact.city}}}"` }],
    [
      "of an address in angle brackets, which is no HTML",
      { email: `${SUBJECT} body "Ask <ana@shop.example> {{{contact.city}}}"` },
    ],
    [
      "of a parameter that only the subject prints",
      { parameters: "(topic: text)", args: '(topic: "x")', email: `${FROM} subject "{{topic}}" body "x"` },
    ],
    [
      "of parameters and links of a body that cannot be read",
      {
        parameters: "(topic: text)",
        args: '(topic: "x")',
        email: `${SUBJECT} body file "«a.hbs»" link "shop" "https://shop.example/"`,
      },
    ],
    [
      "of a link whose address stands in the body",
      { email: `${SUBJECT} body "See https://shop.example/." link "shop" "https://shop.example/"` },
    ],
  ])("%s", (_, project) => {
    const { found, expected } = check(project);
    expect(found.filter(({ code }) => code !== "TJ5007")).toEqual([]);
    expect(found).toHaveLength(expected.length);
  });
});

test("a fix inside a string changes the characters of the file", () => {
  const text = String.raw`${AUDIENCE}email Hello for Newsletter { ${SUBJECT} body "\"{{contact.citty}}\"" }`;
  const { diagnostics } = checkProject({
    folder: "/project",
    config: undefined,
    journeys: [{ path: "a.journey", text }],
    readFile: () => undefined,
  });
  const [edit] = diagnostics.find(({ code }) => code === "TJ5002")?.fixes?.[0]?.edits ?? [];
  expect(edit?.file).toBe("a.journey");
  expect(text.slice(edit?.span.start, edit?.span.end)).toBe("citty");
  expect(edit?.text).toBe("city");
});
