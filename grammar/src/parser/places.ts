import { type IToken, type TokenType, tokenMatcher } from "chevrotain";
import { Capitals, Identifier, KEYWORD_TOKENS, NameWord, StringText, Word } from "../lexer/tokens.ts";
import { DECLARATION_WORDS } from "../lexer/words.ts";

/** The inside of a kind of braces: what it is made of, and where reading may go on after a mistake in it. */
export interface Place {
  /** For the letter: “a step”, “a line of an email”. */
  readonly what: string;
  /** The words that begin a statement here. */
  readonly words: ReadonlySet<string>;
  /** Those of them that a letter names; all, unless said. */
  readonly shown?: readonly string[];
  /** Other tokens that begin one. */
  readonly tokens?: readonly TokenType[];
  /** What may stand behind the closing brace, and never inside: words, and other tokens. */
  readonly before?: { readonly words: ReadonlySet<string>; readonly tokens?: readonly TokenType[] };
  /** Its statements may have labels. */
  readonly labelled?: true;
}

export function place(what: string, words: Iterable<string>, tokens: readonly TokenType[] = []): Place {
  return { what, words: new Set(words), tokens };
}

const KEYWORD_TYPES: ReadonlySet<TokenType> = new Set(KEYWORD_TOKENS.values());

export function isKeyword(token: IToken): boolean {
  return KEYWORD_TYPES.has(token.tokenType);
}

/** The first word of a pair that the second one belongs to, so that the second begins nothing. */
const PAIRS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["tag", new Set(["has", "no", "get", "gets", "got", "lose", "loses", "lost", "not"])],
  ["exit", new Set(["then"])],
  ["start", new Set(["since"])],
  ["on", new Set(["month"])],
  [
    "contact",
    new Set(["archive", "update", "given", "in", "not", "and", "or", "if", "when", "where", "expect"]),
  ],
]);

/** Whether `token`, behind `previous`, begins a statement of the place: where reading goes on after a mistake. */
export function beginsStatement(place: Place, previous: IToken, token: IToken): boolean {
  if (previous.image === ".") return false;
  if (place.tokens?.some((type) => tokenMatcher(token, type)) === true) return true;
  return (
    isKeyword(token) && place.words.has(token.image) && PAIRS.get(token.image)?.has(previous.image) !== true
  );
}

const DECLARATIONS: ReadonlySet<string> = new Set(DECLARATION_WORDS);
/** These begin nothing but a declaration where they stand first on a line. */
const CERTAIN: ReadonlySet<string> = new Set(["audience", "journey", "segment", "loyalty", "fragment"]);
export const AFTER_NAME: ReadonlySet<string> = new Set(["for", "(", "{", "as", "from"]);

/**
 * Whether a token that stands first on its line, or behind a closing brace, begins a declaration (grammar.md §4):
 * words such as `event` or `store` do so only before a name.
 */
export function beginsDeclaration(token: IToken, second: IToken, third: IToken): boolean {
  if (!isKeyword(token) || !DECLARATIONS.has(token.image)) return false;
  if (CERTAIN.has(token.image)) return true;
  if (token.image === "custom") return second.image === "audience";
  if (token.image === "test" || token.image === "labels" || token.image === "objectives") {
    return tokenMatcher(second, StringText);
  }
  return tokenMatcher(second, NameWord) || (tokenMatcher(second, Word) && AFTER_NAME.has(third.image));
}

export function isLabel(token: IToken): boolean {
  return token.tokenType === Identifier;
}

export function isPlainName(token: IToken): boolean {
  return token.tokenType === Identifier || token.tokenType === Capitals;
}
