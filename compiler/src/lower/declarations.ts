import type { Coupon, Fragment } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type {
  CouponProgram,
  CustomAudienceProgram,
  FragmentProgram,
  LoyaltyProgram,
  Program,
  ValueType,
} from "../program/types.ts";
import { type Lowering, ownField, present } from "./lowering.ts";
import { lowerAnswers, lowerMessage } from "./messages.ts";
import { parametersOf, valueType, wireType } from "./value-types.ts";
import { lowerChannel, lowerWebhook } from "./webhooks.ts";

type Declarations = Pick<
  Program,
  | "messages"
  | "channels"
  | "webhooks"
  | "coupons"
  | "customAudiences"
  | "fragments"
  | "answers"
  | "people"
  | "fields"
  | "events"
>;

/**
 * The declarations that a lowered journey uses. Messages, channels and webhooks use others in their turn, and all of them
 * use fields: so the order counts.
 */
export function declarationsOf(place: Lowering): Declarations {
  const { uses, model } = place;
  const messages = table(uses.messages, (name) => lowerMessage(name, place));
  const channels = table(uses.channels, (name) => lowerChannel(name, place));
  const webhooks = table(uses.webhooks, (name) => lowerWebhook(name, place));
  const { coupons, fragments } = model.symbols;
  return {
    messages,
    ...unlessEmpty("channels", channels),
    ...unlessEmpty("webhooks", webhooks),
    ...unlessEmpty(
      "coupons",
      table(uses.coupons, (name) => lowerCoupon(present(coupons.get(name), `the coupon ${name}`))),
    ),
    ...unlessEmpty(
      "customAudiences",
      table(uses.customAudiences, (name) => lowerCustomAudience(name, place)),
    ),
    ...unlessEmpty(
      "fragments",
      table(uses.fragments, (name) => lowerFragment(place, fragments.get(name))),
    ),
    ...unlessEmpty("answers", answersOf(place)),
    people: Object.fromEntries(uses.people),
    fields: fieldsOf(place),
    events: eventsOf(place),
  };
}

/** What the conditions of a loyalty query read. */
export function readBy(place: Lowering): Pick<LoyaltyProgram, "fields" | "segments" | "events" | "answers"> {
  return {
    fields: fieldsOf(place),
    ...unlessEmpty("segments", Object.fromEntries(place.uses.people)),
    ...unlessEmpty("events", eventsOf(place)),
    ...unlessEmpty("answers", answersOf(place)),
  };
}

function eventsOf({ model, uses }: Lowering): Program["events"] {
  return table(uses.events, (name) => wireType(present(model.types.event(name), `the event ${name}`)));
}

function answersOf(place: Lowering): Readonly<Record<string, ValueType>> {
  return table(place.uses.answers, (name) => lowerAnswers(name, place));
}

function table<T>(names: ReadonlySet<string>, lower: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries([...names].toSorted().map((name) => [name, lower(name)]));
}

function unlessEmpty<K extends string, T>(
  key: K,
  entries: Readonly<Record<string, T>>,
): { readonly [key in K]?: Readonly<Record<string, T>> } {
  if (Object.keys(entries).length === 0) return {};
  return { [key]: entries } as { readonly [key in K]?: Readonly<Record<string, T>> };
}

/** Own fields that are read or written. */
function fieldsOf(place: Lowering): Program["fields"] {
  const own = [...place.uses.fields].toSorted().flatMap((name) => {
    const type = ownField(place, name);
    return type === undefined ? [] : [[name, valueType(type)] as const];
  });
  return Object.fromEntries(own);
}

function lowerCoupon({ name, source }: Coupon): CouponProgram {
  const given = present(source, `what ${name?.text} gives`);
  if (given.kind === "pool") return { pool: true };
  return { code: present(given.code, `the code of ${name?.text}`).value };
}

/** Those that say what they give; with one that does not, the project has an error. */
export function compileCoupons({ symbols }: Model): Readonly<Record<string, CouponProgram>> {
  const whole = [...symbols.coupons].filter(
    ([, { source }]) => source !== undefined && (source.kind === "pool" || source.code !== undefined),
  );
  return Object.fromEntries(
    whole.map(([name, coupon]): [string, CouponProgram] => [name, lowerCoupon(coupon)]).toSorted(byName),
  );
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

function lowerCustomAudience(name: string, { model }: Lowering): CustomAudienceProgram {
  const people = model.symbols.people.get(name);
  const network = people?.kind === "CustomAudience" ? people.networks[0] : undefined;
  return { network: present(network, `the network of ${name}`).value };
}

function lowerFragment({ model }: Lowering, fragment: Fragment | undefined): FragmentProgram {
  return { parameters: parametersOf(model, present(fragment, "a fragment").parameters) };
}
