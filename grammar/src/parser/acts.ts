import type { IOrAlt, IToken, TokenType } from "chevrotain";
import { endOf } from "../lexer/lex.ts";
import { Colon, Comma, Dot, Identifier, kw, NameWord, OrderStateWord, verbWord } from "../lexer/tokens.ts";
import { VERBS } from "../lexer/words.ts";
import type { Act, ActForm, Goods, Name, PeopleRef, Subject } from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { MeasureParser } from "./measures.ts";
import { nameOf, spanOf } from "./nodes.ts";

const BASE_FORMS: ReadonlyMap<string, string> = new Map(
  VERBS.flatMap(({ base, present, past }): [string, string][] => [
    [present, base],
    [past, base],
  ]),
);

/** What a contact does, in whatever tense (grammar.md §2): the rule reads the verb's form, and its caller judges it. */
export abstract class ActParser extends MeasureParser {
  protected override baseForm(verb: string): string {
    return BASE_FORMS.get(verb) ?? verb;
  }

  protected readonly subject: Rule<Subject> = this.rule("subject", () => {
    const name = this.pick<IToken>(0, [
      { ALT: () => this.CONSUME(kw("contact")) },
      { ALT: () => this.CONSUME(Identifier) },
    ]);
    return { kind: "Subject", span: spanOf(name), name: nameOf(name) };
  });

  private readonly actForms: IOrAlt<ActForm>[] = [
    { ALT: () => this.SUBRULE(this.signUp) },
    { ALT: () => this.SUBRULE(this.shopping) },
    { ALT: () => this.SUBRULE(this.consent) },
    { ALT: () => this.SUBRULE(this.getting) },
    { ALT: () => this.SUBRULE(this.belonging) },
    { ALT: () => this.SUBRULE(this.reaction) },
  ];

  protected readonly act: Rule<Act> = this.rule("act", () => {
    const verb = this.LA(1);
    const start = this.here();
    const form = this.choice(0, "what the contact does, such as “opens Welcome”", this.actForms);
    const verbSpan = { start, end: Number.isNaN(verb.startOffset) ? start : endOf(verb) };
    return { kind: "Act", span: this.span(start), verbSpan, ...(form ?? { verb: "do", event: undefined }) };
  });

  private readonly signUp: Rule<ActForm> = this.rule("signUp", () => {
    this.CONSUME(verbWord("sign"));
    this.need(0, kw("up"), "“up”");
    const including = this.OPTION(() => {
      this.CONSUME(kw("including"));
      this.need(0, kw("imports"), "“imports”");
      return true;
    });
    return { verb: "sign up", includingImports: including === true };
  });

  private readonly consent: Rule<ActForm> = this.oneOf<ActForm>("consent", [
    {
      ALT: () => {
        this.CONSUME(verbWord("unsubscribe"));
        return { verb: "unsubscribe", channel: this.OPTION(() => this.SUBRULE(this.fromChannel)) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("resubscribe"));
        return { verb: "resubscribe", channel: this.OPTION2(() => this.SUBRULE(this.toChannel)) };
      },
    },
  ]);

  private readonly getting: Rule<ActForm> = this.oneOf<ActForm>("getting", [
    { ALT: () => this.SUBRULE(this.get) },
    {
      ALT: () => {
        this.CONSUME(verbWord("lose"));
        const word = this.need(0, kw("tag"), "“tag” and its name");
        return { verb: "lose tag", tag: word && this.string(0, "a tag") };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("change"));
        const field = this.word(0, "the name of a field");
        const to = this.OPTION(() => {
          this.CONSUME(kw("to"));
          return this.SUBRULE(this.sum);
        });
        return { verb: "change", field, to };
      },
    },
  ]);

  private readonly get: Rule<ActForm> = this.rule("get", () => {
    this.CONSUME(verbWord("get"));
    const form = this.choice<ActForm>(0, "“tag” and its name, or “order” and its state", [
      {
        ALT: () => {
          this.CONSUME(kw("tag"));
          return { verb: "get tag", tag: this.string(0, "a tag") };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("order"));
          const state = this.need(0, OrderStateWord, "“shipped”, “fulfilled”, “refunded” or “cancelled”");
          const store = this.OPTION(() => this.SUBRULE(this.storeOfAct));
          return { verb: "get order", state: state && nameOf(state), store };
        },
      },
    ]);
    return form ?? { verb: "get tag", tag: undefined };
  });

  private readonly belonging: Rule<ActForm> = this.oneOf<ActForm>("belonging", [
    {
      ALT: () => {
        this.CONSUME(verbWord("join"));
        return { verb: "join", group: this.SUBRULE(this.groupRef) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("leave"));
        const form = this.choice<ActForm>(1, "a group, a segment or a loyalty query", [
          { ALT: () => ({ verb: "leave group", group: this.SUBRULE2(this.groupRef) }) },
          { ALT: () => ({ verb: "leave", people: this.SUBRULE(this.people) }) },
        ]);
        return form ?? { verb: "leave", people: undefined };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("enter"));
        return { verb: "enter", people: this.SUBRULE2(this.people) };
      },
    },
  ]);

  private readonly shopping: Rule<ActForm> = this.oneOf<ActForm>("shopping", [
    {
      ALT: () => {
        this.CONSUME(verbWord("buy"));
        const goods = this.SUBRULE(this.goods);
        return { verb: "buy", goods, store: this.OPTION(() => this.SUBRULE(this.storeOfAct)) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("abandon"));
        this.need(0, kw("cart"), "“cart”");
        return { verb: "abandon cart", store: this.OPTION2(() => this.SUBRULE2(this.storeOfAct)) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("see"));
        const goods = this.SUBRULE2(this.goods);
        this.phrase(["back", "in", "stock"]);
        return {
          verb: "see back in stock",
          goods,
          store: this.OPTION3(() => this.SUBRULE3(this.storeOfAct)),
        };
      },
    },
  ]);

  private phrase(words: readonly string[]): void {
    const whole = `“${words.join(" ")}”`;
    for (const word of words) this.need(0, kw(word), whole);
  }

  private readonly goods: Rule<Goods> = this.rule("goods", () => {
    const goods = this.choice<Goods>(0, "what is bought: “any product”, products in quotes, or “category”", [
      {
        ALT: () => {
          this.CONSUME(kw("any"));
          this.need(0, kw("product"), "“product”");
          return { kind: "any" };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("category"));
          return { kind: "category", names: this.SUBRULE(this.strings, { ARGS: ["a category"] }) };
        },
      },
      { ALT: () => ({ kind: "products", codes: this.SUBRULE2(this.strings, { ARGS: ["a product"] }) }) },
    ]);
    return goods ?? { kind: "products", codes: [] };
  });

  private readonly reaction: Rule<ActForm> = this.oneOf<ActForm>("reaction", [
    { ALT: () => ({ verb: "open", message: this.verbName(verbWord("open"), 0, "the name of a message") }) },
    {
      ALT: () => {
        const message = this.verbName(verbWord("click"), 1, "the name of a message");
        return { verb: "click", message, link: this.optionalString(1) };
      },
    },
    {
      ALT: () => {
        this.CONSUME(verbWord("text"));
        return { verb: "text", keyword: this.string(2, "the word that is texted") };
      },
    },
    {
      ALT: () => ({ verb: "answer", survey: this.verbName(verbWord("answer"), 3, "the name of a survey") }),
    },
    { ALT: () => ({ verb: "do", event: this.verbName(verbWord("do"), 4, "the name of an event") }) },
  ]);

  private verbName(verb: TokenType, idx: number, what: string): Name | undefined {
    this.consume(idx, verb);
    return this.name(idx, what);
  }

  // ---- what an act refers to

  /** `Lapsed`, `TopSpenders.gold` */
  protected readonly people: Rule<PeopleRef> = this.rule("people", () => {
    const start = this.here();
    const name = this.name(0, "the name of a segment or loyalty query");
    const tier = this.OPTION(() => {
      this.CONSUME(Dot);
      return this.word(0, "a tier");
    });
    return { kind: "PeopleRef", span: this.span(start), name, tier };
  });

  protected override readonly fromStore: Rule<Name | undefined> = this.rule("fromStore", () => {
    this.CONSUME(kw("from"));
    return this.name(0, "the name of a store");
  });

  private readonly storeOfAct: Rule<Name | undefined> = this.rule("storeOfAct", () => {
    const store = this.SUBRULE(this.fromStore);
    // A comma goes on with no list around an act but that of arguments.
    this.noSecondStore(() => !this.next(Colon, 3));
    return store;
  });

  /** `from A, B`: a sentence has one store. */
  protected override noSecondStore(isStore: () => boolean): void {
    if (this.RECORDING_PHASE) return;
    while (this.next(Comma) && this.next(NameWord, 2) && isStore()) {
      this.SKIP_TOKEN();
      const second = this.LA(1);
      this.report("two-stores", spanOf(second), { found: second.image });
      this.SKIP_TOKEN();
    }
  }

  protected readonly fromChannel: Rule<Name | undefined> = this.rule("fromChannel", () => {
    this.CONSUME(kw("from"));
    return this.SUBRULE(this.channelName);
  });

  protected override readonly toChannel: Rule<Name | undefined> = this.rule("toChannel", () => {
    this.CONSUME(kw("to"));
    return this.SUBRULE(this.channelName);
  });

  protected readonly channelName: Rule<Name | undefined> = this.rule("channelName", () =>
    this.choice<Name | undefined>(0, "a channel, such as “email” or “sms”", [
      { ALT: () => nameOf(this.CONSUME(kw("email"))) },
      { ALT: () => nameOf(this.CONSUME(kw("sms"))) },
      { ALT: () => this.name(0, "a channel") },
    ]),
  );
}
