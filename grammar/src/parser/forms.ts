import type { IOrAlt, IToken, TokenType } from "chevrotain";
import { tokenMatcher } from "chevrotain";
import { ReportingParser } from "./reporting.ts";

/** A rule of the grammar: called through `subrule`. Its parameters are `undefined` while the grammar is recorded. */
export type Rule<T, A extends unknown[] = []> = (...args: A) => T;

/** Thrown and caught within `choice`: it carries nothing. */
const NO_ALTERNATIVE = new Error("None of the forms fits.");

/**
 * The ways in which a rule asks for what it is made of. A rule never fails: what is missing is noted once and
 * left `undefined` in the tree. So one mistake gives one problem, and Chevrotain's own exceptions, messages and
 * recovery have no part in it.
 */
export abstract class FormParser extends ReportingParser {
  protected rule<T, A extends unknown[] = []>(name: string, read: (...args: A) => T): Rule<T, A> {
    return this.RULE(name, read);
  }

  /** A rule that is nothing but one of several forms. They are made once, with the parser, and not each time anew. */
  protected oneOf<T>(name: string, alternatives: IOrAlt<T>[]): Rule<T> {
    return this.rule(name, () => this.pick(0, alternatives));
  }

  /** One of several forms, where the caller has made sure that one of them begins here. */
  protected pick<T>(idx: number, alternatives: IOrAlt<T>[], tokens = 2): T {
    if (this.RECORDING_PHASE) return this.recordAlternatives(idx, alternatives, tokens);
    return this.or(idx, alternatives);
  }

  /** While the grammar is recorded, the result of the first alternative stands for that of any. */
  private recordAlternatives<T>(idx: number, alternatives: IOrAlt<T>[], tokens: number): T {
    const results: T[] = [];
    const recorded = alternatives.map((each) => ({ ...each, ALT: () => results.push(each.ALT()) }));
    this.or(idx, { DEF: recorded, MAX_LOOKAHEAD: tokens });
    return results[0] as T;
  }

  // ---- what must stand here

  /** The next token if it is of a type; else it is missing, and that is noted. */
  protected need(idx: number, type: TokenType, what: string): IToken | undefined {
    if (this.RECORDING_PHASE || tokenMatcher(this.LA(1), type)) return this.consume(idx, type);
    this.missing(what);
    return undefined;
  }

  /** One of several forms, decided by the gates of all but the last; if none fits, that is noted. */
  protected gated<T>(idx: number, what: string, alternatives: IOrAlt<T>[]): T | undefined {
    return this.pickOrMissing(idx, what, alternatives, 1);
  }

  /** One of several forms, decided by two tokens; if none fits, that is noted. */
  protected choice<T>(idx: number, what: string, alternatives: IOrAlt<T>[]): T | undefined {
    return this.pickOrMissing(idx, what, alternatives, 2);
  }

  private pickOrMissing<T>(
    idx: number,
    what: string,
    alternatives: IOrAlt<T>[],
    tokens: number,
  ): T | undefined {
    const at = this.LA(1);
    try {
      return this.pick(idx, alternatives, tokens);
    } catch (error) {
      if (error !== NO_ALTERNATIVE || this.LA(1) !== at) throw error;
      this.missing(what);
      return undefined;
    }
  }

  /**
   * Chevrotain calls this where no form fits, and would gather all that might have stood there for a message
   * that nobody reads: that takes longer than to read a hundred lines.
   */
  protected raiseNoAltException(): never {
    throw NO_ALTERNATIVE;
  }

  /** The next token if it is of a type. */
  protected accept(idx: number, type: TokenType): IToken | undefined {
    let found: IToken | undefined;
    this.option(idx, () => {
      found = this.consume(idx, type);
    });
    return found;
  }
}
