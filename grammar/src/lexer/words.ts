import type { CalendarUnit, Unit, Weekday } from "../tree/index.ts";
import { PRIMITIVES } from "../tree/index.ts";

/** The three forms of a verb: they tell a trigger (`opens`) from a condition (`opened`). */
export interface VerbForms {
  readonly base: string;
  readonly present: string;
  readonly past: string;
}

const verb = <B extends string>(
  base: B,
  present: string,
  past: string,
): VerbForms & { readonly base: B } => ({
  base,
  present,
  past,
});

/** Every verb of a sentence about a contact (grammar.md §2), `sign up` by its first word. */
export const VERBS = [
  verb("sign", "signs", "signed"),
  verb("unsubscribe", "unsubscribes", "unsubscribed"),
  verb("resubscribe", "resubscribes", "resubscribed"),
  verb("get", "gets", "got"),
  verb("lose", "loses", "lost"),
  verb("join", "joins", "joined"),
  verb("leave", "leaves", "left"),
  verb("enter", "enters", "entered"),
  verb("change", "changes", "changed"),
  verb("buy", "buys", "bought"),
  verb("abandon", "abandons", "abandoned"),
  verb("see", "sees", "saw"),
  verb("open", "opens", "opened"),
  verb("click", "clicks", "clicked"),
  verb("text", "texts", "texted"),
  verb("answer", "answers", "answered"),
  verb("do", "does", "did"),
] as const satisfies readonly VerbForms[];

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const WEEKDAYS: readonly Weekday[] = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
];

/** Each written form of a unit, and the unit. */
export const UNITS: ReadonlyMap<string, Unit> = new Map(
  (["second", "minute", "hour", "day", "week", "month", "year"] as const).flatMap(
    (unit): [string, Unit][] => [
      [unit, unit],
      [`${unit}s`, unit],
    ],
  ),
);

export const CALENDAR_UNITS: readonly CalendarUnit[] = ["week", "month", "quarter", "year"];

/** The words that begin what a test expects of its runs. */
export const OUTCOMES: ReadonlySet<string> = new Set(
  words("sent nothing called entered reached waiting held finished exited"),
);

export const ORDER_STATES: readonly string[] = ["fulfilled", "shipped", "refunded", "cancelled"];

/** Words that cannot begin an expression (but for `contact` and the measures), nor name a parameter. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...words(`and between clicks contact contains days ends entered false in is matches not opens or orders set
    starts subscribed true units else every if journey manually on otherwise then until when where`),
  ...WEEKDAYS,
  ...words(`add archive break call delay exit give join leave match milestone remember remove repeat run send
    split start tag unsubscribe untag update wait called exited expect finished given held nothing reached sent
    take waiting`),
]);

/** Names that a sentence has without a declaration: whom it is about, and what happened. */
export const ROOTS: readonly string[] = words("contact entry now today event order cart product answer");

/** The words that begin a declaration. */
export const DECLARATION_WORDS = words(`labels objectives audience store record event coupon email sms survey
  channel message webhook custom segment loyalty fragment journey test`);

/** The words that begin a line of a declaration, by declaration. */
export const ITEM_WORDS = {
  audience: words("field group tags"),
  store: words("platform currency products categories"),
  fields: words("field"),
  coupon: words("pool code"),
  email: words("from subject preview body link kind label if"),
  sms: words("text kind label if"),
  survey: words("from subject preview body link question kind label if"),
  channel: words("to through"),
  message: words("title text url kind label if"),
  webhook: words("method url header secret send receive if"),
  customAudience: words("network"),
  loyalty: words("from rank over at where top tiers stay"),
} as const;

/** The words that begin a setting of a journey. */
export const SETTING_WORDS = words(
  `title objective timezone start enter exit reenter one goal send limit after`,
);

/** The words that begin a step. */
export const STEP_WORDS = words(`delay wait if match split repeat remember milestone exit break send tag untag
  join leave unsubscribe archive update call give add remove start run`);

/** The words that begin a line of a test. */
export const TEST_WORDS = words("cases given on after start take expect contact");

/** All words that begin a declaration, a line of one, a setting, a step or a line of a test. */
export const STATEMENT_KEYWORDS: ReadonlySet<string> = new Set([
  ...DECLARATION_WORDS,
  ...Object.values(ITEM_WORDS).flat(),
  ...SETTING_WORDS,
  ...STEP_WORDS,
  ...TEST_WORDS,
]);

const OTHER_WORDS = words(`across ago all always any as at average back before body boolean by cart category
  clear containing continue country date distinct duration earlier email env everyone exactly file first for
  has hours imports including language largest last least list marketing matching messages minutes moment money
  month most never no number of older order out pause per phone product rank resend
  rest restart refuses skip snapshot since spent stock subject than through times time today total transactional
  unknown up value weekday weekdays weekends with within yesterday answers`);

/** What the grammar knows of a word. */
export interface Keyword {
  readonly word: string;
  /** It cannot begin an expression, nor name a parameter or a remembered value. */
  readonly reserved: boolean;
  /** It is a form of a verb. */
  readonly verb: VerbForms | undefined;
  /** It begins a declaration, a line, a setting, a step or a line of a test. */
  readonly statement: boolean;
}

function keyword(word: string): Keyword {
  return {
    word,
    reserved: RESERVED.has(word),
    verb: VERBS.find((forms) => forms.base === word || forms.present === word || forms.past === word),
    statement: STATEMENT_KEYWORDS.has(word),
  };
}

/** Every keyword. All are contextual: a field may bear any of their names. */
export const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  [
    ...RESERVED,
    ...STATEMENT_KEYWORDS,
    ...VERBS.flatMap((forms) => [forms.base, forms.present, forms.past]),
    ...UNITS.keys(),
    ...CALENDAR_UNITS,
    ...ORDER_STATES,
    ...PRIMITIVES,
    ...OTHER_WORDS,
  ].map((word) => [word, keyword(word)]),
);
