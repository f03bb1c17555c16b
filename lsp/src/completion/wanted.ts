import type { Wanted } from "./place.ts";

/** A form of text before the cursor, without the word or string that is being typed, and what it asks for. */
interface Form {
  readonly before: RegExp;
  readonly wants: (found: RegExpMatchArray) => Wanted;
}

const form = (before: RegExp, wants: Wanted | ((found: RegExpMatchArray) => Wanted)): Form => ({
  before,
  wants: typeof wants === "function" ? wants : () => wants,
});

/** `"a", "b", `: the items of a list before the one that is being typed. */
const LISTED = /(?:"[^"\n]*"\s*,\s*)*/.source;
const HEAD = /(?:email|sms|survey|message|webhook|segment|loyalty|fragment|journey)\s+\w+\s*(?:\([^()]*\))?/
  .source;
const CALLED = /(?:[^()"]|"[^"\n]*")*/.source;

const declaration = (of: Extract<Wanted, { want: "declaration" }>["of"], ...kinds: string[]): Wanted => ({
  want: "declaration",
  of,
  ...(kinds.length > 0 && { kinds }),
});

/** Where a string begins, its quote not included. */
const STRINGS: readonly Form[] = [
  form(new RegExp(`\\b(?:un)?tag\\s+${LISTED}$`), { want: "tag" }),
  form(/\b(?:gets?|got|loses?|lost|has|has\s+no)\s+tag\s+$/, { want: "tag" }),
  form(/\bobjective\s+$/, { want: "objective" }),
  form(/\b(?:label|across)\s+$/, { want: "label" }),
  form(/"([^"\n]*)"\s*\.\s*$/, ([, category = ""]) => ({ want: "group", category })),
  form(/\b(?:joins?|joined|leaves?|left|in)\s+$/, { want: "category" }),
  form(/\btake\s+$/, { want: "arm" }),
  form(/\breached\s+(?:goal|milestone)\s+$/, { want: "milestone" }),
  form(/\bmatch\s+([\w.]+)\s*\{(?:[^{}]|\{[^{}]*\})*$/, ([, reference = ""]) => ({
    want: "case",
    reference,
  })),
  form(/\bbody\s+file\s+$/, { want: "template file" }),
  form(/\b(?:clicks?|clicked)\s+(\w+)\s+$/, ([, message = ""]) => ({ want: "link", message })),
  form(/([\w.]+)\s*(?:==|!=)\s*$/, ([, reference = ""]) => ({ want: "value", reference })),
  form(/([\w.]+)\s+(?:not\s+)?in\s*\[[^\]]*$/, ([, reference = ""]) => ({ want: "value", reference })),
  form(/\bset\s+(\w+)\s*=\s*$/, ([, field = ""]) => ({ want: "value", reference: `contact.${field}` })),
  form(/\bchanges?d?\s+(\w+)\s+to\s+$/, ([, field = ""]) => ({
    want: "value",
    reference: `contact.${field}`,
  })),
];

/** Where a word begins. The first form that fits says what is wanted. */
const WORDS: readonly Form[] = [
  form(/((?:[\p{L}_][\p{L}\d_]*\.)+)$/u, ([, path = ""]) => ({
    want: "member",
    path: path.slice(0, -1).split("."),
  })),
  form(new RegExp(`\\bsend\\s+\\w+\\s+(\\w+)\\s*\\((?:${CALLED},)?\\s*$`), ([, name = ""]) => ({
    want: "argument",
    of: "messages",
    name,
  })),
  form(new RegExp(`\\bcall\\s+webhook\\s+(\\w+)\\s*\\((?:${CALLED},)?\\s*$`), ([, name = ""]) => ({
    want: "argument",
    of: "webhooks",
    name,
  })),
  form(new RegExp(`\\brun\\s+(\\w+)\\s*\\((?:${CALLED},)?\\s*$`), ([, name = ""]) => ({
    want: "argument",
    of: "fragments",
    name,
  })),
  form(/\bsend\s+email\s+$/, declaration("messages", "Email")),
  form(/\bsend\s+sms\s+$/, declaration("messages", "Sms")),
  form(/\bsend\s+survey\s+$/, declaration("messages", "Survey")),
  form(/\bsend\s+message\s+$/, declaration("messages", "Message")),
  form(/\bexpect\s+(?:not\s+)?sent\s+$/, declaration("messages")),
  form(/\b(?:opens?|opened|clicks?|clicked)\s+$/, declaration("messages")),
  form(/\b(?:answers?|answered)\s+$/, declaration("messages", "Survey")),
  form(/\b(?:does|did|do)\s+$/, declaration("events")),
  form(/\btest\s+"[^"\n]*"\s+for\s+$/, declaration("journeys")),
  form(new RegExp(`\\b${HEAD}\\s+for\\s+$`), declaration("audiences")),
  form(/\bat\s+[\d:]+\s+for\s+$/, declaration("people")),
  form(/\b(?:in|start|leave)\s+journey\s+$/, declaration("journeys")),
  form(/\bin\s+$/, declaration("people")),
  form(/\b(?:enters|entered|leaves|left)\s+$/, declaration("people")),
  form(/\b(?:add\s+to|remove\s+from)\s+$/, declaration("people", "CustomAudience")),
  form(/\b(?:unsubscribes?|unsubscribed)\s+from\s+$/, { want: "channel" }),
  form(/\b(?:subscribed|resubscribes?|resubscribed)\s+to\s+$/, { want: "channel" }),
  form(/\bfrom\s+(?:\w+\s*,\s*)*$/, declaration("stores")),
  form(/\b(?:call\s+webhook|through|called|given\s+webhook)\s+$/, declaration("webhooks")),
  form(/\bby\s+$/, { want: "channel" }),
  form(/\bgive\s+coupon\s+$/, declaration("coupons")),
  form(/\brun\s+$/, declaration("fragments")),
  form(/\b(?:set|clear|changes?|changed)\s+$/, { want: "field" }),
  form(/\b(?:waiting|held)\s+at\s+$/, { want: "step" }),
  form(/\bfield\s+\w+(?:\s+as\s+"[^"\n]*")?\s*:\s*(?:list\s+of\s+)?$/, { want: "type" }),
  form(
    /(?:\b(?:delay|up\s+to|until|within|since|before|between|older\s+than|if|where|and|or|not|set\s+\w+\s*=|remember\s+\w+\s*=)|==|!=|<=?|>=?|[+*/(:])\s*$/,
    {
      want: "value name",
    },
  ),
];

/** What the text before a word asks for, besides keywords. */
export function wantedByWord(before: string): Wanted | undefined {
  return firstFit(WORDS, before) ?? firstFit(STRINGS, before);
}

/** What the text before the quote of a string asks for. */
export function wantedByString(before: string): Wanted | undefined {
  return firstFit(STRINGS, before);
}

function firstFit(forms: readonly Form[], before: string): Wanted | undefined {
  for (const { before: pattern, wants } of forms) {
    const found = before.match(pattern);
    if (found !== null) return wants(found);
  }
  return undefined;
}
