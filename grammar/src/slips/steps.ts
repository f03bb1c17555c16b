import { VERBS, WEEKDAYS } from "../lexer/words.ts";
import { counted, IN_WORDS } from "./lengths.ts";
import type { Slip } from "./slip.ts";

const present = (verb = ""): string => VERBS.find((each) => each.base === verb)?.present ?? verb;

/** The channel of a message, if this file declares it. */
function channelOf(name: string, file: string): string {
  const found = new RegExp(`^\\s*(email|sms|survey|message) ${name}\\b`, "m").exec(file);
  return found?.[1] ?? "email";
}

/** Steps and settings. */
export const STEPS: readonly Slip[] = [
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
  {
    wrong: /\bwait (?:up to )?(?:(\d+ \w+) )?for contact to (\w+)/,
    right: ([, limit = "7 days", verb]) => `wait up to ${limit} until contact ${present(verb)}`,
    choose: "the time",
  },
  { wrong: /\bwait for (?=contact\b)/, right: "wait until " },
  { wrong: /\bif(?= contact\b)/, right: "when" },
  { wrong: /\b(?:delay|sleep|pause) (?:for )?(\d+ \w+)/, right: "delay $1" },
  {
    wrong: new RegExp(`\\bdelay until (${WEEKDAYS.join("|")})\\b`),
    right: "delay until $1 at 9:00",
    choose: "the time",
  },
  { wrong: /\bunless ([^{}\n]+?)(?= *\{)/, right: "if not ($1)" },
  { wrong: /\bthen \{/, right: "{" },
  { wrong: /\badd tag (?=")/, right: "tag " },
  { wrong: /\bremove tag (?=")/, right: "untag " },
  {
    wrong: /\b(send (?:email|sms|survey|message) \w+) with \{ *([^{}\n]*?) *\}/,
    right: "$1($2)",
  },
  { wrong: /(?<=[{}\s])(\d+(?:\.\d+)?)(?= "[^"\n]*"\s*\{)/, right: "$1%" },
  { wrong: /\bset (\w+) to (?=["\d\w])/, right: "set $1 = " },
  { wrong: /\bwait (?:for )?(\d+ \w+)(?=[ \t]*(?:\}|\r?$))/, right: "delay $1" },
  { wrong: /\bwait (\d+ \w+)(?=\s*\{| until\b)/, right: "wait up to $1" },
  { wrong: /\belse\b(?=\s*\{)/, right: "otherwise" },
  {
    wrong:
      /(?<![\w.])(?:(?:set )?contact\.|set )(\w+)(?:\s*=(?!=)| to\b)\s*([^\s}][^\n}]*?)(?=[ \t]*(?:\}|\r?$))/,
    right: "update contact { set $1 = $2 }",
  },
  { wrong: /(?<![\w.])([a-z]\w*)(?=\s*=[^=])/, right: "set $1" },
  { wrong: /\btag(?= ")/, right: "tags" },
  { wrong: /(?<!\bkind:? )\b(?:kind: |type:? )?(transactional|marketing)\b/, right: "kind $1" },
  { wrong: /\b([a-z]\w*):(?= *["\d])/, right: "$1" },
];
