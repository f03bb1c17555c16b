import { UNITS, VERBS } from "../lexer/words.ts";
import { nearestWord } from "../parser/unexpected.ts";
import { counted, IN_WORDS, length, UNITS_IN_SHORT } from "./lengths.ts";
import type { Slip } from "./slip.ts";
import { STEPS } from "./steps.ts";

const BASES: ReadonlyMap<string, string> = new Map(
  VERBS.flatMap(({ base, present, past }) =>
    [base, present, past].map((form): [string, string] => [form, base]),
  ),
);
const PRESENTS: ReadonlyMap<string, string> = new Map(
  VERBS.map(({ past, present }): [string, string] => [past, present]),
);
const PRESENT_FORMS = VERBS.map(({ present }) => present).join("|");
const PAST_FORMS = VERBS.map(({ past }) => past).join("|");

/** What a test expects, by what its author may call it. */
const OUTCOMES: ReadonlyMap<string, string> = new Map([
  ["finish", "finished"],
  ["exit", "exited"],
  ["enter", "entered"],
  ["reach", "reached"],
  ["call", "called"],
  ["send", "sent"],
  ["wait", "waiting"],
  ["hold", "held"],
]);

const CURRENCIES: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["$", "USD"],
  ["£", "GBP"],
]);

const base = (verb = ""): string => BASES.get(verb) ?? verb;
const clock = (hours = "", minutes = "00"): string => `${Number(hours)}:${minutes}`;
const money = (amount = "", sign = ""): string =>
  `${amount.replace(",", ".")} ${CURRENCIES.get(sign) ?? sign}`;
const quoted = (list = ""): string =>
  list
    .split(",")
    .map((word) => `"${word.trim()}"`)
    .join(", ");

function hour(hours = "", minutes = "00", half = ""): string {
  const twelve = Number(hours) % 12;
  return clock(String(half === "pm" ? twelve + 12 : twelve), minutes);
}

/** Values: money, times, lists, signs of comparison. */
const VALUES: readonly Slip[] = [
  { wrong: /(?<![\w.])(\d+(?:[.,]\d+)?)\s*([€$£])/, right: ([, amount, sign]) => money(amount, sign) },
  { wrong: /([€$£])\s*(\d+(?:[.,]\d+)?)/, right: ([, sign, amount]) => money(amount, sign) },
  {
    wrong: new RegExp(`(?<![\\w.])(\\d+)\\s?(${[...UNITS_IN_SHORT.keys()].join("|")})\\b`),
    right: ([, amount, unit]) => length(amount, unit),
  },
  {
    wrong: /(?<![\w.])(\d+) ([a-z]{3,})\b/,
    right: ([wrong, amount, word = ""]) => {
      const unit = UNITS.get(nearestWord(word, UNITS.keys()));
      return unit === undefined ? wrong : length(amount, unit);
    },
  },
  { wrong: /(?<![\w.])(\d+) fortnights?\b/, right: ([, count]) => length(String(2 * Number(count)), "week") },
  { wrong: new RegExp(`\\b${IN_WORDS}`), right: ([, count, unit]) => counted(count, unit) },
  {
    wrong: /(?<![\w.])(\d{1,2})(?::(\d\d))?\s?(am|pm)\b/,
    right: ([, hours, minutes, half]) => hour(hours, minutes, half),
  },
  {
    wrong: /\bbetween (\d{1,2})(?::(\d\d))?\s*(?:-|–|to|and)\s*(\d{1,2})(?::(\d\d))?(?![\d:])/,
    right: ([, from, fromMinutes, to, toMinutes]) =>
      `between ${clock(from, fromMinutes)} and ${clock(to, toMinutes)}`,
  },
  { wrong: /={3}/, right: "==" },
  { wrong: /!==/, right: "!=" },
  { wrong: /<>/, right: "!=" },
  { wrong: /=([<>])(?!=)/, right: "$1=" },
  { wrong: /([<>!=])[ \t]+=(?!=)/, right: "$1=" },
  { wrong: /\bincludes\b/, right: "contains" },
  { wrong: /(?<=[\w)] )is (?:equal to )?(?=["\d])/, right: "== " },
  { wrong: /(?<=[\w)] )is not (?:equal to )?(?=["\d])/, right: "!= " },
  { wrong: /\bin\s*\(([^()\n]*)\)/, right: "in [$1]" },
  { wrong: /\bin\s*\{([^{}\n]*)\}/, right: "in [$1]" },
  {
    wrong: /\[[^[\]\n]*\]/,
    right: ([list = ""]) => `[${(list.match(/"[^"]*"|[^\s,[\]]+/g) ?? []).join(", ")}]`,
  },
  { wrong: /\bmethod (GET|POST|PUT|PATCH|DELETE|get|post|put|patch|delete)\b/, right: 'method "$1"' },
];

/** Sentences about a contact. */
const SENTENCES: readonly Slip[] = [
  { wrong: /\bdidn['’]t (\w+)/, right: ([, verb]) => `did not ${base(verb)}` },
  { wrong: /\b(?:hasn|haven)['’]t (\w+)/, right: ([, verb]) => `did not ${base(verb)}` },
  { wrong: /\bdoesn['’]t (\w+)/, right: ([, verb]) => `does not ${base(verb)}` },
  { wrong: new RegExp(`\\bhas (${PAST_FORMS})\\b`), right: ([, verb = ""]) => PRESENTS.get(verb) ?? verb },
  { wrong: /\bis in ("[^"\n]*")(?!\s*\.)/, right: "has tag $1", codes: ["is-in", "expected"] },
  { wrong: /\bis not in ("[^"\n]*")(?!\s*\.)/, right: "has no tag $1", codes: ["is-in", "expected"] },
  { wrong: /\b(in|over) the (?:last|past)\b/, right: "$1 last" },
  { wrong: /\b(?:within |during )?(?:the )?(?:last|past) (?=\d)/, right: "in last " },
  { wrong: /\bfrom (\w+)(?:, *\w+)+/, right: "from $1", codes: ["two-stores"] },
  { wrong: /\bstart on (?:sign ?up|signs up)\b/, right: "start when contact signs up" },
  { wrong: /\b(start|exit) on (?=contact\b)/, right: "$1 when " },
  { wrong: new RegExp(`\\b(when|until) (${PRESENT_FORMS})\\b`), right: "$1 contact $2" },
  { wrong: /\brank by (?:spend|spending|revenue|spent)\b/, right: "rank by total spent" },
];

/** `points: 3, name: "x"`, as a condition. */
function comparisons(named: string): string {
  return named
    .trim()
    .replaceAll(/(\w+)\s*:\s*/g, "$1 == ")
    .replaceAll(/,\s*/g, " and ");
}

/** Declarations, messages and tests. */
const OTHERS: readonly Slip[] = [
  { wrong: /#+[ \t]*/, right: "// " },
  {
    wrong: /\((?=[^()\n]*=)[^()\n]*\)/,
    right: ([list = ""]) => list.replaceAll(/(\w+)\s*=(?!=)\s*/g, "$1: "),
    codes: ["single-equals", "positional-argument", "expected"],
  },
  { wrong: /\btiers\s*\{[^{}]*\}/, right: ([tiers = ""]) => tiers.replaceAll(/,(?=\s)\s?|,/g, "  ") },
  {
    wrong: /\bexpect (not )?(?:email|sms|survey|message) (\w+) sent\b/,
    right: ([, not = "", name = ""]) => `expect ${not}sent ${name}`,
  },
  // The arm alone: it is of whichever split comes next.
  { wrong: /\btake (?:[\w.]+:? )+("[^"\n]*")/, right: "take $1" },
  { wrong: /\btake ("[^"\n]*") (?!for\b)(?:at|of|in|from|on) [\w.]+/, right: "take $1" },
  {
    wrong: /\b(expect (?:not )?(?:sent|called) \w+) with \{([^{}\n]*)\}/,
    right: ([, what, named = ""]) => `${what} where ${comparisons(named)}`,
  },
  { wrong: /\bexpect (not )?(\d+ times?) (sent|called|entered)( \w+)?/, right: "expect $1$3$4 $2" },
  { wrong: /\bexpect (not )?(?:that )?([A-Z]\w*) (?:is |was )?(sent|called)\b/, right: "expect $1$3 $2" },
  { wrong: /\bexpect nothing (?:is|was) sent\b/, right: "expect nothing sent" },
  { wrong: /\bexpect (not )?(?:contact )?(?:is |stands )?at (?=[a-z])/, right: "expect $1waiting at " },
  {
    wrong: new RegExp(`\\bexpect (not )?contact (?:is |has )?(${[...OUTCOMES.values()].join("|")})\\b`),
    right: "expect $1$2",
    codes: ["expected", "unexpected-text", "perfect-tense"],
  },
  {
    wrong: /\bexpect (not )?(goal|milestone) ("[^"\n]*") (?:is |was )?reached\b/,
    right: "expect $1reached $2 $3",
  },
  { wrong: /\bhas (?:the|a) tag\b/, right: "has tag" },
  { wrong: /\b(sent \w+) (?:matches )?snapshot\b/, right: "$1 matching snapshot" },
  { wrong: /\b(sent \w+) (?:contains|with text|including|includes) (?=")/, right: "$1 containing " },
  {
    wrong: /\b(given webhook \w+) (?:returns|responds(?: with)?|gives|replies(?: with)?) /,
    right: "$1 answers ",
  },
  {
    wrong: /\bcases \[([^[\]]*)\]/,
    right: ([, rows = ""]) => `cases {${rows.replaceAll(/\},/g, "}")}}`,
  },
  {
    wrong: /\b(containing "[^"\n]*"(?:, *"[^"\n]*")*|matching snapshot|where [^\n]{1,200}?) since start\b/,
    right: "since start $1",
  },
  {
    wrong: new RegExp(`\\bexpect (not )?(${[...OUTCOMES.keys()].join("|")})(?:e?s)?\\b( *)`),
    right: ([, not = "", verb = "", blanks]) => `expect ${not}${OUTCOMES.get(verb)}${blanks}`,
  },
  {
    wrong: /\b(?:on|at) (\d{4}-\d\d-\d\d) (?=\d{1,2}:\d\d)/,
    right: "on $1 at ",
    codes: ["at-for-on", "unexpected-text", "expected"],
  },
  {
    wrong: /\b(sent \w+)( \d+ times?)( to (?:\w+|"[^"\n]*"))/,
    right: "$1$3$2",
    codes: ["count-out-of-place"],
  },
  {
    wrong: /\b((?:sent|called|entered)\b[^\n}]*?) (where|containing) ([^\n}]*?) (\d+ times?)\b/,
    right: "$1 $4 $2 $3",
    codes: ["count-out-of-place"],
  },
  {
    wrong: /\bexpect not sent (\w+[^\n}]*?) (\d+) times?\b/,
    right: ([, what = "", times = ""]) => {
      const fewer = Number(times) - 1;
      return fewer < 1
        ? `expect not sent ${what}`
        : `expect sent ${what} ${fewer} ${fewer === 1 ? "time" : "times"}`;
    },
    codes: ["count-after-not"],
  },
];

/** What is in quotes, and what is not. */
const QUOTES: readonly Slip[] = [
  {
    wrong: /\b(tags|tag|untag|labels) ([\w-]+(?:, *[\w-]+)*)/,
    right: ([, word = "", list]) => `${word} ${quoted(list)}`,
    codes: ["expected"],
  },
  { wrong: /(?<=\s)[A-Za-z][\w-]*/, right: '"$&"', codes: ["expected"] },
  {
    wrong: /\b(title|objective|subject|preview) ([A-Za-z][^"\n{}]*?)(?=[ \t]*(?:\}|\r?$))/,
    right: '$1 "$2"',
    codes: ["expected"],
  },
  { wrong: /"([A-Za-z]\w*)"/, right: "$1", codes: ["expected", "unexpected-text"] },
];

/** The forms of other languages that authors bring with them, the surest first. */
export const SLIPS: readonly Slip[] = [...VALUES, ...SENTENCES, ...STEPS, ...OTHERS, ...QUOTES];
