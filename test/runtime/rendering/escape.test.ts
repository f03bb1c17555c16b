import { describe, expect, it } from "vitest";
import { RenderError } from "../../../runtime/src/rendering/render.ts";
import { mail, printed } from "./mail.ts";

const contact = {
  city: "Lyon",
  renewal: "2026-12-24T23:30:00Z",
  points: 5,
  favorites: ["mug"],
  budget: { amount: "5", currency: "EUR" },
};

describe("templates reach values, and nothing of JavaScript", () => {
  it.each([
    "{{constructor}}",
    "{{__proto__}}",
    "{{this.constructor}}",
    "{{contact.constructor}}",
    "{{contact.constructor.name}}",
    "{{contact.__proto__}}",
    "{{contact.__defineGetter__}}",
    "{{contact.toString}}",
    "{{contact.hasOwnProperty}}",
    "{{contact.city.constructor}}",
    "{{contact.city.__proto__.constructor}}",
    "{{contact.renewal.constructor}}",
    "{{contact.renewal.toString}}",
    "{{contact.renewal.type}}{{contact.renewal.at}}{{contact.budget.amount}}",
    "{{contact.points.constructor}}",
    "{{contact.favorites.constructor}}{{contact.favorites.map}}",
    "{{#with contact}}{{constructor}}{{/with}}",
    "{{#with contact.city}}{{constructor}}{{/with}}",
    "{{#each contact}}{{this}}{{/each}}",
    "{{#each contact.favorites}}{{constructor}}{{this.constructor}}{{/each}}",
    "{{@root.constructor}}{{@root.__proto__}}",
    "{{../constructor}}",
    "{{unsubscribe.constructor}}",
    "{{contact.[constructor]}}",
    '{{lookup contact "constructor"}}{{lookup contact "__proto__"}}{{lookup contact.favorites "length"}}',
    '{{lookup contact.city "length"}}{{lookup contact.favorites 9}}{{lookup contact.favorites 0.5}}',
    "{{contact.city.length}}{{contact.favorites.length}}{{../contact.city}}{{@index}}",
    "{{#each contact.favorites}}{{../../contact.city}}{{@key}}{{@root.toString}}{{/each}}",
    "{{contact.process}}{{process}}{{globalThis}}{{require}}",
  ])("%s prints nothing", (template) => {
    expect(printed(`[${template}]`, { contact })).toBe("[]");
  });

  it.each([
    "{{log contact}}",
    "{{helperMissing}}{{helperMissing contact}}",
    "{{shout contact.city}}",
    "{{#shout contact.city}}{{/shout}}",
    "{{> partial}}",
    '{{#*inline "x"}}y{{/inline}}{{> x}}',
  ])("%s refuses the sending", (template) => {
    expect(() => mail({ html: template, contact })).toThrow(RenderError);
  });
});

describe("values are data", () => {
  const evil = '{{contact.email}} {{#each contact}}x{{/each}} <script>alert("1")</script> $& $1';

  it("are not rendered a second time, anywhere", () => {
    const rendered = mail({
      subject: "{{contact.city}}",
      preview: "{{contact.city}}",
      html: "<p>{{contact.city}}</p>",
      kind: "marketing",
      contact: { city: evil, email: "secret@shop.example" },
    });
    expect(rendered.subject).toBe(evil);
    expect(rendered.preview).toBe(evil);
    expect(rendered.text).toContain(evil);
    expect(JSON.stringify(rendered)).not.toContain("secret");
    expect(rendered.html).toContain("{{contact.email}}");
    expect(rendered.html).not.toContain("<script>");
  });

  it("are escaped in a part that is made from a text", () => {
    const { html } = mail({ body: "{{contact.city}}", contact: { city: evil } });
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<script>");
  });

  it("cannot leave an attribute", () => {
    const { html } = mail({ html: '<a title="{{contact.city}}">x</a>', contact: { city: '" onclick="x' } });
    expect(html).toContain('title="&quot; onclick&#x3D;&quot;x"');
    const linked = mail({ body: "{{contact.city}}", contact: { city: 'https://a.example/" onclick="x' } });
    expect(linked.html).not.toContain('" onclick="');
  });
});

describe("headers are one line", () => {
  const broken = [
    "a\r\nBcc: b@shop.example",
    "a\nBcc: b@shop.example",
    "a\rBcc: b@shop.example",
    "a\u2028Bcc: b@shop.example",
    "a\u0000\u0085Bcc: b@shop.example",
  ];
  it.each(broken)("%j", (city) => {
    const { subject, from, preview } = mail({
      subject: "Hi {{contact.city}}",
      preview: "{{contact.city}}",
      from: "{{contact.city}} <ana@shop.example>",
      contact: { city },
    });
    expect(subject).toBe("Hi a Bcc: b@shop.example");
    expect(preview).toBe("a Bcc: b@shop.example");
    expect(from).toBe("a Bcc bshop.example <ana@shop.example>");
  });

  it("a value in the sender cannot name another one", () => {
    const from = "{{contact.city}} at the shop <ana@shop.example>";
    expect(mail({ from, contact: { city: 'x" <evil@evil.example>, "y' } }).from).toBe(
      "x evilevil.example y at the shop <ana@shop.example>",
    );
  });

  it("a subject on several lines is joined, and is not escaped for HTML", () => {
    expect(
      mail({ subject: "  Tea &\n  cakes for {{contact.city}} ", contact: { city: "<L>" } }).subject,
    ).toBe("Tea & cakes for <L>");
  });
});

describe("what is stored wrongly", () => {
  it("refuses the messages that print it, and no other", () => {
    const odd = { points: "many", city: "Lyon" };
    expect(() => mail({ html: "{{contact.points}}", contact: odd })).toThrow(
      /the message Welcome cannot be made: field "points": expected a number/,
    );
    expect(mail({ html: "{{contact.city}}", contact: odd }).text).toBe("Lyon");
  });
});
