import { EOF, type TokenType } from "chevrotain";
import { LCurly, LParen, RCurly, RParen, RSquare } from "../lexer/tokens.ts";
import { FormParser } from "./forms.ts";

/** What fits nowhere is skipped as a whole: with the brackets and braces that it has opened, but never a declaration. */
export abstract class SkippingParser extends FormParser {
  /** Whether a declaration begins here, or the text ends. */
  protected abstract atDeclaration(): boolean;

  /** Skips a group of any kind with all that is in it. */
  protected skipNested(open: TokenType): void {
    if (open === LCurly) {
      this.skipGroup();
      return;
    }
    const close = open === LParen ? RParen : RSquare;
    let depth = 0;
    do {
      if (this.next(open)) depth++;
      else if (this.next(close)) depth--;
      if (this.LA(1).tokenType === EOF) return;
      this.skip();
    } while (depth > 0 && !this.next(LCurly) && !this.atDeclaration());
  }

  /** Skips one token, or a group in braces with all that is in it. */
  protected skipGroup(): void {
    let depth = 0;
    do {
      if (this.next(LCurly)) depth++;
      else if (this.next(RCurly)) depth--;
      if (this.LA(1).tokenType === EOF) return;
      this.skip();
    } while (depth > 0 && !this.atDeclaration());
  }
}
