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
  ["{{#each order.items}}{{«className»}}{{/each}}", "TJ5002", /@root\.className is the message's/],
  ["{{#each order.items}}{{«prise»}}{{/each}}", "TJ5002", /in Product.*"price"/],
  ["{{#with order}}{{«totel»}}{{/with}}", "TJ5002", /in Order.*"total"/],
  ["{{#each contact.favorites}}{{this.«x»}}{{/each}}", "TJ5002"],
  ["{{#each order.items}}{{«@indx»}}{{/each}}", "TJ5002", /"@index"/],
  // helpers
  ["{{«uper» contact.city}}", "TJ5003", /"uper".*"upper"/],
  ["{{#if («eqq» count 1)}}x{{/if}}", "TJ5003"],
  ["{{«contact.city» 1}}", "TJ5003"],
  ["{{contact.firstName «or» 'you'}}", "TJ5003", /"or"/],
  ["{{#«repeat» 3}}x{{/repeat}}", "TJ5003"],
  ["{{«upper»}}", "TJ5011", /upper value.*none is given/],
  ["{{«upper contact.city className»}}", "TJ5011", /2 are given/],
  ['{{«plural count "mug"»}}', "TJ5011", /plural count one other/],
  ['{{upper contact.city «locale="fr"»}}', "TJ5011", /"locale="/],
  ["{{#«if»}}x{{/if}}", "TJ5011"],
  ["{{upper «count»}}", "TJ5009", /needs a text.*number/],
  ["{{dateTime «date»}}", "TJ5009", /a moment.*date/],
  ['{{weekday at «"narrow"»}}', "TJ5009", /"long" or "short"/],
  ["{{relative «contact.city»}}", "TJ5009"],
  ["{{percent «order.total»}}", "TJ5009"],
  ["{{number count «2.5»}}", "TJ5009", /a whole number from 0 to 15/],
  ["{{percent count «16»}}", "TJ5009"],
  ["{{truncate className «0»}}", "TJ5009", /a whole number from 1/],
  ['{{truncate className «"9"»}}', "TJ5009"],
  ["{{«truncate className»}}", "TJ5011", /truncate value length/],
  ["{{join «className»}}", "TJ5009", /a list/],
  ["{{join «order.items»}}", "TJ5009", /a list of values that can be printed/],
  ["{{capital «contact.firstName»}}", "TJ5004"],
  ["{{money «count»}}", "TJ5009", / needs money, /],
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
  ["{{#if (or contact.firstName contact.city)}}{{«contact.firstName»}}{{/if}}", "TJ5004"],
  ["{{#if (and contact.firstName contact.city)}}x{{else}}{{«contact.firstName»}}{{/if}}", "TJ5004"],
  ["{{#if (not contact.firstName)}}{{«contact.firstName»}}{{/if}}", "TJ5004"],
  ["{{#if (ne contact.level 'low')}}{{«contact.level»}}{{/if}}", "TJ5004"],
  ["{{#with gift}}{{/with}}{{«gift.sku»}}", "TJ5004"],
  ["{{#each order.items}}{{«url»}}{{/each}}", "TJ5004"],
  ["{{«gift.sku»}}", "TJ5004"],
  // what has no printed form
  ["{{«contact»}}", "TJ5008", /record/],
  ["{{«this»}}", "TJ5008"],
  ["{{«contact.favorites»}}", "TJ5008", /list of text/],
  ["{{#each order.items}}{{«this»}}{{/each}}", "TJ5008"],
  // what templates do not have
  ["a {{> «footer»}} b", "TJ5017", /"footer".*partials\/footer\.hbs/],
  ["{{#> «layout»}}x{{/layout}}", "TJ5017", /"layout"/],
  ["{{#> «layout»}}x{{/layout}}", "TJ5017"],
  ["«{{> (lookup contact 'city')}}»", "TJ5012", /computed/],
  ["«{{> @partial-block}}»", "TJ5012", /block of the caller/],
  ["«{{* deco}}»", "TJ5012", /a decorator/],
  ['«{{#*inline "x"}}y{{/inline}}»', "TJ5012", /a decorator/],
  ["{{«../className»}}", "TJ5012", /\.\.\/className/],
  ["{{#with contact}}{{«../../className»}}{{/with}}", "TJ5012"],
  ["{{#if contact.city}}{{«../className»}}{{/if}}", "TJ5012"],
  ["{{#with order}}{{../«classNam»}}{{/with}}", "TJ5002", /"className"/],
  [
    "{{#each order.items}}{{#each ../order.items}}{{«@../index»}}{{/each}}{{/each}}",
    "TJ5012",
    /as \|item index\|/,
  ],
  ["{{«links».shop}}", "TJ5012", /write \{\{link "name"\}\}/],
  ["{{«unsubscribeUrl»}}", "TJ5012", /write \{\{unsubscribe.url\}\}/],
  ["{{@root.«clasName»}}", "TJ5002", /"className"/],
  ["{{#each order.items}}{{@root.contact.«citty»}}{{/each}}", "TJ5002"],
  ["{{«@root»}}", "TJ5008"],
  ["{{«@index»}}", "TJ5012", /inside \{\{#each/],
  ["{{«contact.constructor»}}", "TJ5012", /"constructor"/],
  ["{{«contact.__proto__.x»}}", "TJ5012", /"__proto__"/],
  ["{{«toString»}}", "TJ5012", /"toString"/],
  ["{{lookup contact «className»}}", "TJ5009", /the name of a field in quotes/],
  ['{{lookup contact "«citty»"}}', "TJ5002", /"city"/],
  ['{{lookup contact "«constructor»"}}', "TJ5002"],
  ["{{lookup «contact.city» 0}}", "TJ5009", /a list or a record/],
  ["{{lookup «contact.favorites» 0}}", "TJ5004"],
  ['{{lookup contact.favorites «"0"»}}', "TJ5009", /a number/],
  ["{{«log» contact.city}}", "TJ5012"],
  ['{{«"text"»}}', "TJ5012"],
  ["{{«12»}}", "TJ5012"],
  // equality
  ['{{#if (eq contact.plan «"prro"»)}}x{{/if}}', "TJ5015", /"free" \| "pro".*Did you mean "pro"/],
  ['{{#if (eq «"por"» contact.plan)}}x{{/if}}', "TJ5015"],
  ['{{#if «(eq count "1")»}}x{{/if}}', "TJ5015", /never equal: number and text/],
  ["{{#if «(lt count order.total)»}}x{{/if}}", "TJ5015", /no order: number and money/],
  ["{{#if (gt «contact.city» count)}}x{{/if}}", "TJ5009", /a number/],
  ["{{#if «(and contact.city)»}}x{{/if}}", "TJ5011", /one is given/],
  ["{{#if «(ne at count)»}}x{{/if}}", "TJ5015"],
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
    "{{#with contact}}{{../className}} {{@root.count}}{{/with}}",
    "{{#each order.items}}{{#each ../order.items}}{{../sku}}{{/each}}{{/each}}",
    "{{#each order.items}}{{#if url}}{{../className}}{{/if}}{{@root.contact.city}}{{/each}}",
    "{{#if (and contact.firstName contact.birthday)}}{{contact.firstName}}{{date contact.birthday}}{{/if}}",
    "{{#if (and contact.firstName (or contact.city count))}}{{contact.firstName}}{{/if}}",
    "{{#if (or (and contact.firstName count) (and contact.firstName at))}}{{contact.firstName}}{{/if}}",
    "{{#if (not contact.firstName)}}friend{{else}}{{contact.firstName}}{{/if}}",
    "{{#unless (or (not contact.firstName) (not contact.level))}}{{contact.firstName}}{{contact.level}}{{/unless}}",
    "{{#if (ne contact.level 'low')}}x{{else}}{{contact.level}}{{/if}}",
    "{{#if (gt contact.birthday at)}}{{date contact.birthday}}{{/if}}",
    "{{#if contact.firstName}}{{this.contact.firstName}} {{@root.contact.firstName}}{{/if}}",
    "{{#if contact.level}}{{#with contact}}{{level}}{{/with}}{{/if}}",
    '{{lookup contact "city"}} {{default (lookup contact.favorites 0) "none"}}',
    "{{#with (lookup order.items 0)}}{{sku}}{{/with}}",
    '{{dateTime at "long"}} {{weekday date "short"}} {{relative at}} {{percent count 1}}',
    '{{capital className}} {{truncate className 20}} {{encode className}} {{join contact.favorites}} {{join contact.favorites ", "}}',
    "{{#if (eq date at)}}same day{{/if}}{{#if (and (ge count 1) (le count 9))}}x{{/if}}",
    "{{~#if count~}} x {{~else~}} y {{~/if~}}",
    "{{^if count}}x{{else}}y{{/if}}{{#if count}}x{{else unless date}}y{{else}}z{{/if}}",
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

  test("a fallback for a missing text", () => {
    const source = "Hi {{contact.firstName}}! {{date contact.birthday}}";
    const [name, day] = check(source).found;
    const [edit] = name?.fixes[1]?.edits ?? [];
    expect(source.slice(edit?.span.start, edit?.span.end)).toBe("contact.firstName");
    expect(edit?.text).toBe("default contact.firstName 'there'");
    expect(day?.fixes).toEqual([]);
  });

  test.each([
    ["Hi {{contact.citty}}!", "Hi {{contact.city}}!"],
    ["{{uper contact.city}}", "{{upper contact.city}}"],
    ["Hi {{contact.firstName or 'you'}}!", "Hi {{default contact.firstName 'you'}}!"],
    ["Hi {{contact.firstName  or className}}!", "Hi {{default contact.firstName  className}}!"],
    ["Hi {{contact.firstName}}!", "Hi {{#if contact.firstName}}{{contact.firstName}}{{/if}}!"],
    ['{{#if (eq contact.plan "prro")}}x{{/if}}', '{{#if (eq contact.plan "pro")}}x{{/if}}'],
    ['{{link "old shp"}}', '{{link "old shop"}}'],
    ["{{#each order.items}}{{className}}{{/each}}", "{{#each order.items}}{{@root.className}}{{/each}}"],
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
