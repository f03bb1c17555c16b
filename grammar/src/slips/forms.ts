import { UNITS, VERBS } from "../lexer/words.ts";
import { nearestWord } from "../parser/unexpected.ts";
import type { Slip } from "./slip.ts";

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

const UNITS_IN_SHORT: ReadonlyMap<string, string> = new Map([
  ["s", "second"],
  ["sec", "second"],
  ["secs", "second"],
  ["m", "minute"],
  ["min", "minute"],
  ["mins", "minute"],
  ["h", "hour"],
  ["hr", "hour"],
  ["hrs", "hour"],
  ["d", "day"],
  ["w", "week"],
  ["wk", "week"],
  ["wks", "week"],
  ["mo", "month"],
  ["y", "year"],
  ["yr", "year"],
]);
const COUNTS: ReadonlyMap<string, string> = new Map([
  ["a", "1"],
  ["an", "1"],
  ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"].map(
    (word, index): [string, string] => [word, String(index + 1)],
  ),
]);
const IN_WORDS = `(${[...COUNTS.keys()].join("|")}) (${[...UNITS.keys()].join("|")})\\b`;

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

function length(amount = "", unit = ""): string {
  const name = UNITS_IN_SHORT.get(unit) ?? unit;
  return `${amount} ${name}${amount === "1" ? "" : "s"}`;
}

/** `1 day`, of `one day`. */
const counted = (count = "", unit = ""): string => length(COUNTS.get(count), UNITS.get(unit));

/** The channel of a message, if this file declares it. */
function channelOf(name: string, file: string): string {
  const found = new RegExp(`^\\s*(email|sms|survey|message) ${name}\\b`, "m").exec(file);
  return found?.[1] ?? "email";
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

/** Steps and settings. */
const STEPS: readonly Slip[] = [
  { wrong: /\bup-?to\b/, right: "up to" },
  { wrong: /\bexit (?:the )?loop\b/, right: "break" },
  { wrong: /\bcall (?=[A-Z])/, right: "call webhook " },
  { wrong: /\bgoal ("[^"\n]*"(?: within \d+ \w+)?) (?=contact\b)/, right: "goal $1 when " },
  { wrong: /\band exit\b/, right: "then exit" },
  { wrong: /\bone run for (?:each|every)\b/, right: "one run per" },
  { wrong: /\bkey(?:ed)?(?: by)? (?=entry\b)/, right: "one run per " },
  {
    wrong: /\bstart when contact does (\w+) or (?:contact )?(?:does )?(\w+)/,
    right: "start when contact does $1  start when contact does $2",
  },
  { wrong: /(?<![\w.])([a-z]\w*)\s*=\s*(?:await )?(call webhook \w+(?:\([^()\n]*\))?)/, right: "$2 as $1" },
  {
    wrong: new RegExp(`\\bwait (?:up ?to )?${IN_WORDS}(?=\\s*\\{| until\\b)`),
    right: ([, count, unit]) => `wait up to ${counted(count, unit)}`,
  },
  { wrong: /\b(?:stop|end|quit|return)\b/, right: "exit" },
  { wrong: /\b(?:elif|elsif|elseif)\b/, right: "else if" },
  { wrong: /\b(?:let|const|var) (\w+)\s*=(?!=)/, right: "remember $1 =" },
  {
    wrong: /\b(?:loop|while|for|repeat)\b (\d+)[^{}\n]*\{/,
    right: "repeat up to $1 times {",
  },
  {
    wrong: /\b(?:loop|while|for|repeat)\b[^{}\n]*\{/,
    right: "repeat up to 3 times {",
    choose: "the number",
  },
  { wrong: /\bmail\b/, right: "email" },
  { wrong: /\bsend (?=([A-Z]\w*))/, right: ([, name = ""], file) => `send ${channelOf(name, file)} ` },
  { wrong: /(?<!\bsend )\b(email|sms|survey|message) (?=[A-Z])/, right: "send $1 " },
  { wrong: /\bwait (?:up to )?(\d+ \w+) for (?=contact\b)/, right: "wait up to $1 until " },
  { wrong: /\bwait for (?=contact\b)/, right: "wait until " },
  { wrong: /\bwait (?:for )?(\d+ \w+)(?=[ \t]*(?:\}|\r?$))/, right: "delay $1" },
  { wrong: /\bwait (\d+ \w+)(?=\s*\{| until\b)/, right: "wait up to $1" },
  { wrong: /\belse\b(?=\s*\{)/, right: "otherwise" },
  {
    wrong: /(?<![\w.])(?:set )?contact\.(\w+)\s*=(?!=)\s*([^\s}][^\n}]*?)(?=[ \t]*(?:\}|\r?$))/,
    right: "update contact { set $1 = $2 }",
  },
  { wrong: /(?<![\w.])([a-z]\w*)(?=\s*=[^=])/, right: "set $1" },
  { wrong: /\btag(?= ")/, right: "tags" },
  { wrong: /(?<!\bkind:? )\b(?:kind: |type:? )?(transactional|marketing)\b/, right: "kind $1" },
  { wrong: /\b([a-z]\w*):(?= *["\d])/, right: "$1" },
];

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
