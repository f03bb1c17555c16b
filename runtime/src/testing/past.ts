import type { CompiledLine } from "@trajet/compiler/program";
import { inputKey, peopleKey } from "@trajet/compiler/program";
import type { Json, Millis } from "../engine/facts.ts";
import { sendingKey } from "../engine/families.ts";
import { arrive, refuse } from "./arrive.ts";
import { idOf } from "./happen.ts";
import { cartLeft, type Orders, orderIn, product, purchase, storeOf } from "./shopping.ts";
import { type Stage, wireOf, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";

type Past = Extract<CompiledLine, { kind: "past" }>;

/** Tells the host of something that was before the test began. Its clock stands there. */
export async function tellPast(stage: Stage, line: Past, at: Millis, orders: Orders): Promise<void> {
  const { host } = stage;
  const { act, person } = line;
  const who = stage.people.get(person);
  if (who === undefined) throw new TestStopped(`Nobody here is called ${person}.`, line);
  const payload = wireOf(line.payload, stage, zoneOf(stage, person));
  if (act.on === "signs up") {
    if (who.isThere)
      throw new TestStopped(`${person} was there before: put the sign-up before the rest of the past.`, line);
    Object.assign(who.given.fields, payload);
    return arrive(stage, who, at, { by: "sign-up" });
  }
  if (!who.isThere) await arrive(stage, who, at, { by: "import", createdAt: at });
  const change = (what: Partial<Parameters<typeof host.putContact>[0]>) =>
    host.putContact({ id: person, audience: stage.test.audience, fields: {}, imported: false, at, ...what });
  const write = (body: { readonly [name: string]: Json }) =>
    host.putPast(person, { id: idOf(stage), key: inputKey(act), at, body });
  switch (act.on) {
    case "gets tag":
      return refuse(await change({ addTags: [act.tag] }));
    case "loses tag":
      return refuse(await lose(act.tag));
    case "joins":
      return refuse(await change({ joinGroups: [`${act.category}/${act.group}`] }));
    case "leaves":
      return refuse(await change({ leaveGroups: [`${act.category}/${act.group}`] }));
    case "enters people":
    case "leaves people":
      return write({ people: peopleKey(act.people, act.tier) });
    case "changes":
      return write({ field: act.field, from: null, to: null });
    case "unsubscribes":
      return refuse(await host.setConsent(person, act.channel, "unsubscribed", idOf(stage)));
    case "resubscribes":
      return refuse(await host.setConsent(person, act.channel, "subscribed", idOf(stage)));
    case "buys": {
      const order = purchase(stage, person, act, payload, at);
      orders.add(order);
      return refuse(await host.putOrder(order));
    }
    case "gets order": {
      const order = orderIn(stage, person, act, payload, at, orders);
      orders.add({ ...order, placedAt: Math.min(order.placedAt, at) });
      return refuse(await host.putOrder({ ...order, placedAt: Math.min(order.placedAt, at) }));
    }
    case "abandons cart": {
      const { total, currency, updatedAt, contact: _, ...cart } = cartLeft(stage, person, act, payload, at);
      const when = new Date(updatedAt).toISOString();
      const body = { ...cart, total: { amount: total, currency }, updatedAt: when } as unknown as Json;
      return write({ abandonment: "", cart: body });
    }
    case "sees back in stock":
      return write({ store: storeOf(stage, act.store), product: product(act, payload) });
    case "opens":
    case "clicks": {
      const sending = `past/${act.message}/1`;
      await host.putPast(person, { id: sending, key: sendingKey(act.message), at, body: {} });
      if (act.on === "opens") return write({ sending });
      return write({ sending, links: act.link === null ? [] : [act.link] });
    }
    case "texts":
      return write({ text: act.keyword, to: "+33700000000" });
    case "answers":
      return write({ answer: payload });
    case "does": {
      const event = stage.project.events[act.event];
      if (event === undefined) throw new TestStopped(`The project has no event ${act.event}.`, line);
      const properties = stage.makeUp.complete(event.type, payload);
      return refuse(
        await host.putEvent({ id: idOf(stage), contact: person, name: event.wireName, at, properties }),
      );
    }
    default:
      return act satisfies never;
  }

  /** What is lost was there before. */
  async function lose(tag: string) {
    refuse(await change({ addTags: [tag] }));
    return change({ removeTags: [tag] });
  }
}
