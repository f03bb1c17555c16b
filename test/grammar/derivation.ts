import { KEYWORDS, RESERVED, VERBS } from "@trajet/grammar";

/** A sentence of the grammar, and the tree that it was derived from, as `printTree` writes it. */
export interface Said {
  readonly text: string;
  readonly tree: string;
}

/** A source of numbers: `int(n)` is at least 0 and less than n. */
export interface Dice {
  int(n: number): number;
}

const say = (text: string, tree = text): Said => ({ text, tree });

const FREE = [...[...KEYWORDS.keys()].filter((word) => !RESERVED.has(word)), "plan", "Ana", "émail", "x1"];
const WORDS = [...KEYWORDS.keys(), "plan", "points"];
const NAMES = ["Welcome", "Lapsed", "ABC", "push"];
const PEOPLE = ["contact", "contact", "Ana"];
const UNITS = ["second", "minute", "hour", "day", "week", "month", "year"];
const CALENDAR = ["week", "month", "quarter", "year"];
const STRINGS = ["vip", "mug-01", "a b"];

/** Derives sentences: each method is a rule of grammar.md §3. `depth` bounds what stands within each other. */
export class Derivation {
  private readonly dice: Dice;

  constructor(dice: Dice) {
    this.dice = dice;
  }

  private one<T>(choices: readonly T[]): T {
    return choices[this.dice.int(choices.length)] as T;
  }

  private maybe(): boolean {
    return this.dice.int(3) === 0;
  }

  private chain(part: () => Said, signs: readonly string[]): Said {
    let whole = part();
    while (this.maybe()) {
      const sign = this.one(signs);
      const right = part();
      whole = say(`${whole.text} ${sign} ${right.text}`, `(${sign} ${whole.tree} ${right.tree})`);
    }
    return whole;
  }

  expression(depth: number): Said {
    return this.chain(() => this.chain(() => this.negation(depth), ["and"]), ["or"]);
  }

  private negation(depth: number): Said {
    if (!this.maybe()) return this.comparison(depth);
    const operand = this.plain(depth);
    return say(`not ${operand.text}`, `(Not operand=${operand.tree})`);
  }

  private comparison(depth: number): Said {
    const kind = this.dice.int(6);
    if (kind === 0) return this.history(depth);
    return kind === 1 ? this.tagged() : this.plain(depth);
  }

  /** A value, compared or not. */
  private plain(depth: number): Said {
    const left = this.moment(depth);
    return this.maybe() ? this.tail(left, depth) : left;
  }

  private tail(left: Said, depth: number): Said {
    const right = (): Said => this.moment(depth);
    switch (this.dice.int(7)) {
      case 0: {
        const sign = this.one(["==", "!=", "<", "<=", ">", ">=", "contains", "starts with", "ends with"]);
        const value = right();
        return say(`${left.text} ${sign} ${value.text}`, `(${sign} ${left.tree} ${value.tree})`);
      }
      case 1: {
        const [low, high] = [right(), right()];
        return say(
          `${left.text} between ${low.text} and ${high.text}`,
          `(Between operand=${left.tree} low=${low.tree} high=${high.tree})`,
        );
      }
      case 2:
        return say(`${left.text} matches "x+"`, `(Matches operand=${left.tree} pattern="x+")`);
      case 3:
        return this.membership(left, depth);
      default:
        return this.state(left);
    }
  }

  private membership(left: Said, depth: number): Said {
    const negated = this.maybe();
    const container = this.one([
      () => say('"I"."Baking"', '(group group=(GroupRef category="I" group="Baking"))'),
      () => say("journey Other", "(journey journey=Other)"),
      () => {
        const value = this.moment(depth);
        return say(value.text, `(value value=${value.tree})`);
      },
    ])();
    const tree = `(In operand=${left.tree}${negated ? " negated" : ""} container=${container.tree})`;
    return say(`${left.text} ${negated ? "not " : ""}in ${container.text}`, tree);
  }

  private state(left: Said): Said {
    const negated = this.maybe();
    const state = this.one([
      () => say("set", "(set)"),
      () => say("subscribed", "(subscribed)"),
      () => this.channelState(this.one(["email", "sms", "push"])),
      () => this.kindState(this.one(["purchase", "cart", "TrialStarted"])),
    ])();
    const tree = `(Is operand=${left.tree}${negated ? " negated" : ""} state=${state.tree})`;
    return say(`${left.text} is ${negated ? "not " : ""}${state.text}`, tree);
  }

  private channelState(channel: string): Said {
    return say(`subscribed to ${channel}`, `(subscribed channel=${channel})`);
  }

  private kindState(kind: string): Said {
    return say(kind, `(kind name=${kind})`);
  }

  // ---- values

  private moment(depth: number): Said {
    const date = this.sum(depth);
    if (this.dice.int(8) > 0) return date;
    const time = this.sum(depth);
    return say(`${date.text} at ${time.text}`, `(At date=${date.tree} time=${time.tree})`);
  }

  sum(depth: number): Said {
    return this.chain(() => this.chain(() => this.primary(depth), ["*", "/"]), ["+", "-"]);
  }

  private primary(depth: number): Said {
    const kind = this.dice.int(depth > 0 ? 8 : 6);
    if (kind === 0) return this.measured();
    if (kind < 3) return this.literal();
    if (kind < 6) return this.reference();
    if (kind === 6) {
      const inner = this.expression(depth - 1);
      return say(`(${inner.text})`, `(${inner.tree})`);
    }
    const elements = this.several(() => this.sum(depth - 1));
    const tree = `(List elements=[${elements.map((each) => each.tree).join(" ")}])`;
    return say(`[${elements.map((each) => each.text).join(", ")}]`, tree);
  }

  private several(part: () => Said): Said[] {
    const found = [part()];
    while (this.maybe()) found.push(part());
    return found;
  }

  private literal(): Said {
    const number = String(this.dice.int(5));
    return this.one([
      () => say(number),
      () => say(`-${number}`),
      () => say(`${number} EUR`, `${number}EUR`),
      () => this.duration(number),
      () => this.ago(number),
      () => say(`${number}.5%`),
      () => say("9:00"),
      () => say("2026-12-24"),
      () => say("true"),
      () => this.string(),
    ])();
  }

  private duration(number: string): Said {
    const [unit, second] = [this.one(UNITS), this.one(UNITS)];
    if (this.maybe()) return say(`${number} ${unit}s 30 ${second}s`, `${number}${unit}+30${second}`);
    return say(`${number} ${unit}s`, `${number}${unit}`);
  }

  private ago(number: string): Said {
    const unit = this.one(UNITS);
    return say(`${number} ${unit}s ago`, `${number}${unit}-ago`);
  }

  private string(): Said {
    return say(JSON.stringify(this.one(STRINGS)));
  }

  private reference(): Said {
    let path = this.one([...FREE, "contact", "contact", "contact"]);
    // A lone contact, or person, before a verb would begin a sentence.
    do path += `.${this.one(WORDS)}`;
    while (this.maybe());
    return say(path);
  }

  private measured(): Said {
    const store = this.maybe() ? " from Boutique" : "";
    const storeTree = store === "" ? "" : " store=Boutique";
    const name = this.one([
      "orders",
      "units",
      "distinct products",
      "total spent",
      "largest order",
      "average order value",
      "average days between orders",
      "opens",
      "clicks",
      "days since first order",
      "days since last order",
    ]);
    const measure = `(MeasureOver measure=(Measure name=${name})`;
    if (name.startsWith("days")) return say(`${name}${store}`, `${measure}${storeTree})`);
    const period = this.maybe() ? say("all time", "(Period range=(all time))") : this.period();
    if (name === "opens" || name === "clicks") {
      return say(`${name} over ${period.text}`, `${measure} period=${period.tree})`);
    }
    return say(`${name}${store} over ${period.text}`, `${measure}${storeTree} period=${period.tree})`);
  }

  private period(): Said {
    if (this.maybe()) {
      return say("2026-01-01 to 2026-03-31", "(Period range=(dates from=2026-01-01 to=2026-03-31))");
    }
    const [unit, calendar] = [this.one(UNITS), this.one(CALENDAR)];
    const range = this.one([
      say(`last 90 ${unit}s`, `(rolling amount=90 unit=${unit})`),
      say(`last ${calendar}`, `(last unit=${calendar})`),
      say(`${calendar} to date`, `(to date unit=${calendar})`),
    ]);
    const earlier = this.maybe();
    const tree = `(Period range=${range.tree}${earlier ? " oneYearEarlier" : ""})`;
    return say(`${range.text}${earlier ? " one year earlier" : ""}`, tree);
  }

  // ---- sentences

  private tagged(): Said {
    const [subject, tag, no] = [this.one(PEOPLE), this.string().text, this.maybe()];
    const tree = `(Tagged subject=${subject}${no ? " negated" : ""} tag=${tag})`;
    return say(`${subject} has ${no ? "no " : ""}tag ${tag}`, tree);
  }

  private history(depth: number): Said {
    const subject = this.one(PEOPLE);
    const negated = this.maybe();
    const act = this.act(negated ? "base" : "past", depth);
    const where = depth > 0 && this.maybe() ? this.expression(depth - 1) : undefined;
    const times = this.maybe() ? this.one(["at least", "at most", "exactly"]) : undefined;
    const when = this.maybe() ? this.when(depth) : undefined;
    const since = this.maybe() ? this.moment(depth) : undefined;
    const before = this.maybe() ? this.moment(depth) : undefined;
    const text = [
      subject,
      ...(negated ? ["did not"] : []),
      act.text,
      ...(where ? [`where (${where.text})`] : []),
      ...(times ? [`${times} 2 times`] : []),
      ...(when ? [when.text] : []),
      ...(since ? [`since ${since.text}`] : []),
      ...(before ? [`before ${before.text}`] : []),
    ];
    const tree = [
      `(History subject=${subject} act=${act.tree} tense=past`,
      ...(negated ? ["negated"] : []),
      ...(where ? [`where=${where.tree} whereParenthesized`] : []),
      ...(times ? [`times=(bound=${times} count=2)`] : []),
      ...(when ? [`when=${when.tree}`] : []),
      ...(since ? [`since=${since.tree}`] : []),
      ...(before ? [`before=${before.tree}`] : []),
    ];
    return say(text.join(" "), `${tree.join(" ")})`);
  }

  private when(depth: number): Said {
    switch (this.dice.int(3)) {
      case 0: {
        const period = this.period();
        return say(`in ${period.text}`, `(in period=${period.tree})`);
      }
      case 1: {
        const day = this.one(["today", "yesterday"]);
        return say(day, `(${day})`);
      }
      default: {
        const duration = this.sum(depth);
        return say(`within ${duration.text}`, `(within duration=${duration.tree})`);
      }
    }
  }

  trigger(depth: number): Said {
    const negated = this.maybe();
    const act = this.act(negated ? "base" : "present", depth);
    const lasting = negated || this.maybe() ? this.sum(0) : undefined;
    const since = this.maybe() ? this.moment(depth) : undefined;
    const where = this.maybe() ? this.expression(depth) : undefined;
    const text = [
      "contact",
      ...(negated ? ["does not"] : []),
      act.text,
      ...(lasting ? [`for ${lasting.text}`] : []),
      ...(since ? [`since ${since.text}`] : []),
      ...(where ? [`where ${where.text}`] : []),
    ];
    const tree = [
      `(Trigger subject=contact act=${act.tree} tense=present`,
      ...(negated ? ["negated"] : []),
      ...(lasting ? [`for=${lasting.tree}`] : []),
      ...(since ? [`since=${since.tree}`] : []),
      ...(where ? [`where=${where.tree}`] : []),
    ];
    return say(text.join(" "), `${tree.join(" ")})`);
  }

  private act(form: "base" | "present" | "past", depth: number): Said {
    const { base, [form]: verb } = this.one<(typeof VERBS)[number]>(VERBS);
    const [name, tag, store] = [this.one(NAMES), this.string().text, this.maybe()];
    const from = store ? " from Boutique" : "";
    const act = (text: string, tree: string, ended = ""): Said =>
      say(`${verb} ${text}${ended}`.trim(), `(Act verb=${tree}${ended === "" ? "" : " store=Boutique"})`);
    switch (base) {
      case "sign":
        return act("up", "sign up");
      case "unsubscribe":
        return store ? act("", "unsubscribe") : act("from sms", "unsubscribe channel=sms");
      case "resubscribe":
        return store ? act("", "resubscribe") : act("to push", "resubscribe channel=push");
      case "get":
        return store
          ? act(`tag ${tag}`, `get tag tag=${tag}`)
          : act("order shipped", "get order state=shipped", from);
      case "lose":
        return act(`tag ${tag}`, `lose tag tag=${tag}`);
      case "join":
        return act('"I"."B"', 'join group=(GroupRef category="I" group="B")');
      case "leave":
        if (store) return act('"I"."B"', 'leave group group=(GroupRef category="I" group="B")');
        return act(`${name}.gold`, `leave people=(PeopleRef name=${name} tier=gold)`);
      case "enter":
        return act(name, `enter people=(PeopleRef name=${name})`);
      case "change":
        return this.change(verb, depth);
      case "buy":
      case "see":
        return this.shopping(base, verb, from);
      case "abandon":
        return act("cart", "abandon cart", from);
      case "open":
        return act(name, `open message=${name}`);
      case "click":
        return store
          ? act(name, `click message=${name}`)
          : act(`${name} ${tag}`, `click message=${name} link=${tag}`);
      case "text":
        return act(tag, `text keyword=${tag}`);
      case "answer":
        return act(name, `answer survey=${name}`);
      case "do":
        return act(name, `do event=${name}`);
      default:
        return base satisfies never;
    }
  }

  private change(verb: string, depth: number): Said {
    const field = this.one(WORDS);
    if (this.maybe()) return say(`${verb} ${field}`, `(Act verb=change field=${field})`);
    const to = this.sum(depth);
    return say(`${verb} ${field} to ${to.text}`, `(Act verb=change field=${field} to=${to.tree})`);
  }

  private shopping(base: "buy" | "see", verb: string, from: string): Said {
    const strings = this.several(() => this.string()).map(({ text }) => text);
    const goods = this.one([
      say("any product", "(any)"),
      say(strings.join(", "), `(products codes=[${strings.join(" ")}])`),
      say(`category ${strings.join(", ")}`, `(category names=[${strings.join(" ")}])`),
    ]);
    const [behind, name] = base === "see" ? [" back in stock", "see back in stock"] : ["", "buy"];
    const store = from === "" ? "" : " store=Boutique";
    return say(`${verb} ${goods.text}${behind}${from}`, `(Act verb=${name} goods=${goods.tree}${store})`);
  }
}
