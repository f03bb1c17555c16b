import { expect, test } from "vitest";
import { check, marks } from "./project-of.ts";

const EMAIL = `audience Newsletter {}
email Hello for Newsletter { subject "Hello"  body "Hello." }
journey Welcome for Newsletter {
  start when contact signs up
  send email Hello
}
`;

test.each(["", "{", '{ "name": "shop", }', "name: shop"])("a trajet.json that is no JSON: %j", (config) => {
  // The sender may well stand in it.
  expect(marks(EMAIL, { config })).toEqual(["TJ6001 in trajet.json"]);
});

test("comes before the mistakes of files that are read before it", () => {
  const codes = check(`${EMAIL}sms Bye for Newsletter {}\n`, { config: "{" }).map(({ code }) => code);
  expect(codes[0]).toBe("TJ6001");
  expect(codes).toContain("TJ4012");
});

test("a trajet.json that is read and gives no sender still leaves the email without one", () => {
  expect(marks(EMAIL, { config: '{ "name": "shop" }' })).toEqual(["TJ4012 Hello"]);
});
