import { describe, expect, test } from "vitest";
import { check, marked } from "./marked.ts";

/** One mistake: the place between « and », the code, and words that its message must have. */
const MISTAKES: [text: string, code: string, words?: RegExp][] = [
  // names
  ["Hi {{«contcat»}}", "TJ5002", /"contcat".*Did you mean "contact"/],
  ["Hi {{contact.«citty»}}", "TJ5002", /"citty" in contact.*"city"/],
  ["one\ntwo\r\nthree {{contact.«citty»}}", "TJ5002"],
  ["{{!-- a\ncomment --}}{{contact.«citty»}}", "TJ5002"],
  ["{{#if contact.city}}\n  x{{else if (eq count 1)}}\n{{contact.«citty»}}{{/if}}", "TJ5002"],
  ["\u2028 a {{contact.«citty»}}", "TJ5002"],
  ["{{contact.city.«length»}}", "TJ5002", /"length" in a text/],
  ["{{contact.favorites.«length»}}", "TJ5002", /list of text/],
  ["{{unsubscribe.«uri»}}", "TJ5002", /in unsubscribe.*"url"/],
  ["{{contact.«[first name]»}}", "TJ5002"],
  ['<a href="{{link "«shp»"}}">', "TJ5002", /the links of Welcome.*"shop"/],
  ["{{link «className»}}", "TJ5009", /the name of a link in quotes/],
  ["{{upper contact.«citty»}}", "TJ5002"],
  ['{{default (upper contact.«citty») "x"}}', "TJ5002"],
  ["{{this.«nothing»}}", "TJ5002"],
  ["{{./«nothing»}}", "TJ5002"],
  [
    "{{#each order.items}}{{«className»}}{{/each}}",
    "TJ5002",
    /give it a name outside: \{\{#with className as \|outer\|\}\}/,
  ],
  ["{{#each order.items}}{{«prise»}}{{/each}}", "TJ5002", /in Product.*"price"/],
  ["{{#with order}}{{«totel»}}{{/with}}", "TJ5002", /in Order.*"total"/],
  ["{{#each contact.favorites}}{{this.«x»}}{{/each}}", "TJ5002"],
  ["{{#each order.items}}{{«@indx»}}{{/each}}", "TJ5002", /"@index"/],
  // helpers
  ["{{«uper» contact.city}}", "TJ5003", /"uper".*"upper"/],
  ["{{#if («eqq» count 1)}}x{{/if}}", "TJ5003"],
  ["{{«contact.city» 1}}", "TJ5003"],
  ["{{#«repeat» 3}}x{{/repeat}}", "TJ5003"],
  ["{{«upper»}}", "TJ5011", /upper value.*none is given/],
  ["{{«upper contact.city className»}}", "TJ5011", /2 are given/],
  ['{{«plural count "mug"»}}', "TJ5011", /plural count one other/],
  ['{{upper contact.city «locale="fr"»}}', "TJ5011", /"locale="/],
  ["{{#«if»}}x{{/if}}", "TJ5011"],
  ["{{upper «count»}}", "TJ5009", /needs a text.*number/],
  ["{{money «count»}}", "TJ5009", /a money/],
  ["{{date «contact.city»}}", "TJ5009", /a date or a moment/],
  ['{{date at «"huge"»}}', "TJ5009", /"short" or "medium" or "long" or "full"/],
  ["{{date at «className»}}", "TJ5009", /known only later/],
  ["{{#each «order»}}x{{/each}}", "TJ5009", /needs a list.*a record/],
  ["{{#with «contact.favorites»}}x{{/with}}", "TJ5009", /a record or a single value/],
  // blocks
  ["{{«if contact.city»}}", "TJ5013", /\{\{#if …\}\} … \{\{\/if\}\}/],
  ["{{#«upper contact.city»}}x{{/upper}}", "TJ5013"],
  ["{{#«contact.city»}}x{{/contact.city}}", "TJ5013", /#each contact.city/],
  ["{{^«contact.city»}}x{{/contact.city}}", "TJ5013"],
  // optional values
  ["Hi {{«contact.firstName»}}", "TJ5004"],
  ["{{upper «contact.firstName»}}", "TJ5004"],
  ['{{date «contact.birthday» "long"}}', "TJ5004"],
  ["{{default contact.firstName «contact.level»}}", "TJ5004"],
  ["{{#if contact.firstName}}x{{else}}{{«contact.firstName»}}{{/if}}", "TJ5004"],
  ["{{#if contact.firstName}}x{{/if}}{{«contact.firstName»}}", "TJ5004"],
  ["{{#unless contact.firstName}}{{«contact.firstName»}}{{/unless}}", "TJ5004"],
  ["{{#if contact.birthday}}{{«contact.firstName»}}{{/if}}", "TJ5004"],
  ["{{#if (eq contact.level contact.level)}}{{«contact.level»}}{{/if}}", "TJ5004"],
  ["{{#each order.items}}{{«url»}}{{/each}}", "TJ5004"],
  ["{{«gift.sku»}}", "TJ5004"],
  // what has no printed form
  ["{{«contact»}}", "TJ5008", /record/],
  ["{{«this»}}", "TJ5008"],
  ["{{«contact.favorites»}}", "TJ5008", /list of text/],
  ["{{#each order.items}}{{«this»}}{{/each}}", "TJ5008"],
  // what templates do not have
  ["a «{{> footer}}» b", "TJ5012", /a partial/],
  ["«{{#> layout}}x{{/layout}}»", "TJ5012", /a partial/],
  ["«{{* deco}}»", "TJ5012", /a decorator/],
  ["{{#with contact}}{{«../className»}}{{/with}}", "TJ5012", /\.\.\/className.*as \|person\|/],
  ["{{«links».shop}}", "TJ5012", /write \{\{link "name"\}\}/],
  ["{{«unsubscribeUrl»}}", "TJ5012", /write \{\{unsubscribe.url\}\}/],
  ["{{«@root.className»}}", "TJ5012", /@root/],
  ["{{«@index»}}", "TJ5012", /inside \{\{#each/],
  ["{{«contact.constructor»}}", "TJ5012", /"constructor"/],
  ["{{«contact.__proto__.x»}}", "TJ5012", /"__proto__"/],
  ["{{«toString»}}", "TJ5012", /"toString"/],
  ['{{«lookup» contact "city"}}', "TJ5012", /lookup/],
  ['{{#if («lookup» contact "city")}}x{{/if}}', "TJ5012"],
  ["{{«log» contact.city}}", "TJ5012"],
  ['{{«"text"»}}', "TJ5012"],
  ["{{«12»}}", "TJ5012"],
  // equality
  ['{{#if (eq contact.plan «"prro"»)}}x{{/if}}', "TJ5015", /"free" \| "pro".*Did you mean "pro"/],
  ['{{#if (eq «"por"» contact.plan)}}x{{/if}}', "TJ5015"],
  ['{{#if «(eq count "1")»}}x{{/if}}', "TJ5015", /number and text/],
  // syntax
  ["a\nb «{{#if» contact.city}} c", "TJ5001", /write \{\{\/if\}\}/],
  ["{{!-- {{#if}} --}}{{#if a}}{{/if}} «{{#each» xs}} c", "TJ5001", /write \{\{\/each\}\}/],
  ["Hello «{{»contact.firstName", "TJ5001", /not closed by \}\}/],
  ["Hello «{{»contact.firstName and {{contact.city}}", "TJ5001", /not closed/],
  ["a «{{!--» b", "TJ5001", /--\}\}/],
  ["x «{{/if»}}", "TJ5001", /never opened/],
  ["{{#«if» contact.city}}x{{/unless}}", "TJ5001", /\{\{\/unless\}\} instead of \{\{\/if\}\}/],
  ["a «{{else}}» b", "TJ5001", /no block/],
  ["line one is rather long, so that it is cut\nx {{upper k=«}}» y", "TJ5001", /"}}" cannot stand here/],
  ["a {{«}}»", "TJ5001", /nothing stands between/],
  ["a {{{className«}}» b", "TJ5001", /ends with }}}/],
  ["{{#if contact.city}}{{«contact/../city»}}{{/if}}", "TJ5001", /no path/],
];

describe("a mistake in a template is found at its place", () => {
  test.each(MISTAKES)("%s: %s", (text, code, words) => {
    const { source, at, start } = marked(text);
    const { found } = check(source);
    expect(found.map((one) => [one.code, one.at, one.start])).toEqual([[code, at, start]]);
    if (words !== undefined) expect(found[0]?.message).toMatch(words);
  });
});

describe("what is right is left alone", () => {
  test.each([
    "Hello {{contact.city}}, {{className}}, {{this.className}}, {{./className}}",
    "{{unsubscribe.url}} {{contact.[city]}}",
    '{{link "shop"}} {{link "old shop"}}',
    "{{date}} {{date date}}",
    '{{default contact.firstName "friend"}}',
    '{{upper (default contact.firstName "friend")}}',
    '{{default (upper contact.firstName) "friend"}}',
    "{{#if contact.firstName}}{{contact.firstName}}{{else}}friend{{/if}}",
    "{{#unless contact.firstName}}friend{{else}}{{contact.firstName}}{{/unless}}",
    "{{#if contact.birthday}}{{#if contact.firstName}}{{contact.firstName}}{{date contact.birthday}}{{/if}}{{/if}}",
    '{{#if (eq contact.level "low")}}{{contact.level}}{{/if}}',
    '{{#if (eq "low" contact.level)}}{{contact.level}}{{/if}}',
    "{{#with contact.firstName}}{{this}}{{/with}}",
    "{{#with contact.firstName as |name|}}{{name}}{{/with}}",
    "{{#if gift}}{{gift.sku}}{{/if}}",
    "{{#with gift}}{{sku}}{{/with}}",
    "{{#each order.items}}{{@index}} {{sku}} {{money price}} {{#if url}}{{url}}{{/if}}{{else}}nothing{{/each}}",
    "{{#each order.items as |item place|}}{{place}} {{item.sku}}{{/each}}",
    "{{#with contact as |person|}}{{#each person.favorites as |it|}}{{it}} {{person.city}}{{/each}}{{/with}}",
    "{{#each contact.favorites}}{{this}}{{#if @last}}.{{/if}}{{/each}}",
    '{{date at "long"}} {{time at}} {{date date "short"}} {{this.date}}',
    '{{number count 2}} {{plural count "mug" "mugs"}}',
    "{{#if contact.favorites}}some{{/if}}{{#if contact.member}}member{{/if}}",
    "{{! a comment }}\\{{escaped}} {{{className}}}",
  ])("%s", (source) => {
    expect(check(source).found).toEqual([]);
  });
});

describe("in HTML", () => {
  test("an unescaped value is said", () => {
    const { source, start } = marked("<p>«{{{className}}}»</p>");
    expect(check(source, true).found).toMatchObject([{ code: "TJ5014", at: "{{{className}}}", start }]);
  });
  test("an escaped one is right", () => {
    expect(check("<p>{{className}}</p>", true).found).toEqual([]);
  });
});

describe("fixes", () => {
  const fixed = (source: string): string => {
    const edits = check(source).found[0]?.fixes[0]?.edits ?? [];
    return edits.reduceRight(
      (text, { span, text: by }) => text.slice(0, span.start) + by + text.slice(span.end),
      source,
    );
  };

  test.each([
    ["Hi {{contact.citty}}!", "Hi {{contact.city}}!"],
    ["{{uper contact.city}}", "{{upper contact.city}}"],
    ["Hi {{contact.firstName}}!", "Hi {{#if contact.firstName}}{{contact.firstName}}{{/if}}!"],
    ['{{#if (eq contact.plan "prro")}}x{{/if}}', '{{#if (eq contact.plan "pro")}}x{{/if}}'],
    ['{{link "old shp"}}', '{{link "old shop"}}'],
  ])("%s becomes %s", (source, repaired) => {
    expect(fixed(source)).toBe(repaired);
    expect(check(repaired).found).toEqual([]);
  });
});

test("variables and links that a template uses are told, also from helpers and conditions", () => {
  const { used } = check(
    '{{#if className}}{{date at "long"}}{{/if}}{{plural count "a" "b"}}{{#each order.items}}{{sku}}{{/each}}{{link "shop"}}{{this.date}}{{#with contact as |person|}}{{person.city}}{{/with}}',
  );
  expect(new Set(used)).toEqual(
    new Set(["className", "at", "count", "order", 'link "shop"', "date", "contact", "contact.city"]),
  );
});
