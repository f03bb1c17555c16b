import { describe, expect, test } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { marked } from "./marked.ts";

type Files = Readonly<Record<string, string>>;

/** Checks an email whose body is the file emails/hello.hbs. « and » mark the place of a mistake in one of the files. */
function check(body: string, partials: Files = {}) {
  const files: Files = { "emails/hello.hbs": body, ...partials };
  const plain = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, marked(text).source]));
  const text = `audience Newsletter { field firstName: text?  field city: text }
email Hello(count: number, items: list of Product) for Newsletter {
  from "ana@shop.example"  subject "{{count}}{{#each items}}{{sku}}{{/each}}"  body file "emails/hello.hbs"
}
`;
  const { diagnostics } = checkProject({
    folder: "/project",
    config: '{ "name": "test", "currency": "EUR" }',
    journeys: [{ path: "main.journey", text }],
    readFile: (path) => plain[path],
    paths: Object.keys(plain),
  });
  const expected = Object.entries(files).flatMap(([file, source]) =>
    source.includes("«") ? [{ file, at: marked(source).at, start: marked(source).start }] : [],
  );
  const found = diagnostics
    .filter(({ code }) => code !== "TJ2030")
    .map(({ code, file, span, related = [], message, fixes = [] }) => ({
      code,
      message,
      place: { file, at: (plain[file] ?? text).slice(span.start, span.end), start: span.start },
      related: related.map((each) => each.file),
      fixes,
    }));
  return { found, expected };
}

const MISTAKES: [name: string, code: string, body: string, partials?: Files][] = [
  ["a partial that is not there", "TJ5017", "{{> «footer»}}"],
  ["a path that is not there", "TJ5017", '{{> "«parts/footer.hbs»"}}'],
  ["a path that leads out", "TJ5017", '{{> "«../../etc/passwd»"}}'],
  ["a variable in a partial", "TJ5002", "{{> a}}", { "emails/partials/a.hbs": "<p>{{contact.«citty»}}</p>" }],
  ["an optional in a partial", "TJ5004", "{{> a}}", { "emails/partials/a.hbs": "{{«contact.firstName»}}" }],
  ["what a partial is not passed", "TJ5002", "{{> a}}", { "emails/partials/a.hbs": "{{«title»}}" }],
  [
    "a type that it is passed",
    "TJ5009",
    "{{> a when=count}}",
    { "emails/partials/a.hbs": "{{date «when»}}" },
  ],
  [
    "an optional that it is passed",
    "TJ5004",
    "{{> a name=contact.firstName}}",
    { "emails/partials/a.hbs": "{{«name»}}" },
  ],
  ["what it does not use", "TJ5019", "{{> a «name=count»}}", { "emails/partials/a.hbs": "x" }],
  [
    "the message's variables, where it is given another value",
    "TJ5002",
    "{{> a contact}}",
    { "emails/partials/a.hbs": "{{city}}{{«count»}}" },
  ],
  ["no record", "TJ5009", "{{> a «count»}}", { "emails/partials/a.hbs": "x" }],
  [
    "a name of a block around",
    "TJ5002",
    "{{#each items as |it|}}{{> a}}{{/each}}",
    { "emails/partials/a.hbs": "{{«it».sku}}" },
  ],
  [
    "a way out of it",
    "TJ5012",
    "{{#each items}}{{> a}}{{/each}}",
    { "emails/partials/a.hbs": "{{«../count»}}" },
  ],
  [
    "a place in a list of its caller",
    "TJ5012",
    "{{#each items}}{{> a}}{{/each}}",
    { "emails/partials/a.hbs": "{{«@index»}}" },
  ],
  ["its syntax", "TJ5001", "{{> a}}", { "emails/partials/a.hbs": "x «{{#if» count}} y" }],
  ["a partial in itself", "TJ5018", "{{> a}}", { "emails/partials/a.hbs": "{{> «a»}}" }],
  [
    "partials in a circle",
    "TJ5018",
    "{{> a}}",
    { "emails/partials/a.hbs": "{{> b}}", "emails/partials/b.hbs": "{{> «a»}}" },
  ],
  ["a layout without its block", "TJ5020", "{{#> «a»}}x{{/a}}", { "emails/partials/a.hbs": "y" }],
  [
    "what stands in a layout's block",
    "TJ5002",
    "{{#> a}}{{«countt»}}{{/a}}",
    { "emails/partials/a.hbs": "<{{> @partial-block}}>" },
  ],
  [
    "a layout that is put in without a block",
    "TJ5012",
    "{{> a}}",
    { "emails/partials/a.hbs": "<«{{> @partial-block}}»>" },
  ],
  [
    "three braces in a partial of HTML",
    "TJ5014",
    "<p>{{> a}}",
    { "emails/partials/a.hbs": "«{{{contact.city}}}»" },
  ],
  ["a file that is no text", "TJ5022", "{{> «a»}}", { "emails/partials/a.hbs": "a\0b" }],
];

describe("a mistake about a partial is found at its place", () => {
  test.each(MISTAKES)("%s: %s", (_, code, body, partials) => {
    const { found, expected } = check(body, partials);
    expect(found.map((one) => ({ code: one.code, ...one.place }))).toEqual(
      expected.map((place) => ({ code, ...place })),
    );
    const [place] = expected;
    if (place?.file !== "emails/hello.hbs") expect(found[0]?.related).toContain("emails/hello.hbs");
  });
});

describe("what is right is left alone", () => {
  test.each<[body: string, partials: Files]>([
    ["{{> a}}", { "emails/partials/a.hbs": "{{contact.city}} {{count}}" }],
    ["{{> a}}", { "partials/a.hbs": "beside a folder around" }],
    ["{{> parts/a}}", { "parts/a.hbs": "a path" }],
    ['{{> "parts/a.html"}}', { "parts/a.html": "a path with its ending" }],
    ["{{#each items}}{{> a}}{{/each}}", { "emails/partials/a.hbs": "{{sku}} {{@root.contact.city}}" }],
    ["{{> a title='x'}}", { "emails/partials/a.hbs": "{{title}} {{contact.city}}" }],
    ["{{> a title='x'}}", { "emails/partials/a.hbs": "{{> b}}", "emails/partials/b.hbs": "{{title}}" }],
    ["{{> a name=contact.firstName}}", { "emails/partials/a.hbs": "{{#if name}}{{name}}{{/if}}" }],
    ["{{#if contact.firstName}}{{> a}}{{/if}}", { "emails/partials/a.hbs": "{{contact.firstName}}" }],
    [
      "{{#if contact.firstName}}{{> a name=contact.firstName}}{{/if}}",
      { "emails/partials/a.hbs": "{{upper name}}" },
    ],
    ["{{#with contact}}{{> a}}{{> a this}}{{/with}}", { "emails/partials/a.hbs": "{{city}}" }],
    ["{{#> a}}{{count}}{{/a}}", { "emails/partials/a.hbs": "<{{> @partial-block}}>" }],
    [
      "{{#each items as |it|}}{{#> a}}{{it.sku}}{{/a}}{{/each}}",
      { "emails/partials/a.hbs": "<{{> @partial-block}}>" },
    ],
    ["{{#> a title='x'}}{{title}}{{/a}}", { "emails/partials/a.hbs": "<{{> @partial-block}}>" }],
    [
      "{{#> a}}{{#> b}}{{count}}{{/b}}{{/a}}",
      { "emails/partials/a.hbs": "a{{> @partial-block}}", "emails/partials/b.hbs": "b{{> @partial-block}}" },
    ],
    ["{{> a}}{{> a}}", { "emails/partials/a.hbs": "twice" }],
  ])("%s %j", (body, partials) => {
    expect(check(body, partials).found).toEqual([]);
  });
});

test("the nearest partial is offered", () => {
  const { found } = check("{{> foter}}", { "emails/partials/footer.hbs": "x" });
  expect(found).toMatchObject([
    {
      message: 'There is no partial "foter": emails/partials/foter.hbs is not there. Did you mean "footer"?',
      fixes: [{ edits: [{ file: "emails/hello.hbs", span: { start: 4, end: 9 }, text: "footer" }] }],
    },
  ]);
});
