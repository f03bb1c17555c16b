import { describe, expect, it } from "vitest";
import { mail, UNSUBSCRIBE } from "./mail.ts";

const shop = { links: { shop: "https://shop.example/?from=welcome&x=1" } };

describe("an HTML body", () => {
  it("stays, as a document, and makes the text part", () => {
    const { html, text } = mail({
      ...shop,
      contact: { city: "Lyon" },
      html: '<h1>Hello {{contact.city}}</h1>\n<style>p { color: red }</style><p>See the <a href="{{link "shop"}}">shop</a>.</p><img src="x.png" alt="x">',
    });
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain("<h1>Hello Lyon</h1>");
    expect(text).toBe("Hello Lyon\n\nSee the shop <https://shop.example/?from=welcome&x=1>.");
  });

  it("that is a document already is left alone", () => {
    const document =
      '<!DOCTYPE html><html><head><title>t</title></head><body class="a"><p>Hi</p></body></html>';
    expect(mail({ html: document })).toMatchObject({ html: document, text: "Hi" });
  });
});

describe("a plain text body", () => {
  const { html, text } = mail({
    ...shop,
    contact: { city: "L & <b>yon</b>" },
    body: 'Hello {{contact.city}},\r\nsee ({{link "shop"}}).\n\n\nBye "Ana"\n',
  });

  it("is the text part as it stands", () => {
    expect(text).toBe(
      'Hello L & <b>yon</b>,\nsee (https://shop.example/?from=welcome&x=1).\n\n\nBye "Ana"\n',
    );
  });

  it("is made into paragraphs, escaped, with its addresses as links", () => {
    expect(html).toContain("<p>Hello L &amp; &lt;b&gt;yon&lt;/b&gt;,<br>\nsee (<a href=");
    const address = "https://shop.example/?from&#x3D;welcome&amp;x&#x3D;1";
    expect(html).toContain(`(<a href="${address}">${address}</a>).</p>\n<p>Bye &quot;Ana&quot;</p>`);
  });
});

describe("the preview", () => {
  it("is one line, and stands hidden in the HTML part only", () => {
    const { preview, html, text } = mail({
      preview: "Three things\nfor {{contact.city}}",
      contact: { city: "<Lyon>" },
      html: "<html><body data-x><p>Hi</p></body></html>",
    });
    expect(preview).toBe("Three things for <Lyon>");
    expect(html).toMatch(
      /<body data-x><div style="display:none[^>]*>Three things for &lt;Lyon&gt;<\/div><p>Hi/,
    );
    expect(text).toBe("Hi");
  });

  it("is left out where there is none", () => {
    expect(mail({})).toMatchObject({ preview: null, html: expect.not.stringContaining("display:none") });
  });
});

describe("the way out of a marketing mail", () => {
  const marketing = { kind: "marketing" } as const;
  const count = (text: string, part: string) => text.split(part).length - 1;
  const escaped = UNSUBSCRIBE.replaceAll("&", "&amp;").replaceAll("=", "&#x3D;");

  it.each([{ html: "<html><body><p>Hi</p></body></html>" }, { html: "<p>Hi</p>" }, { body: "Hi" }])(
    "is added to both parts of %j",
    (given) => {
      const { html, text } = mail({ ...marketing, ...given });
      expect(html).toMatch(
        new RegExp(`<a href="${escaped.replace("?", "\\?")}">Unsubscribe</a></p>\n</body>`),
      );
      expect(text).toBe(`Hi\n\n-- \nUnsubscribe: ${UNSUBSCRIBE}\n`);
    },
  );

  it.each([
    { html: '<p><a href="{{unsubscribe.url}}">Leave</a></p>' },
    { html: '<p><a href="{{{unsubscribe.url}}}">Leave</a></p>' },
    { body: "Leave: {{unsubscribe.url}}" },
  ])("is not added where it is: %j", (given) => {
    const { html, text } = mail({ ...marketing, ...given });
    expect(html).not.toContain("Unsubscribe</a>");
    expect(count(text, UNSUBSCRIBE)).toBe(1);
  });

  it("is in the contact's language", () => {
    expect(mail({ ...marketing, contact: { language: "fr-CA" } }).text).toContain("Se désabonner: https://");
    expect(mail({ ...marketing, contact: { language: "ja" } }).text).toContain("Unsubscribe: https://");
  });

  it("is not put into a transactional mail", () => {
    const { html, text } = mail({ html: "<p>Hi</p>" });
    expect(html + text).not.toContain("shop.example/u/");
  });
});

describe("the way to the questions of a survey", () => {
  const surveyUrl = "https://shop.example/s/1?a=1&b=2";

  it("is added to both parts where no text prints it, before the way out", () => {
    const { html, text } = mail({ surveyUrl, kind: "marketing", html: "<p>How was it?</p>" });
    expect(html).toMatch(/a&#x3D;1&amp;b&#x3D;2">To the survey<\/a><\/p>\n<p[^>]*><a [^>]*>Unsubscribe/);
    expect(text).toBe(`How was it?\n\nTo the survey: ${surveyUrl}\n\n-- \nUnsubscribe: ${UNSUBSCRIBE}\n`);
  });

  it.each([{ html: '<a href="{{survey.url}}">Answer</a>' }, { body: "Answer: {{survey.url}}" }])(
    "is not added where it is: %j",
    (given) => {
      const { html, text } = mail({ surveyUrl, ...given, contact: { language: "fr" } });
      expect(html + text).not.toContain("questionnaire");
      expect(text.split(surveyUrl)).toHaveLength(2);
    },
  );
});

it("knows the named links only", () => {
  expect(() => mail({ html: '{{link "constructor"}}' })).toThrow('the message has no link "constructor"');
});
