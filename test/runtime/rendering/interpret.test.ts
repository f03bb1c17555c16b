import fc from "fast-check";
import Handlebars from "handlebars";
import { describe, expect, it } from "vitest";
import { helpersFor } from "../../../runtime/src/rendering/template-helpers.ts";
import { fill } from "../../../runtime/src/rendering/templates.ts";
import { printed } from "./mail.ts";

/*
 * Templates are interpreted, never compiled to code. For what the compiler lets through, the interpreter prints what
 * Handlebars prints: random templates are rendered by both.
 */

const CONTEXT = {
  contact: { city: "Lyon & <b>", none: null, member: true, points: 3, empty: "" },
  items: [
    { sku: "mug", tags: ["a", "b"] },
    { sku: "plate", tags: [] },
  ],
  nothing: [],
  title: "T",
};

const helpers = helpersFor({ reader: { locale: "en", zone: "UTC" }, now: 0, links: {} });

/** Paths with a meaning at the top, inside `each items`, inside `with contact`. */
const path = fc.constantFrom(
  "title",
  "contact.city",
  "contact.none",
  "contact.member",
  "contact.points",
  "contact.empty",
  "city",
  "sku",
  "this.sku",
  "./title",
  "../title",
  "../contact.city",
  "@root.title",
  "@index",
  "@first",
  "@last",
  "item.sku",
  "i",
  "missing.member",
  "nothing",
);
const tilde = fc.constantFrom("", "~");
const blank = fc.constantFrom("", " ", "\n", "  \n", "x", "<p>\n", "a\n\n");

/** Handlebars adds two numbers that stand side by side in three braces: {{{3}}}{{{3}}} is 6. */
const print = fc
  .tuple(tilde, path, tilde)
  .chain(([open, name, close]) =>
    fc.constantFrom(`{{${open}${name}${close}}}`, `{{{contact.city}}}`, `\\{{${name}}}`, `{{! ${name} }}`),
  );

const { template } = fc.letrec<{ template: string; block: string }>((tie) => ({
  template: fc
    .array(fc.oneof({ depthSize: "small", withCrossShrink: true }, blank, print, tie("block")), {
      maxLength: 5,
    })
    .map((parts) => parts.join("")),
  block: fc
    .tuple(
      fc.constantFrom("if", "unless", "each", "with", "each as", "with as", "^if"),
      path,
      tie("template"),
      fc.option(tie("template")),
      tilde,
    )
    .map(([kind, name, body, otherwise, strip]) => {
      const [helper = "", as] = kind.replace("^", "").split(" ");
      const names = as === undefined ? "" : helper === "each" ? " as |item i|" : " as |item|";
      const list = helper === "each" && !name.includes("nothing") ? "items" : name;
      const other = otherwise === null ? "" : `{{${strip}else}}${otherwise}`;
      const sign = kind.startsWith("^") ? "^" : "#";
      return `{{${sign}${helper} ${list}${names}${strip}}}${body}${other}{{${strip}/${helper}}}`;
    }),
}));

/** Handlebars makes no new context for a `with` of the value that is `this` already: then `../` means another one. */
const handlebars = (source: string): string => Handlebars.compile(source)(CONTEXT);

describe("random templates", () => {
  it("are printed as Handlebars prints them", () => {
    fc.assert(
      fc.property(template, (source) => {
        expect(fill({ template: source }, "html", CONTEXT, helpers), source).toBe(handlebars(source));
      }),
      { numRuns: 2_000, seed: 4 },
    );
  });
});

describe("partials", () => {
  const partials = {
    greeting: { template: "Hello {{name}}{{#if title}}, {{title}}{{/if}}" },
    line: { template: "[{{sku}}]\n" },
    layout: { template: "<{{> @partial-block}}>", partials: {} },
    outer: { template: "({{> greeting name='O'}})", partials: { greeting: { template: "inner {{name}}" } } },
  };
  const context = { title: "Dr", person: { name: "Ada" }, items: [{ sku: "mug" }, { sku: "cup" }] };

  it.each([
    ["{{> greeting}}", "Hello , Dr"],
    ["{{> greeting person}}", "Hello Ada"],
    ["{{> greeting person title='Prof'}}", "Hello Ada, Prof"],
    ["{{> greeting name=person.name}}", "Hello Ada, Dr"],
    ["{{#each items}}{{> line}}{{/each}}", "[mug]\n[cup]\n"],
    ["a\n  {{> line items.x sku='x'}}\nb", "a\n  [x]\nb"],
    ["{{#> layout}}{{title}}{{/layout}}", "<Dr>"],
    ["{{#with person}}{{#> layout}}{{name}}{{/layout}}{{/with}}", "<Ada>"],
    ["{{> outer}}", "(inner O)"],
  ])("%s", (source, expected) => {
    expect(fill({ template: source, partials }, "html", context, helpers)).toBe(expected);
    const environment = Handlebars.create();
    for (const [name, partial] of Object.entries(partials))
      environment.registerPartial(name, partial.template);
    if (!source.includes("outer")) expect(environment.compile(source)(context)).toBe(expected);
  });

  it("see nothing of the blocks around them", () => {
    const look = { look: { template: "{{@index}}{{item.sku}}{{../title}}{{@root.title}}" } };
    const source = "{{#each items as |item|}}{{> look}}{{/each}}";
    expect(fill({ template: source, partials: look }, "html", context, helpers)).toBe("DrDr");
  });

  it("that are not there refuse the sending", () => {
    expect(() => printed("{{> constructor}}")).toThrow('there is no partial "constructor"');
  });
});

it("makes no code of a template", () => {
  const made = Function;
  const source = `{{title}} ${Math.random()}`;
  try {
    globalThis.Function = (() => {
      throw new Error("code was made");
    }) as unknown as FunctionConstructor;
    expect(fill({ template: source }, "html", CONTEXT, helpers)).toMatch(/^T /);
  } finally {
    globalThis.Function = made;
  }
});
