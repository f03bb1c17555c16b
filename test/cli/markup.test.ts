import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkFolder } from "../../cli/src/checking.ts";
import { marked } from "../compiler/templates/marked.ts";
import { type TemporaryProject, temporaryProject } from "./temporary-project.ts";

const JOURNEY = `audience Newsletter { field city: text  field name: text?  field favorites: list of text }
email Hello for Newsletter { from "a@b.example"  subject "Hello"  body file "emails/hello.mjml" }
journey Series for Newsletter { start when contact signs up  send email Hello }
`;

let project: TemporaryProject;
beforeAll(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "test" }',
    "main.journey": JOURNEY,
    ".mjmlconfig": '{ "options": { "ignoreIncludes": false } }',
    "emails/partials/footer.hbs": "<p>{{contact.city}}</p>",
    "emails/secret.mjml": "<mj-text>secret</mj-text>",
  });
});
afterAll(() => project.remove());

/** Checks a body; « and » mark the place of a mistake. */
async function check(body: string) {
  const { source, at, start } = marked(body);
  project.write("emails/hello.mjml", source);
  const { diagnostics, compiled } = await checkFolder(project.folder);
  const found = diagnostics.map(({ code, file, span, message }) => ({
    code,
    file,
    at: source.slice(span.start, span.end),
    start: span.start,
    message,
  }));
  const message = compiled?.journeys[0]?.program.messages.Hello;
  return { found, at, start, html: message && "body" in message ? message.body.template : undefined };
}

const inBody = (content: string) => `<mjml><mj-body>${content}</mj-body></mjml>`;
const inColumn = (content: string) => inBody(`<mj-section><mj-column>${content}</mj-column></mj-section>`);

describe("a body in MJML becomes HTML with its expressions", () => {
  test("in texts, attributes, and round sections and columns", async () => {
    const { found, html = "" } = await check(
      `{{!-- a comment
of two lines --}}<mjml><mj-head><mj-title>{{contact.city}}</mj-title></mj-head><mj-body>
  {{#if contact.name}}<mj-section><mj-column><mj-text>Hi {{contact.name}}{{#if (eq contact.name "A")}}!{{/if}}</mj-text></mj-column></mj-section>{{/if}}
  <mj-section>
    {{#each contact.favorites as |it|}}
    <mj-column><mj-button href="https://shop.example/?a={{encode it}}&b={{@root.contact.id}}">{{it}}</mj-button>{{> footer}}</mj-column>
    {{/each}}
  </mj-section>
</mj-body></mjml>`.replace("{{> footer}}", ""),
    );
    expect(found).toEqual([]);
    expect(html).toContain("<title>{{contact.city}}</title>");
    expect(html).toContain('Hi {{contact.name}}{{#if (eq contact.name "A")}}!{{/if}}');
    expect(html).toContain('href="https://shop.example/?a={{encode it}}&b={{@root.contact.id}}"');
    expect(html).not.toMatch(/hbs\d|<mj-|a comment/);
    const order = [
      "{{#if contact.name}}",
      "Hi {{",
      "{{/if}}",
      "{{#each contact.favorites as |it|}}",
      "{{it}}",
      "{{/each}}",
    ];
    const places = order.map((text, index) =>
      html.indexOf(text, index === 2 ? html.indexOf("Hi {{") + 60 : 0),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    // All of a column stands between the ends of the loop, what is for Outlook too.
    const turn = html.slice(html.indexOf("{{#each"), html.indexOf("{{/each}}"));
    expect(turn.split("<div").length).toBe(turn.split("</div>").length);
    expect(turn.split("<td").length).toBe(turn.split("</td>").length);
  });

  test("with partials", async () => {
    const { found, html } = await check(inColumn("<mj-text>{{> footer}}</mj-text>"));
    expect(found).toEqual([]);
    expect(html).toContain("{{> footer}}");
  });

  test("where the text looks like a hidden expression", async () => {
    const { html } = await check(inColumn("<mj-text>hbs0x {{contact.city}}</mj-text>"));
    expect(html).toContain("hbs0x {{contact.city}}");
  });
});

describe("a mistake is found at its place in the file", () => {
  test.each<[code: string, body: string, words?: RegExp]>([
    ["TJ5002", inColumn("<mj-text>{{contact.«citty»}}</mj-text>")],
    ["TJ5004", inColumn('<mj-button href="https://a.example/{{«contact.name»}}">x</mj-button>')],
    ["TJ5014", inColumn("<mj-text>«{{{contact.city}}}»</mj-text>")],
    ["TJ5001", inColumn("<mj-text>«{{#if» contact.city}}</mj-text>")],
    ["TJ5023", `<mjml><mj-body>\n  «<mj-sektion></mj-sektion>»\n</mj-body></mjml>`, /mj-sektion/],
    [
      "TJ5023",
      `<mjml><mj-body>\n<mj-section>\n  «<mj-text>x</mj-text>»\n</mj-section></mj-body></mjml>`,
      /mj-text/,
    ],
    ["TJ5023", `<mjml><mj-body>\n  «<mj-section colour="red"></mj-section>»\n</mj-body></mjml>`, /colour/],
    ["TJ5023", inBody('«<mj-include path="./secret.mjml" />»'), /mj-include/],
    [
      "TJ5023",
      inColumn('<mj-image width="«{{contact.city}}»" alt="a" src="https://a.example/b.png" />'),
      /leaves out/,
    ],
    ["TJ5023", "«<p>Hello</p>»", /no <mjml>/],
    [
      "TJ5023",
      inBody("<mj-section>«<mj-column»><mj-text>x</mj-text></mj-section>"),
      /<mj-column> is never closed/,
    ],
    [
      "TJ5023",
      inColumn('«<mj-image» alt="a" src="https://a.example/b.png"><mj-text>x</mj-text>'),
      /<mj-image> is never closed/,
    ],
  ])("%s: %s", async (code, body, words) => {
    const { found, at, start, html } = await check(body);
    expect(found).toMatchObject([{ code, file: "emails/hello.mjml", at, start }]);
    if (words !== undefined) expect(found[0]?.message).toMatch(words);
    if (!["TJ5004", "TJ5014"].includes(code)) expect(html).toBeUndefined();
  });

  test("and nothing throws where it is cut off", async () => {
    const whole = `<mjml><mj-body>{{#if contact.city}}<mj-section><mj-column><mj-text>a{{contact.city}}</mj-text></mj-column></mj-section>{{/if}}<!-- c --></mj-body></mjml>`;
    for (let end = 0; end < whole.length; end += 7)
      expect((await check(whole.slice(0, end))).found).not.toEqual([]);
  });

  test("nor takes long where nothing ends", async () => {
    for (const part of ["{{", "{{{", "{{!--", "<!--", "<mj-text", "\\{{{{"]) {
      const { found } = await check(part.repeat(200_000));
      expect(found.length, part).toBeGreaterThan(0);
    }
  }, 240_000);
});
