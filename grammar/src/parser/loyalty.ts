import { Colon, Comma, kw, NameWord, NumberToken, PercentToken } from "../lexer/tokens.ts";
import { ITEM_WORDS } from "../lexer/words.ts";
import type { Loyalty, LoyaltyItem, Name, NumberLiteral, PercentLiteral, Tier } from "../tree/index.ts";
import { DeclarationParser } from "./declarations.ts";
import type { Rule } from "./forms.ts";
import { nameOf } from "./nodes.ts";
import { place } from "./places.ts";

const LOYALTY_PLACE = place("a line of a loyalty query", ITEM_WORDS.loyalty);
const TIERS_PLACE = place("a tier, such as “gold: top 1%”", []);

type Size = NumberLiteral | PercentLiteral | undefined;

/** Loyalty queries. Their lines are read in any order, and the formatter puts them in that of the grammar. */
export abstract class LoyaltyParser extends DeclarationParser {
  protected readonly loyalty: Rule<Loyalty> = this.rule("loyalty", () => {
    const { start, ...head } = this.head("loyalty", "the name of the loyalty query");
    const audience = this.SUBRULE(this.forAudience);
    const items: LoyaltyItem[] = [];
    this.braces(0, LOYALTY_PLACE, () => items.push(this.SUBRULE(this.loyaltyItem)));
    return { kind: "Loyalty", span: this.span(start), ...head, audience, items };
  });

  private readonly loyaltyItem: Rule<LoyaltyItem> = this.rule("loyaltyItem", () => {
    const start = this.here();
    return this.pick<LoyaltyItem>(0, [
      { ALT: () => this.SUBRULE(this.stores) },
      { ALT: () => this.SUBRULE(this.rankBy) },
      {
        ALT: () => {
          this.CONSUME(kw("over"));
          const period = this.SUBRULE(this.period);
          return { kind: "Over", span: this.span(start), period };
        },
      },
      { ALT: () => this.SUBRULE(this.atLeast) },
      {
        ALT: () => {
          const condition = this.SUBRULE(this.where);
          return { kind: "Where", span: this.span(start), condition };
        },
      },
      {
        ALT: () => {
          const size = this.SUBRULE(this.top);
          return { kind: "Top", span: this.span(start), size };
        },
      },
      { ALT: () => this.SUBRULE(this.tiers) },
      {
        ALT: () => {
          this.CONSUME(kw("stay"));
          const duration = this.SUBRULE(this.sum);
          return { kind: "Stay", span: this.span(start), duration };
        },
      },
    ]);
  });

  private readonly stores: Rule<LoyaltyItem> = this.rule("stores", () => {
    const start = this.CONSUME(kw("from")).startOffset;
    const stores: Name[] = [];
    const any = this.choice<boolean>(0, "the name of a store, or “any store”", [
      {
        ALT: () => {
          this.CONSUME(kw("any"));
          this.need(0, kw("store"), "“store”");
          return true;
        },
      },
      {
        ALT: () => {
          stores.push(nameOf(this.CONSUME(NameWord)));
          this.MANY(() => {
            this.CONSUME(Comma);
            const store = this.name(2, "the name of a store");
            if (store !== undefined) stores.push(store);
          });
          return false;
        },
      },
    ]);
    return { kind: "FromStores", span: this.span(start), any: any === true, stores };
  });

  private readonly rankBy: Rule<LoyaltyItem> = this.rule("rankBy", () => {
    const start = this.CONSUME(kw("rank")).startOffset;
    const by = this.need(0, kw("by"), "“by” and a measure");
    const measure = by && this.SUBRULE(this.measure);
    return { kind: "RankBy", span: this.span(start), measure };
  });

  private readonly atLeast: Rule<LoyaltyItem> = this.rule("atLeast", () => {
    const start = this.CONSUME(kw("at")).startOffset;
    this.need(0, kw("least"), "“least” and a number of orders");
    const orders = this.number(0, "a number of orders");
    this.need(0, kw("orders"), "“orders”");
    return { kind: "AtLeast", span: this.span(start), orders };
  });

  /** `top 100`, `top 10%` */
  private readonly top: Rule<Size> = this.rule("top", () => {
    this.CONSUME(kw("top"));
    return this.choice<Size>(0, "a number or a share, such as “10%”", [
      { GATE: () => this.next(NumberToken), ALT: () => this.number(0, "a number") },
      { GATE: () => this.next(PercentToken), ALT: () => this.percent(0, "a share") },
    ]);
  });

  private readonly tiers: Rule<LoyaltyItem> = this.rule("tiers", () => {
    const start = this.CONSUME(kw("tiers")).startOffset;
    const tiers: Tier[] = [];
    this.braces(0, TIERS_PLACE, () => tiers.push(this.SUBRULE(this.tier)));
    return { kind: "Tiers", span: this.span(start), tiers };
  });

  private readonly tier: Rule<Tier> = this.rule("tier", () => {
    const start = this.here();
    const name = this.key(0, "the name of a tier") ?? {
      kind: "Name" as const,
      span: this.nothing().span,
      text: "",
    };
    this.need(0, Colon, "“:” and “top” or “rest”");
    let size: Size;
    const rest = this.choice<boolean>(0, "“top” and a size, or “rest”", [
      {
        ALT: () => {
          size = this.SUBRULE(this.top);
          return false;
        },
      },
      { ALT: () => this.CONSUME(kw("rest")) !== undefined },
    ]);
    return { kind: "Tier", span: this.span(start), name, size, rest: rest === true };
  });
}
