import fc from "fast-check";
import { expect, it } from "vitest";
import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import { TEMPLATE_HELPERS } from "../../../compiler/src/templates/helpers.ts";
import { mail } from "./mail.ts";

/*
 * What the checker accepts is rendered: random templates, most of them wrong, are checked, and those that are right are
 * made into mails for a contact who has everything and for one who has nothing.
 */

const AUDIENCE = `audience Newsletter {
  field city: text?  field plan: "free" | "pro" = "free"  field points: number = 0
  field budget: money?  field birthday: date?  field renewal: moment?  field best: time?
  field favorites: list of text  field member: boolean = false
}
`;
const FULL = {
  city: "Lyon",
  plan: "pro",
  points: -3.5,
  budget: { amount: "1234.50", currency: "EUR" },
  birthday: "1992-02-29",
  renewal: "2026-12-24T23:30:00Z",
  best: "18:30:15",
  favorites: ["mug", "plate"],
  member: true,
};

const value = fc.constantFrom(
  ...[
    "city",
    "plan",
    "points",
    "budget",
    "birthday",
    "renewal",
    "best",
    "favorites",
    "member",
    "createdAt",
  ].map((name) => `contact.${name}`),
  ...["this", "item", "../contact.city", "@root.contact.points", "@index", "place"],
  ...["'long'", "'short'", "'pro'", "'shop'", "0", "2", "15", "true", "'city'", "unsubscribe.url"],
);
const helper = fc.constantFrom(
  ...TEMPLATE_HELPERS.filter(({ use }) => use === "value").map(({ name }) => name),
);
const call = fc
  .tuple(helper, fc.array(value, { minLength: 1, maxLength: 3 }))
  .map(([name, args]) => `${name} ${args.join(" ")}`);
const argument = fc.oneof(
  value,
  call.map((inner) => `(${inner})`),
);
const { template } = fc.letrec<{ template: string }>((tie) => ({
  template: fc.oneof(
    { maxDepth: 3 },
    value.map((path) => `{{${path}}}`),
    call.map((inner) => `{{${inner}}}`),
    fc.tuple(helper, argument, argument).map(([name, one, other]) => `{{${name} ${one} ${other}}}`),
    fc
      .tuple(fc.constantFrom("if", "unless", "with", "each"), argument, tie("template"), tie("template"))
      .map(([block, arg, body, other]) => `{{#${block} ${arg}}}${body}{{else}}${other}{{/${block}}}`),
    fc
      .tuple(argument, tie("template"))
      .map(([list, body]) => `{{#each ${list} as |item place|}}${body}{{/each}}`),
  ),
}));

function isAccepted(body: string): boolean {
  const text = `${AUDIENCE}email Hello for Newsletter { from "a@b.example"  subject "s"  body """\n${body}\n"""  link "shop" "https://shop.example/" }`;
  const { diagnostics } = checkProject({
    folder: "/project",
    config: undefined,
    journeys: [{ path: "a.journey", text }],
    readFile: () => undefined,
  });
  return diagnostics.every(({ severity }) => severity !== "error");
}

it("no template that is accepted fails for a contact", () => {
  let accepted = 0;
  const links = { shop: "https://shop.example/" };
  fc.assert(
    fc.property(template, (body) => {
      if (!isAccepted(body)) return;
      accepted += 1;
      for (const contact of [FULL, { favorites: [] }])
        expect(() => mail({ body, contact, links }), body).not.toThrow();
    }),
    { numRuns: 3_000, seed: 4 },
  );
  expect(accepted).toBeGreaterThan(200);
});
