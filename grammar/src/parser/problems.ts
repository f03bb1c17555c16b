import type { Span } from "../tree/index.ts";

/** The form that was found and the right one, where it is known (../slips). */
interface RightForm {
  readonly wrong?: string;
  readonly right?: string;
}

/**
 * What is wrong with a text's form, and the keys of each problem's `data`. `found` is the text as it stands
 * (`""` at the end of the file); `instead` is the right form, ready to be shown; `place` is what the text
 * around it is made of ("a step of a journey", "a line of an email").
 */
export interface SyntaxData {
  /** Something has to stand here. `expected` is a phrase: `the name of an email`, `“{”`; `nearest` as below. */
  readonly expected: RightForm & {
    readonly expected: string;
    readonly found: string;
    readonly nearest?: string;
  };
  /** A text that has no meaning here. */
  readonly "unexpected-text": RightForm & { readonly found: string; readonly place: string };
  /**
   * A word where a statement has to begin. `nearest` is the keyword that it may be meant for, or `""`; `begins` all
   * keywords that begin one here, in a list.
   */
  readonly "unknown-statement": RightForm & {
    readonly found: string;
    readonly place: string;
    readonly nearest: string;
    readonly begins: string;
  };
  /** `instead` is what to write for it, or `""` if it is to be left out. */
  readonly "bad-character": RightForm & { readonly found: string; readonly instead: string };
  readonly "unclosed-string": { readonly found: string };
  readonly "unclosed-text-block": Record<never, never>;
  readonly "unclosed-comment": Record<never, never>;
  /** Double quotes within `{{ }}`; `instead` is the expression with single ones. */
  readonly "quotes-in-template": { readonly found: string; readonly instead: string };
  /** The second `otherwise` of a wait, or `else` of a match. */
  readonly "second-otherwise": { readonly of: "wait" | "match" };
  /** `'…'` or `“…”`; `instead` has straight double quotes. */
  readonly "wrong-quotes": { readonly found: string; readonly instead: string };
  readonly "bad-escape": { readonly found: string };
  /** A `{` without its `}`; the span is the brace. */
  readonly "unclosed-block": Record<never, never>;
  /** A `}` that closes nothing. */
  readonly "extra-brace": Record<never, never>;
  /** Groups within groups, or an expression with too many parts. `limit` is the greatest number. */
  readonly "too-deep": { readonly limit: string };
  /** A reserved word as a parameter or remembered name. */
  readonly "reserved-name": { readonly found: string; readonly instead: string };
  /** A keyword as the name of a declared thing, or as the label of a step. */
  readonly "keyword-as-name": { readonly found: string; readonly instead: string };
  /** A `///` that nothing follows which could be documented. A warning. */
  readonly "stray-doc-comment": Record<never, never>;
  readonly "setting-after-steps": { readonly setting: string };
  /** A setting inside braces of a step, or in a fragment. `setting` is its first word. */
  readonly "setting-in-block": { readonly setting: string };
  /** `exit if …` or `exit when …` among the steps. `instead`: the form of a step; `when` has none. */
  readonly "exit-rule-as-step": { readonly rule: string; readonly instead?: string };
  /** `or when` after the trigger of `start` or `exit`. */
  readonly "or-when-in-setting": { readonly setting: string; readonly instead: string };
  /** A trigger's `where` before its `since`. */
  readonly "where-before-since": { readonly instead: string };
  /** A history's `since` (or `within`, or a number of times) before its `where (…)`. */
  readonly "where-after-times": { readonly instead: string };
  /** A history's `where` without parentheses. */
  readonly "where-without-parentheses": { readonly instead: string };
  /** `contact is in Lapsed`. */
  readonly "is-in": { readonly instead: string; readonly right?: string };
  /** `contact is tagged "x"`. */
  readonly "is-tagged": { readonly instead: string };
  /** `contact has bought`, `contact has not bought`. */
  readonly "perfect-tense": { readonly found: string; readonly instead: string };
  /** `did not opened`. */
  readonly "form-after-not": { readonly found: string; readonly instead: string };
  /** `contact did not buy any product for 60 days`. */
  readonly "for-instead-of-within": { readonly instead: string };
  /** `not contact opened Welcome`. */
  readonly "not-before-sentence": { readonly instead: string };
  /** `for 1 hour from Boutique`. */
  readonly "for-before-from": { readonly instead: string };
  /** `limit 2 messages per 7 days`. */
  readonly "cap-per-duration": { readonly found: string; readonly instead: string };
  /** A line `flight: text` without `field`. */
  readonly "line-without-field": { readonly instead: string };
  /** `from Boutique, Atelier` in a sentence. */
  readonly "two-stores": { readonly found: string };
  readonly "coupon-without-as": { readonly instead: string };
  /** An argument without its name. */
  readonly "positional-argument": { readonly instead: string };
  /** `goal "X" when … within 14 days`. */
  readonly "goal-within-last": { readonly instead: string };
  /** `=` where `==` compares. */
  readonly "single-equals": RightForm & { readonly instead: string };
  /** In a test, `at 2026-03-27` for `on`. */
  readonly "at-for-on": { readonly instead: string };
  /** In a test, a payload without `with`. */
  readonly "payload-without-with": { readonly instead: string };
  /** In a test, `with` before `on`. */
  readonly "with-before-on": { readonly instead: string };
  /** In a test, a number of times after `where`, or before `to`. */
  readonly "count-out-of-place": { readonly instead: string };
  /** In a test, `at least 2 times` after an outcome. */
  readonly "count-with-bound": { readonly found: string; readonly instead: string };
  /** In a test, `runs times` after an outcome. */
  readonly "count-by-name": { readonly found: string };
  /** In a test, `expect not sent M 2 times`. */
  readonly "count-after-not": { readonly instead: string };
  /** In a test, `fails` for `refuses`. */
  readonly "fails-for-refuses": { readonly instead: string };
}

export type SyntaxCode = keyof SyntaxData;

/** A replacement of ranges of the file that makes the text right. */
export interface SyntaxFix {
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** One mistake. The compiler's catalogue writes the letter about it. */
export interface SyntaxProblem {
  readonly code: SyntaxCode;
  readonly span: Span;
  /** The keys are those of `SyntaxData[code]`. */
  readonly data: Readonly<Record<string, string>>;
  readonly fix?: SyntaxFix;
}

/** Builds a problem whose data fit its code. */
export function syntaxProblem<C extends SyntaxCode>(
  code: C,
  span: Span,
  data: SyntaxData[C],
  fix?: SyntaxFix,
): SyntaxProblem {
  return fix === undefined ? { code, span, data: { ...data } } : { code, span, data: { ...data }, fix };
}
