import { expect, test } from "vitest";
import { check } from "./project-of.ts";

/** What is said of a condition on the orders of a store in pounds, or on a payload of any currency. */
function said(condition: string, config = '{ "name": "shop" }'): readonly string[] {
  const text = `audience Newsletter {}
store London { platform "shopify"  currency GBP }
event Booked { field price: money }
journey Case for Newsletter {
  start when contact signs up
  exit if ${condition}
  delay 1 day
}
`;
  const mistakes = check(text, { config }).filter(({ code }) => code === "TJ3002");
  return mistakes.map(({ message }) => message.slice(message.indexOf("greater.")));
}

test.each([
  ["contact bought any product from London where (order.total > 40)", "40 GBP"],
  ["contact bought any product from London where (40 < order.total)", "40 GBP"],
  ["contact bought any product from London where (order.total between 9.50 and 20 GBP)", "9.50 GBP"],
  ["contact did Booked where (event.price > 40)", "40 EUR"],
])("a bare number beside money lacks its currency: %s", (condition, amount) => {
  expect(said(condition)).toEqual([`greater. Write the amount with its currency: \`${amount}\`.`]);
});

test("the project's currency stands in where that of the money is not known", () => {
  const config = '{ "name": "shop", "currency": "USD" }';
  expect(said("contact did Booked where (event.price > 40)", config)[0]).toContain("`40 USD`");
});

test("a number beside a duration lacks its unit", () => {
  expect(said("now - contact.createdAt > 40")).toEqual(["greater. Its unit is missing: write `40 days`."]);
});
