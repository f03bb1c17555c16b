import { describe, expect, test } from "vitest";
import { edited } from "./edited.ts";
import { check } from "./project-of.ts";

/** Each act as a trigger and as a condition, and both of what does not happen. Where one needs `for`, it has it. */
const SENTENCES: readonly (readonly [trigger: string, condition: string, absent: string, not: string])[] = [
  ["signs up", "signed up", "does not sign up", "did not sign up"],
  ["unsubscribes", "unsubscribed", "does not unsubscribe", "did not unsubscribe"],
  [
    "unsubscribes from sms",
    "unsubscribed from sms",
    "does not unsubscribe from sms",
    "did not unsubscribe from sms",
  ],
  ["resubscribes", "resubscribed", "does not resubscribe", "did not resubscribe"],
  ['gets tag "vip"', 'got tag "vip"', 'does not get tag "vip"', 'did not get tag "vip"'],
  ['loses tag "vip"', 'lost tag "vip"', 'does not lose tag "vip"', 'did not lose tag "vip"'],
  [
    'joins "Interests"."Baking"',
    'joined "Interests"."Baking"',
    'does not join "Interests"."Baking"',
    'did not join "Interests"."Baking"',
  ],
  [
    'leaves "Interests"."Baking"',
    'left "Interests"."Baking"',
    'does not leave "Interests"."Baking"',
    'did not leave "Interests"."Baking"',
  ],
  ["enters French", "entered French", "does not enter French", "did not enter French"],
  ["leaves Best.gold", "left Best.gold", "does not leave Best.gold", "did not leave Best.gold"],
  ["changes city", "changed city", "does not change city", "did not change city"],
  [
    'changes plan to "pro"',
    'changed plan to "pro"',
    'does not change plan to "pro"',
    'did not change plan to "pro"',
  ],
  ["buys any product", "bought any product", "does not buy any product", "did not buy any product"],
  [
    'buys "mug" from Boutique',
    'bought "mug" from Boutique',
    'does not buy "mug" from Boutique',
    'did not buy "mug" from Boutique',
  ],
  [
    'buys category "mugs"',
    'bought category "mugs"',
    'does not buy category "mugs"',
    'did not buy category "mugs"',
  ],
  ["gets order shipped", "got order shipped", "does not get order shipped", "did not get order shipped"],
  [
    'sees "mug" back in stock',
    'saw "mug" back in stock',
    'does not see "mug" back in stock',
    'did not see "mug" back in stock',
  ],
  ["opens Hello", "opened Hello", "does not open Hello", "did not open Hello"],
  [
    'clicks Hello "shop"',
    'clicked Hello "shop"',
    'does not click Hello "shop"',
    'did not click Hello "shop"',
  ],
  ['texts "JOIN"', 'texted "JOIN"', 'does not text "JOIN"', 'did not text "JOIN"'],
  ["answers Nps", "answered Nps", "does not answer Nps", "did not answer Nps"],
  ["does Booked", "did Booked", "does not do Booked", "did not do Booked"],
  ["abandons cart", "abandoned cart", "does not abandon cart", "did not abandon cart"],
];

const SHOP = `audience Newsletter {
  field city: text?  field plan: "free" | "pro" = "free"
  group "Interests": "Baking"
  tags "vip"
}
store Boutique { currency EUR  products "mug"  categories "mugs" }
event Booked { field price: money }
segment French for Newsletter where contact.country == "FR"
loyalty Best for Newsletter { from Boutique  rank by orders  over last year  tiers { gold: top 10%  silver: rest } }
email Hello for Newsletter {
  from "Ana <ana@shop.example>"  subject "Hello"  body "Come in: https://shop.example/"  link "shop" "https://shop.example/"
}
survey Nps for Newsletter {
  from "Ana <ana@shop.example>"  subject "One question"  body "How was it? {{survey.url}}"
  question score "How likely?": 0 to 10
}
`;
const CONFIG = '{ "name": "shop", "severity": { "TJ2030": "off" } }';

const triggered = (sentence: string): string => `${SHOP}journey Case for Newsletter {
  start when contact signs up
  exit when contact ${sentence}
  send email Hello  send survey Nps
}
`;
const asked = (sentence: string): string => `${SHOP}journey Case for Newsletter {
  start when contact signs up
  send email Hello  send survey Nps  delay 1 day
  if contact ${sentence} { tag "vip" }
}
`;

/** Errors, as their codes; of notes and warnings the paths of a journey may have some. */
function errors(text: string) {
  return check(text, { config: CONFIG }).filter(({ severity }) => severity === "error");
}

/** The text once the first fix of its only error is made. */
function fixed(text: string): string {
  const said = errors(text);
  expect(
    said.map(({ code, message }) => `${code} ${message}`),
    text,
  ).toHaveLength(1);
  return edited(text, said[0]?.fixes?.[0]?.edits ?? []);
}

describe.each(SENTENCES)("contact %s", (trigger, condition, absent, not) => {
  const isCart = trigger === "abandons cart";
  const happens = isCart ? `${trigger} for 1 hour` : trigger;

  test("is a trigger; its past is a condition", () => {
    expect(errors(triggered(happens))).toEqual([]);
    expect(errors(asked(condition))).toEqual([]);
  });

  test("gets the past tense in a condition", () => {
    expect(fixed(asked(trigger))).toBe(asked(condition));
  });

  test("gets the present tense in a trigger", () => {
    const past = isCart ? `${condition} for 1 hour` : condition;
    expect(fixed(triggered(past))).toBe(triggered(happens));
  });

  test("that does not happen gets the tense of its place", () => {
    expect(errors(triggered(`${absent} for 3 days`))).toEqual([]);
    expect(errors(asked(`${not} within 3 days`))).toEqual([]);
    expect(fixed(asked(`${absent} within 3 days`))).toBe(asked(`${not} within 3 days`));
    expect(fixed(triggered(`${not} for 3 days`))).toBe(triggered(`${absent} for 3 days`));
  });
});
