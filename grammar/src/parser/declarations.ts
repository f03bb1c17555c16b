import type { IToken } from "chevrotain";
import { Colon, kw, StringText } from "../lexer/tokens.ts";
import { ITEM_WORDS } from "../lexer/words.ts";
import type {
  Audience,
  Coupon,
  CustomAudience,
  EventDeclaration,
  Field,
  Group,
  Labels,
  RecordDeclaration,
  SegmentDeclaration,
  Store,
  StoreItem,
  Tags,
  TextLiteral,
  Webhook,
  WebhookItem,
} from "../tree/index.ts";
import type { Rule } from "./forms.ts";
import { MessageParser } from "./messages.ts";
import { spanOf } from "./nodes.ts";
import { place } from "./places.ts";

const AUDIENCE_PLACE = place("a line of an audience", ITEM_WORDS.audience);
const STORE_PLACE = place("a line of a store", ITEM_WORDS.store);
const COUPON_PLACE = place("“pool” or “code” of a coupon", ITEM_WORDS.coupon);
const WEBHOOK_PLACE = place("a line of a webhook", ITEM_WORDS.webhook);
const CUSTOM_PLACE = place("a line of a custom audience", ITEM_WORDS.customAudience);

/** Who there is, what they buy, what may happen, and what is called. */
export abstract class DeclarationParser extends MessageParser {
  protected readonly labels: Rule<Labels> = this.rule("labels", () => {
    const doc = this.doc();
    const keyword = this.pick<IToken>(0, [
      { ALT: () => this.CONSUME(kw("labels")) },
      { ALT: () => this.CONSUME(kw("objectives")) },
    ]);
    const of = keyword.image === "labels" ? "labels" : "objectives";
    const names = this.SUBRULE(this.strings, { ARGS: ["a name in quotes"] });
    return {
      kind: "Labels",
      span: this.span(keyword.startOffset),
      doc,
      keywordSpan: spanOf(keyword),
      of,
      names,
    };
  });

  // ---- audiences

  protected readonly audience: Rule<Audience> = this.rule("audience", () => {
    const { start, ...head } = this.head("audience", "the name of the audience");
    const items: (Field | Group | Tags)[] = [];
    const line = () =>
      this.gated<unknown>(0, "a line of an audience", [
        {
          GATE: () => !this.atBareField() || this.next(StringText, 3),
          ALT: () => items.push(this.SUBRULE(this.group)),
        },
        { GATE: () => !this.atBareField(), ALT: () => items.push(this.SUBRULE(this.tagLine)) },
        { ALT: () => items.push(this.SUBRULE(this.field)) },
      ]);
    this.braces(
      0,
      AUDIENCE_PLACE,
      line,
      () => this.nextWord("group") || this.nextWord("tags") || this.atField(),
    );
    return { kind: "Audience", span: this.span(start), ...head, items };
  });

  private readonly group: Rule<Group> = this.rule("group", () => {
    const start = this.CONSUME(kw("group")).startOffset;
    const category = this.string(0, "the category of the groups");
    const colon = this.need(0, Colon, "“:” and groups");
    const groups = colon === undefined ? [] : this.SUBRULE(this.strings, { ARGS: ["a group"] });
    return { kind: "Group", span: this.span(start), category, groups };
  });

  private readonly tagLine: Rule<Tags> = this.rule("tagLine", () => {
    const start = this.CONSUME(kw("tags")).startOffset;
    const tags = this.SUBRULE(this.strings, { ARGS: ["a tag"] });
    return { kind: "Tags", span: this.span(start), tags };
  });

  // ---- stores

  protected readonly store: Rule<Store> = this.rule("store", () => {
    const { start, ...head } = this.head("store", "the name of the store");
    const items: StoreItem[] = [];
    this.braces(0, STORE_PLACE, () => items.push(this.SUBRULE(this.storeItem)));
    return { kind: "Store", span: this.span(start), ...head, items };
  });

  private readonly storeItem: Rule<StoreItem> = this.rule("storeItem", () => {
    const start = this.here();
    return this.pick<StoreItem>(0, [
      {
        ALT: () => {
          this.CONSUME(kw("platform"));
          const value = this.string(0, "the name of a platform");
          return { kind: "Platform", span: this.span(start), value };
        },
      },
      {
        ALT: () => {
          this.CONSUME(kw("currency"));
          const value = this.currency(0);
          return { kind: "Currency", span: this.span(start), value };
        },
      },
      { ALT: () => this.SUBRULE(this.products) },
      {
        ALT: () => {
          this.CONSUME(kw("categories"));
          const names = this.SUBRULE(this.strings, { ARGS: ["a category"] });
          return { kind: "Categories", span: this.span(start), names };
        },
      },
    ]);
  });

  private readonly products: Rule<StoreItem> = this.rule("products", () => {
    const start = this.CONSUME(kw("products")).startOffset;
    let from: TextLiteral | undefined;
    const codes = this.choice<TextLiteral[]>(0, "products in quotes, or “from” and a file", [
      {
        ALT: () => {
          this.CONSUME(kw("from"));
          from = this.string(0, "the path of a file");
          return [];
        },
      },
      { ALT: () => this.SUBRULE(this.strings, { ARGS: ["a product"] }) },
    ]);
    return { kind: "Products", span: this.span(start), from, codes: codes ?? [] };
  });

  // ---- records, events, coupons

  protected readonly record: Rule<RecordDeclaration> = this.rule("record", () => {
    const { start, ...head } = this.head("record", "the name of the record");
    const fields = this.SUBRULE(this.fields);
    return { kind: "Record", span: this.span(start), ...head, fields };
  });

  protected readonly event: Rule<EventDeclaration> = this.rule("event", () => {
    const { start, ...head } = this.head("event", "the name of the event");
    const wireName = this.OPTION(() => this.SUBRULE(this.wireName));
    const shape = this.SUBRULE(this.shape);
    return { kind: "Event", span: this.span(start), ...head, wireName, shape };
  });

  protected readonly coupon: Rule<Coupon> = this.rule("coupon", () => {
    const { start, ...head } = this.head("coupon", "the name of the coupon");
    let source: Coupon["source"];
    this.braces(0, COUPON_PLACE, () => {
      const found = this.SUBRULE(this.couponSource);
      source ??= found;
    });
    return { kind: "Coupon", span: this.span(start), ...head, source };
  });

  private readonly couponSource: Rule<NonNullable<Coupon["source"]>> = this.oneOf<
    NonNullable<Coupon["source"]>
  >("couponSource", [
    {
      ALT: () => {
        this.CONSUME(kw("pool"));
        return { kind: "pool" };
      },
    },
    {
      ALT: () => {
        this.CONSUME(kw("code"));
        return { kind: "code", code: this.string(0, "the code") };
      },
    },
  ]);

  // ---- webhooks and ad networks

  protected readonly webhook: Rule<Webhook> = this.rule("webhook", () => {
    const { start, ...head } = this.head("webhook", "the name of the webhook");
    const parameters = this.SUBRULE(this.optionalParams);
    const audience = this.OPTION(() => this.SUBRULE(this.forAudience));
    const items: WebhookItem[] = [];
    this.braces(0, WEBHOOK_PLACE, () => items.push(this.SUBRULE(this.webhookItem)));
    return { kind: "Webhook", span: this.span(start), ...head, parameters, audience, items };
  });

  private readonly webhookItem: Rule<WebhookItem> = this.oneOf<WebhookItem>("webhookItem", [
    { ALT: () => this.webhookText("Method", "method", 0) },
    { ALT: () => this.webhookText("WebhookUrl", "url", 1) },
    { ALT: () => this.SUBRULE(this.header) },
    { ALT: () => this.SUBRULE(this.secret) },
    { ALT: () => this.SUBRULE(this.webhookBody) },
    {
      ALT: () => {
        const start = this.CONSUME(kw("receive")).startOffset;
        const shape = this.SUBRULE(this.shape);
        return { kind: "Receive", span: this.span(start), shape };
      },
    },
    { ALT: () => this.SUBRULE(this.ifUnknown) },
  ]);

  private webhookText(kind: "Method" | "WebhookUrl", word: string, idx: number): WebhookItem {
    const start = this.consume(idx, kw(word)).startOffset;
    const text = this.string(idx, "a text in quotes");
    return { kind, span: this.span(start), text };
  }

  private readonly header: Rule<WebhookItem> = this.rule("header", () => {
    const start = this.CONSUME(kw("header")).startOffset;
    const name = this.string(0, "the name of the header");
    let value: TextLiteral | undefined;
    const env = this.choice(0, "the value of the header, or “env” and a name", [
      { ALT: () => this.SUBRULE(this.fromEnv) },
      {
        ALT: () => {
          value = this.string(1, "the value of the header");
          return undefined;
        },
      },
    ]);
    return { kind: "Header", span: this.span(start), name, value, env };
  });

  private readonly fromEnv = this.rule("fromEnv", () => {
    this.need(0, kw("env"), "“env” and the name of a variable");
    return this.name(0, "the name of an environment variable");
  });

  private readonly secret: Rule<WebhookItem> = this.rule("secret", () => {
    const start = this.CONSUME(kw("secret")).startOffset;
    const env = this.SUBRULE(this.fromEnv);
    return { kind: "Secret", span: this.span(start), env };
  });

  private readonly webhookBody: Rule<WebhookItem> = this.rule("webhookBody", () => {
    const start = this.CONSUME(kw("send")).startOffset;
    const body = this.neededObject(0, "“{” and what is sent");
    return { kind: "Send", span: this.span(start), body };
  });

  protected readonly customAudience: Rule<CustomAudience> = this.rule("customAudience", () => {
    const doc = this.doc();
    const start = this.CONSUME(kw("custom")).startOffset;
    this.need(0, kw("audience"), "“audience”");
    const keywordSpan = this.span(start);
    const name = this.declaredName("the name of the custom audience");
    const networks: TextLiteral[] = [];
    this.braces(0, CUSTOM_PLACE, () => {
      this.CONSUME(kw("network"));
      const network = this.string(0, "the name of a network");
      if (network !== undefined) networks.push(network);
    });
    return { kind: "CustomAudience", span: this.span(start), doc, keywordSpan, name, networks };
  });

  // ---- segments

  protected readonly segment: Rule<SegmentDeclaration> = this.rule("segment", () => {
    const { start, ...head } = this.head("segment", "the name of the segment");
    const audience = this.SUBRULE(this.forAudience);
    const word = this.need(0, kw("where"), "“where” and a condition");
    const where = word && this.SUBRULE(this.expression);
    return { kind: "Segment", span: this.span(start), ...head, audience, where };
  });
}
