export { keywordsAt } from "./editor/keywords-at.ts";
export { languageConfiguration } from "./editor/language-configuration.ts";
export { type TextMateGrammar, type TextMateRule, textmateGrammar } from "./editor/textmate.ts";
export { type Formatted, format } from "./format/format.ts";
export { type FormattedPart, formatParts } from "./format/parts.ts";
export { endOf, lex } from "./lexer/lex.ts";
export { sourceOffset } from "./lexer/literal.ts";
export { type Token, type TokenKind, tokenAt, tokensOf } from "./lexer/token.ts";
export {
  KEYWORDS,
  type Keyword,
  OUTCOMES,
  RESERVED,
  ROOTS,
  STATEMENT_KEYWORDS,
  UNITS,
  VERBS,
  type VerbForms,
} from "./lexer/words.ts";
export { type ParseResult, parse } from "./parse.ts";
export { peopleOf } from "./parser/nodes.ts";
export type { SyntaxCode, SyntaxData, SyntaxFix, SyntaxProblem } from "./parser/problems.ts";
export { lineStarts, type Position, positionAt } from "./positions.ts";
export * from "./tree/index.ts";
