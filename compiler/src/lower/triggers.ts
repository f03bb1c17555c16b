import type { Act, Expression, Goods as WrittenGoods, Trigger as WrittenTrigger } from "@trajet/grammar";
import type { Expr, Goods, Root, Trigger } from "../program/types.ts";
import { lowerDuration } from "./constants.ts";
import { type Happening, type Lowering, ownField, present } from "./lowering.ts";
import { takeSegment } from "./people.ts";

/** What must happen, or not happen for a time, for a start, an exit, a goal or an arm of a wait. */
export function lowerTrigger(trigger: WrittenTrigger, place: Lowering): Trigger {
  const { act, where, negated } = trigger;
  const lasting = trigger.for === undefined ? undefined : lowerDuration(trigger.for, place);
  const since = sinceOf(trigger.since, place);
  if (negated) return lowerAct(act, where, { ...since, absentFor: present(lasting, "`for`") }, place);
  const lowered = lowerAct(act, where, since, place);
  return lowered.on === "abandons cart" ? { ...lowered, for: lasting ?? null } : lowered;
}

/** What counts is what happened since the wait began, unless it is said since when. */
function sinceOf(since: Expression | undefined, place: Lowering): Pick<Trigger, "sinceEntry" | "since"> {
  if (since === undefined) return {};
  const moment = place.expression(since, place);
  return moment.op === "entered" ? { sinceEntry: true } : { since: moment };
}

/** The same of a trigger and of a condition about the past: the act and its filter. */
export function lowerAct(
  act: Act,
  where: Expression | undefined,
  more: Pick<Trigger, "sinceEntry" | "since" | "absentFor">,
  place: Lowering,
): Trigger {
  const inside: Lowering = { ...place, happenings: [happeningOf(act), ...place.happenings] };
  const common = { where: where === undefined ? null : place.expression(where, inside), ...more };
  return { ...common, ...formOf(act, place) };
}

/** What the filter of an act can speak of. */
function happeningOf(act: Act): Happening {
  return {
    names: new Set(happeningNames(act)),
    event: act.verb === "do" ? act.event?.text : undefined,
    survey: act.verb === "answer" ? act.survey?.text : undefined,
  };
}

/** By which names the filter of an act calls what happened. */
function happeningNames({ verb }: Act): readonly Root[] {
  switch (verb) {
    case "buy":
      return ["order", "product"];
    case "get order":
      return ["order"];
    case "abandon cart":
      return ["cart"];
    case "see back in stock":
      return ["product"];
    case "answer":
      return ["answer"];
    case "do":
      return ["event"];
    default:
      return [];
  }
}

type Form = Trigger extends infer T ? (T extends Trigger ? Omit<T, keyof Common> : never) : never;
type Common = Pick<Trigger, "where" | "sinceEntry" | "since" | "absentFor">;

function formOf(act: Act, place: Lowering): Form {
  switch (act.verb) {
    case "sign up":
      return { on: "signs up", includingImports: act.includingImports };
    case "get tag":
      return { on: "gets tag", tag: present(act.tag, "a tag").value };
    case "lose tag":
      return { on: "loses tag", tag: present(act.tag, "a tag").value };
    case "join":
    case "leave group": {
      const category = present(act.group?.category, "a group").value;
      const group = present(act.group?.group, "a group").value;
      return { on: act.verb === "join" ? "joins" : "leaves", category, group };
    }
    case "enter":
      return { on: "enters people", ...peopleOf(act, place) };
    case "leave":
      return { on: "leaves people", ...peopleOf(act, place) };
    case "change":
      return { on: "changes", ...change(act, place) };
    case "unsubscribe":
      return { on: "unsubscribes", channel: act.channel?.text ?? "email" };
    case "resubscribe":
      return { on: "resubscribes", channel: act.channel?.text ?? "email" };
    case "buy":
      return { on: "buys", goods: goodsOf(act.goods), store: act.store?.text ?? null };
    case "get order":
      return { on: "gets order", state: orderState(act), store: act.store?.text ?? null };
    case "abandon cart":
      return { on: "abandons cart", for: null, store: act.store?.text ?? null };
    case "see back in stock":
      return { on: "sees back in stock", goods: goodsOf(act.goods), store: act.store?.text ?? null };
    case "open":
      return { on: "opens", message: present(act.message, "a message").text, ...sendingIn(place) };
    case "click":
      return {
        on: "clicks",
        message: present(act.message, "a message").text,
        link: act.link?.value ?? null,
        ...sendingIn(place),
      };
    case "text":
      return { on: "texts", keyword: present(act.keyword, "what is texted").value };
    case "answer":
      return { on: "answers", survey: surveyOf(act, place) };
    case "do":
      return { on: "does", event: present(act.event, "an event").text };
    default:
      return act satisfies never;
  }
}

function sendingIn({ inRun }: Lowering): { readonly sending: "latest" | "any" } {
  return { sending: inRun ? "latest" : "any" };
}

/** The program holds the condition of a segment whose members it watches. */
function peopleOf(act: Extract<Act, { verb: "enter" | "leave" }>, place: Lowering) {
  const people = present(act.people?.name, "the name of people").text;
  const declared = present(place.model.symbols.people.get(people), `the declaration of ${people}`);
  if (declared.kind === "Segment") takeSegment(people, declared, place);
  if (declared.kind === "CustomAudience") place.uses.customAudiences.add(people);
  return { people, tier: act.people?.tier?.text ?? null };
}

const ORDER_STATES = ["fulfilled", "shipped", "refunded", "cancelled"] as const;

function orderState(act: Extract<Act, { verb: "get order" }>): (typeof ORDER_STATES)[number] {
  const state = ORDER_STATES.find((known) => known === act.state?.text);
  return present(state, "the state of an order");
}

function surveyOf(act: Extract<Act, { verb: "answer" }>, { uses }: Lowering): string {
  const survey = present(act.survey, "a survey").text;
  uses.answers.add(survey);
  return survey;
}

function change(act: Extract<Act, { verb: "change" }>, place: Lowering): { field: string; to: Expr | null } {
  const field = present(act.field, "a field").text;
  if (ownField(place, field)) place.uses.fields.add(field);
  return { field, to: act.to === undefined ? null : place.expression(act.to, place) };
}

function goodsOf(goods: WrittenGoods): Goods {
  switch (goods.kind) {
    case "any":
      return { kind: "any" };
    case "products":
      return { kind: "products", codes: goods.codes.map((code) => code.value) };
    case "category":
      return { kind: "category", names: goods.names.map((name) => name.value) };
    default:
      return goods satisfies never;
  }
}
