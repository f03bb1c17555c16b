import { expect, test } from "vitest";
import { readText } from "../../console/src/contacts/read-text.ts";
import { formatsOf } from "../../console/src/texts/formats.ts";

test("what a decision read is written as people write it: money as money, a text in quotation marks", () => {
  const saw = {
    "order.total": { amount: "355.00", currency: "EUR" },
    "contact.city": "Lyon",
    "contact.points": 3,
  };
  expect(readText(saw, formatsOf("en", "UTC").money)).toBe(
    'order.total = €355.00, contact.city = "Lyon", contact.points = 3',
  );
});
