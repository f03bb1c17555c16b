import { describe, expect, test } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { marked } from "./marked.ts";

const DECLARED = `audience Newsletter { field city: text  field nick: text?  field token: text? }
`;

function check(declaration: string) {
  const { source, at, start } = marked(DECLARED + declaration);
  const { diagnostics } = checkProject({
    folder: "/project",
    config: undefined,
    journeys: [{ path: "a.journey", text: source }],
    readFile: () => undefined,
  });
  const found = diagnostics
    .filter(({ code }) => code !== "TJ2030")
    .map(({ code, span }) => [code, source.slice(span.start, span.end), span.start]);
  return { found, at, start };
}

const SURVEY = 'from "a@b.example" subject "s" question score "How?": 0 to 10';
const PUSH = `channel push { to contact.token  through Gateway }
webhook Gateway(to: text, title: text, text: text, url: url?) { url "https://push.example/"  send { to: to, title: title, text: text, url: url } }
`;

describe("all that has templates is checked, at its place", () => {
  test.each([
    ["TJ5002", 'sms Nudge for Newsletter { text "Hi {{contact.«citty»}}" }'],
    ["TJ5004", 'sms Nudge for Newsletter { text "Hi {{«contact.nick»}}" }'],
    ["TJ5002", 'sms Nudge for Newsletter { text "{{«survey».url}}" }'],
    ["TJ5005", 'sms Nudge(«at»: moment) for Newsletter { text "Hi" }'],
    ["TJ5006", `survey Nps for Newsletter { ${SURVEY} body "b" link "«shop»" "https://shop.example/" }`],
    ["TJ5002", `survey Nps for Newsletter { ${SURVEY} body "{{survey.«uri»}}" }`],
    ["TJ5002", `survey Nps for Newsletter { ${SURVEY} preview "{{«x»}}" body "b" }`],
    ["TJ5002", `${PUSH}message Alert for Newsletter by push { title "{{contact.«citty»}}" text "t" }`],
    [
      "TJ5002",
      `${PUSH}message Alert for Newsletter by push { title "t" text """\n    a\n    {{contact.«citty»}}\n    """ }`,
    ],
    [
      "TJ5002",
      `${PUSH}message Alert for Newsletter by push { title "t" text "t" url "https://a.example/{{«x»}}" }`,
    ],
    ["TJ5005", `${PUSH}message Alert(«what»: text) for Newsletter by push { title "t" text "t" }`],
    [
      "TJ5002",
      'webhook Crm for Newsletter { url "https://crm.example/{{contact.«citty»}}" send { id: contact.id } }',
    ],
    ["TJ5002", 'webhook Crm { url "https://crm.example/{{«contact».id}}" send { a: 1 } }'],
    ["TJ5002", 'webhook Crm { url "https://crm.example/" header "X-Team" "{{«team»}}" send { a: 1 } }'],
    ["TJ5005", 'webhook Crm(«team»: text) { url "https://crm.example/" send { a: 1 } }'],
    ["TJ5001", 'webhook Crm { url "https://crm.example/«{{»x" send { a: 1 } }'],
    [
      "TJ5002",
      'webhook Crm for Newsletter { url "https://crm.example/{{«unsubscribe».url}}" send { a: 1 } }',
    ],
  ])("%s: %s", (code, declaration) => {
    const { found, at, start } = check(declaration);
    expect(found).toEqual([[code, at, start]]);
  });

  test.each([
    'sms Nudge(at: url) for Newsletter { text "Hi {{contact.city}}: {{at}} {{unsubscribe.url}}" }',
    `survey Nps for Newsletter { ${SURVEY} body "How was it? {{survey.url}}" }`,
    `survey Nps for Newsletter { ${SURVEY} body "The link is put behind this." }`,
    `${PUSH}message Alert(what: text) for Newsletter by push { title "{{what}} is back" text "x" url "{{unsubscribe.url}}" }`,
    'webhook Crm(a: text, b: text) for Newsletter { url "https://crm.example/{{contact.id}}/{{a}}" header "X" "{{contact.city}}" send { b: b } }',
    'webhook Crm(a: text) { url "https://crm.example/" }',
    'webhook Crm(a: number) { url "https://crm.example/" send { sum: a + 1 } }',
  ])("nothing is said of %s", (declaration) => {
    expect(check(declaration).found).toEqual([]);
  });
});

const SUBJECT = 'from "a@b.example" subject "s"';

describe("a body's file", () => {
  test.each([
    ["TJ5021", "«../../etc/passwd»"],
    ["TJ5021", "«/etc/passwd»"],
    ["TJ5021", "«C:\\\\mails\\\\a.hbs»"],
    ["TJ5021", "«https://shop.example/a.hbs»"],
    ["TJ5021", "«a/../../b.hbs»"],
    ["TJ5010", "«emails»"],
    ["TJ5010", "«emails/a.docx»"],
    ["TJ5007", "«emails/a.hbs»"],
  ])("%s: %s", (code, path) => {
    const { found, at, start } = check(`email Hello for Newsletter { ${SUBJECT} body file "${path}" }`);
    expect(found).toEqual([[code, at, start]]);
  });

  function checkFile(text: string, path = "a.hbs") {
    const { diagnostics } = checkProject({
      folder: "/project",
      config: undefined,
      journeys: [
        {
          path: "a.journey",
          text: `${DECLARED}email Hello for Newsletter { ${SUBJECT} body file "${path}" }`,
        },
      ],
      readFile: (asked) => (asked === "a.hbs" ? text : undefined),
      paths: ["a.journey", "a.hbs"],
    });
    return diagnostics.filter(({ code }) => code !== "TJ2030");
  }

  test.each(["\0", "a\u0000b {{contact.citty}}", "\u0000\ufffd\u0001"])("%j is no text", (text) => {
    expect(checkFile(text).map(({ code }) => code)).toEqual(["TJ5022"]);
  });

  test("the nearest file is offered", () => {
    const [missing] = checkFile("x", "./a.hbs");
    expect(missing).toMatchObject({ code: "TJ5007", fixes: [{ edits: [{ text: "a.hbs" }] }] });
  });

  test("of 1 MB is read, and its mistake is found", () => {
    const line = "<p>{{contact.city}} and more of the same {{#if contact.nick}}{{contact.nick}}{{/if}}</p>\n";
    const text = `${line.repeat(Math.ceil(1_000_000 / line.length))}{{contact.citty}}`;
    const found = checkFile(text).filter(({ severity }) => severity === "error");
    expect(found.map(({ code, span }) => [code, span.start])).toEqual([["TJ5002", text.length - 7]]);
  });
});

describe("a template that is cut off anywhere", () => {
  const whole = `{{!-- c --}}<p>{{#if (eq contact.city "a")}}{{{contact.nick}}}{{else if x}}{{> p a=1}}{{~^~}}{{/if}}
{{#each (lookup this 'y') as |item i|}}\\{{@index}} {{../a.[b c]}} {{#> layout}}{{> @partial-block}}{{/layout}}{{/each}}`;

  test("neither throws nor is silent about its syntax", () => {
    for (let end = 0; end <= whole.length; end++) {
      const text = whole.slice(0, end).replace(/[\\"]/g, "\\$&");
      const { found } = check(`email Hello for Newsletter { ${SUBJECT} body """\n${text}\n""" }`);
      const isOpen = /\{\{[^}]*$/.test(whole.slice(0, end)) && !/\\\{\{[^}]*$/.test(whole.slice(0, end));
      if (isOpen)
        expect(
          found.map(([code]) => code),
          whole.slice(0, end),
        ).toContain("TJ5001");
    }
  });
});
