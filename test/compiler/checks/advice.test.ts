import { expect, test } from "vitest";
import { check, marks } from "./project-of.ts";
import { SHOP } from "./shop.ts";

const helpOf = (code: string, text: string) => check(text).find((each) => each.code === code)?.help;

test("what a refused step leaves missing is ended there", () => {
  const text = `${SHOP}coupon Pool { pool }
journey J for Newsletter { start manually  give coupon Pool as code  send email Hello(city: code) }`;
  expect(helpOf("TJ3005", text)).toContain("otherwise { exit }");
  const field = `${SHOP}journey J for Newsletter { start manually  send email Hello(city: contact.city) }`;
  expect(check(field).map(({ code }) => code)).toContain("TJ3005");
  expect(helpOf("TJ3005", field)).toBeUndefined();
});

test("a webhook that speaks of the contact says for whom it is", () => {
  expect(helpOf("TJ2024", 'webhook W { url "https://x.example/"  send { a: contact.email } }')).toContain(
    "for Newsletter",
  );
});

test("a field of the contact without its contact is offered in a template", () => {
  const text = `audience A { field firstName: text? }
email E for A { from "Ana <ana@shop.example>"  subject "Hi"  body "Hello {{firstName}}" }`;
  const [said] = check(text).filter(({ code }) => code === "TJ5002");
  expect(said?.fixes?.[0]?.edits[0]?.text).toBe("contact.firstName");
});

test("tiers beside a comma may be unread: no gap is seen", () => {
  const text = `audience A { }
store S { currency EUR }
loyalty L for A { from S  rank by orders  over last year  tiers { gold: top 10%, silver: rest } }`;
  expect(marks(text).filter((mark) => mark.startsWith("TJ7"))).toEqual([]);
});
