import { createToken, Lexer, type TokenType } from "chevrotain";
import { PRIMITIVES } from "../tree/index.ts";
import { cutString } from "./cut-string.ts";
import { blockComment, restOfLine, textBlock } from "./patterns.ts";
import { CALENDAR_UNITS, KEYWORDS, ORDER_STATES, UNITS, VERBS, WEEKDAYS } from "./words.ts";

const category = (name: string, parents: TokenType[] = []): TokenType =>
  createToken({ name, pattern: Lexer.NA, categories: parents });

/** The word classes of grammar.md §1. `Word`: an identifier or any keyword. */
export const Word = category("Word");
/** An identifier or a keyword that is not reserved. */
export const Free = category("Free");
/** The name of a declared thing: an identifier, never a keyword. */
export const NameWord = category("NameWord");

export const UnitWord = category("UnitWord");
export const WeekdayWord = category("WeekdayWord");
export const PrimitiveWord = category("PrimitiveWord");
export const CalendarWord = category("CalendarWord");
export const OrderStateWord = category("OrderStateWord");
export const ComparisonSign = category("ComparisonSign");
/** `<`, `<=`, `>`, `>=`: what a pattern of a `match` may begin with. */
export const OrderSign = category("OrderSign", [ComparisonSign]);
export const EqualitySign = category("EqualitySign", [ComparisonSign]);
/** `"…"` on one line, closed or not, in whatever quotes. */
export const StringText = category("StringText");
/** A string or a text block. */
export const AnyText = category("AnyText");

/** One category per verb, on its three forms; by the base form. */
export const VerbWord: ReadonlyMap<string, TokenType> = new Map(
  VERBS.map(({ base }) => [base, category(`verb ${base}`)]),
);
/** The category of one verb. */
export function verbWord(base: (typeof VERBS)[number]["base"]): TokenType {
  const found = VerbWord.get(base);
  if (found === undefined) throw new Error(`No verb “${base}” in words.ts.`);
  return found;
}

const LETTER = "A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F";
/** The source of the pattern of an identifier, for other tools (TextMate, editors). */
export const IDENTIFIER_PATTERN = `[${LETTER}][${LETTER}0-9]*`;

export const Identifier = createToken({
  name: "Identifier",
  pattern: new RegExp(IDENTIFIER_PATTERN),
  categories: [Word, Free, NameWord],
});
/** Three capitals: a currency after a number, a name elsewhere. */
export const Capitals = createToken({
  name: "Capitals",
  pattern: /[A-Z]{3}/,
  longer_alt: Identifier,
  categories: [Word, Free, NameWord],
});

export const Blank = createToken({
  name: "Blank",
  pattern: /[\s\uFEFF]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
/** Comments leave the stream, and are kept in a group of their own. */
export const COMMENTS = "comments";
export const DocComment = createToken({
  name: "DocComment",
  pattern: /\/\/\/(?!\/)[^\r\n]*/,
  group: COMMENTS,
});
export const LineComment = createToken({ name: "LineComment", pattern: /\/\/[^\r\n]*/, group: COMMENTS });
export const BlockComment = createToken({
  name: "BlockComment",
  pattern: blockComment,
  group: COMMENTS,
  line_breaks: true,
  start_chars_hint: ["/"],
});
/** Without its end it takes its line, not the rest of the file. */
export const UnclosedComment = createToken({
  name: "UnclosedComment",
  pattern: /\/\*[^\r\n]*/,
  group: COMMENTS,
});

export const TextBlock = createToken({
  name: "TextBlock",
  pattern: textBlock,
  start_chars_hint: ['"'],
  line_breaks: true,
  categories: [AnyText],
});
/** Ends before the first line that begins with a closing brace at its margin, or else with the text. */
export const UnclosedTextBlock = createToken({
  name: "UnclosedTextBlock",
  pattern: /"""(?:[\s\S]*?(?=\r?\n\})|[\s\S]*)/,
  line_breaks: true,
  categories: [AnyText],
});
export const ClosedString = createToken({
  name: "ClosedString",
  // Runs of plain signs are taken whole, so that a string of megabytes leaves no trail to go back on.
  pattern: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/,
  categories: [StringText, AnyText],
});
/** Ends with its line; what closes or opens a group there is left outside, so that the groups stay whole. */
export const UnclosedString = createToken({
  name: "UnclosedString",
  pattern: restOfLine,
  categories: [StringText, AnyText],
  line_breaks: false,
  start_chars_hint: ['"'],
});
/** `'…'`, `“…”` and `«…»`, as other languages and word processors write them. */
export const ForeignString = createToken({
  name: "ForeignString",
  pattern: /'[^'\r\n]*'|[“„][^”“\r\n]*[”“]|«[^»\r\n]*»/,
  categories: [StringText, AnyText],
});

/** `"{{date at "full"}}"`: a text whose quotes within `{{ }}` would end it. It is read as it is meant. */
export const CutString = createToken({
  name: "CutString",
  pattern: cutString,
  start_chars_hint: ['"'],
  line_breaks: false,
  categories: [StringText, AnyText],
});

export const DateToken = createToken({ name: "Date", pattern: /\d{4}-\d{2}-\d{2}/ });
export const TimeToken = createToken({ name: "Time", pattern: /\d{1,2}:\d{2}(?::\d{2})?/ });
export const PercentToken = createToken({ name: "Percent", pattern: /\d[\d_]*(?:\.\d[\d_]*)?%/ });
export const NumberToken = createToken({ name: "Number", pattern: /\d[\d_]*(?:\.\d[\d_]*)?/ });

const sign = (name: string, pattern: string, categories: TokenType[] = []): TokenType =>
  createToken({ name, pattern, categories });

export const LCurly = sign("{", "{");
export const RCurly = sign("}", "}");
export const LParen = sign("(", "(");
export const RParen = sign(")", ")");
export const LSquare = sign("[", "[");
export const RSquare = sign("]", "]");
export const Comma = sign(",", ",");
export const Colon = sign(":", ":");
export const RangeSign = sign("..<", "..<");
export const Dot = sign(".", ".");
export const Question = sign("?", "?");
export const Bar = createToken({ name: "|", pattern: /\|(?!\|)/ });
export const EqualEqual = sign("==", "==", [EqualitySign]);
export const NotEqual = sign("!=", "!=", [EqualitySign]);
export const LessEqual = sign("<=", "<=", [OrderSign]);
export const Less = sign("<", "<", [OrderSign]);
export const GreaterEqual = sign(">=", ">=", [OrderSign]);
export const Greater = sign(">", ">", [OrderSign]);
export const Equal = sign("=", "=");
export const Plus = sign("+", "+");
export const Minus = sign("-", "-");
export const Star = sign("*", "*");
export const Slash = sign("/", "/");
/** What no token is: it stays in the stream, so that the parser can say where it stands. */
export const BadText = createToken({
  name: "BadText",
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it has to find.
  pattern: /&&|\|\||[\uD800-\uDBFF][\uDC00-\uDFFF]|[\u0000-\u0008\u000E-\u001F!-\uFFFF]/,
});

function categoriesOf(word: string): TokenType[] {
  const found: TokenType[] = [Word];
  const keyword = KEYWORDS.get(word);
  if (keyword?.reserved === false) found.push(Free);
  if (keyword?.verb !== undefined) found.push(verbWord(keyword.verb.base as (typeof VERBS)[number]["base"]));
  if (UNITS.has(word)) found.push(UnitWord);
  if ((WEEKDAYS as readonly string[]).includes(word)) found.push(WeekdayWord);
  if ((PRIMITIVES as readonly string[]).includes(word)) found.push(PrimitiveWord);
  if ((CALENDAR_UNITS as readonly string[]).includes(word)) found.push(CalendarWord);
  if (ORDER_STATES.includes(word)) found.push(OrderStateWord);
  return found;
}

/** The token of each keyword. The lexer reads identifiers, and looks them up here (grammar.md §5.1). */
export const KEYWORD_TOKENS: ReadonlyMap<string, TokenType> = new Map(
  [...KEYWORDS.keys()].map((word) => [
    word,
    createToken({ name: `“${word}”`, pattern: Lexer.NA, categories: categoriesOf(word) }),
  ]),
);

/** The token of one keyword; throws for a word that is none, when the parser is built. */
export function kw(word: string): TokenType {
  const found = KEYWORD_TOKENS.get(word);
  if (found === undefined) throw new Error(`“${word}” is not a keyword of words.ts.`);
  return found;
}

/** In the order in which the lexer tries them (grammar.md §5.2). */
export const LEXED_TOKENS: readonly TokenType[] = [
  Blank,
  DocComment,
  LineComment,
  BlockComment,
  UnclosedComment,
  Capitals,
  Identifier,
  TextBlock,
  UnclosedTextBlock,
  CutString,
  ClosedString,
  UnclosedString,
  DateToken,
  TimeToken,
  PercentToken,
  NumberToken,
  LCurly,
  RCurly,
  LParen,
  RParen,
  LSquare,
  RSquare,
  Comma,
  Colon,
  RangeSign,
  Dot,
  Question,
  EqualEqual,
  NotEqual,
  LessEqual,
  Less,
  GreaterEqual,
  Greater,
  Equal,
  Plus,
  Minus,
  Star,
  Slash,
  ForeignString,
  Bar,
  BadText,
];

/** All token types, for the parser. */
export const ALL_TOKENS: readonly TokenType[] = [
  Word,
  Free,
  NameWord,
  UnitWord,
  WeekdayWord,
  PrimitiveWord,
  CalendarWord,
  OrderStateWord,
  ComparisonSign,
  OrderSign,
  EqualitySign,
  StringText,
  AnyText,
  ...VerbWord.values(),
  ...LEXED_TOKENS,
  ...KEYWORD_TOKENS.values(),
];
