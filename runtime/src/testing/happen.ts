import type { CompiledLine, MessageProgram, Trigger } from "@trajet/compiler/program";
import { peopleKey } from "@trajet/compiler/program";
import { evaluate } from "../engine/evaluate.ts";
import type { Json, Millis } from "../engine/facts.ts";
import { sendingOf } from "../engine/sending-name.ts";
import { encode } from "../engine/wire.ts";
import { arrive, fieldTypeOf, fitted, refuse, refuseUnchanged } from "./arrive.ts";
import { anotherValue } from "./make-up.ts";
import { markIn, markOut } from "./pinned.ts";
import { cartLeft, type Orders, orderIn, product, purchase, storeOf } from "./shopping.ts";
import { type Attempt, asMoment, plainFacts, type Stage, wireOf, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";
import { asSubject, whom } from "./whom.ts";

type Happening = Extract<CompiledLine, { kind: "happens" }>;

/** Nobody opens or clicks so soon after a mail has left: what is quicker is taken for a machine. */
const SOONEST_OPENED_MS = 5_000;

/** Lets something happen to a person, now. */
export async function happen(stage: Stage, line: Happening, orders: Orders, tick: Tick): Promise<void> {
  const { act, person } = line;
  const who = stage.people.get(person);
  if (who === undefined) throw new TestStopped(`Nobody here is called ${person}.`);
  const payload = payloadOf(stage, line);
  if (act.on === "signs up") {
    if (who.isThere)
      throw new TestStopped(
        `${asSubject(person)} is there already, by a past or an earlier sign-up: who signs up is new.`,
      );
    Object.assign(who.given.fields, payload);
    return arrive(stage, who, stage.host.now(), { by: "sign-up" });
  }
  if (!who.isThere)
    throw new TestStopped(
      `${asSubject(person)} is not there yet: the sign-up stands in a later line, and nothing can happen before it.`,
    );
  await actOf(stage, person, act, payload, orders, tick);
}

/** Moves the host's clock on a little. */
export type Tick = (at: Millis) => Promise<void>;

async function actOf(
  stage: Stage,
  person: string,
  act: Exclude<Trigger, { on: "signs up" }>,
  payload: { readonly [name: string]: Json },
  orders: Orders,
  tick: Tick,
): Promise<void> {
  const { host } = stage;
  const now = host.now();
  const change = (what: Partial<Parameters<typeof host.putContact>[0]>) =>
    host.putContact({
      id: person,
      audience: stage.test.audience,
      fields: {},
      imported: false,
      at: now,
      ...what,
    });
  switch (act.on) {
    case "gets tag":
      return refuseUnchanged(await change({ addTags: [act.tag] }));
    case "loses tag":
      return refuseUnchanged(await change({ removeTags: [act.tag] }));
    case "joins":
      return refuseUnchanged(await change({ joinGroups: [`${act.category}/${act.group}`] }));
    case "leaves":
      return refuseUnchanged(await change({ leaveGroups: [`${act.category}/${act.group}`] }));
    case "enters people":
    case "leaves people": {
      const key = peopleKey(act.people, act.tier);
      const [to, from] =
        act.on === "enters people" ? [markIn(key), markOut(key)] : [markOut(key), markIn(key)];
      return refuseUnchanged(await change({ addTags: [to], removeTags: [from] }));
    }
    case "changes":
      return refuseUnchanged(await change({ fields: await changed(stage, person, act) }));
    case "unsubscribes":
    case "resubscribes": {
      const status = act.on === "unsubscribes" ? "unsubscribed" : "subscribed";
      return refuseUnchanged(await host.setConsent(person, act.channel, status, idOf(stage)));
    }
    case "buys": {
      const order = purchase(stage, person, act, payload, now);
      orders.add(order);
      return refuse(await host.putOrder(order));
    }
    case "gets order": {
      const order = orderIn(stage, person, act, payload, now, orders);
      orders.add(order);
      return refuse(await host.putOrder(order));
    }
    case "abandons cart":
      return refuse(await host.putCart(cartLeft(stage, person, act, payload, now)));
    case "sees back in stock": {
      const item = product(act, payload);
      const stock = { store: storeOf(stage, act.store), sku: String(item.sku), product: item };
      // Who has not seen it gone does not see it come back.
      refuse(await host.putStock({ ...stock, inStock: false, at: now - 1 }));
      return refuse(await host.putStock({ ...stock, inStock: true, at: now }));
    }
    case "opens":
    case "clicks":
      return engage(stage, person, act, tick);
    case "texts": {
      const phone = (await host.contact(person))?.fields.phone;
      if (typeof phone !== "string")
        throw new TestStopped(
          `${asSubject(person)} has no phone number to text from: give one, as phone: "+33611223344".`,
        );
      const { contacts } = await host.receiveText({
        id: idOf(stage),
        from: phone,
        to: "+33700000000",
        text: act.keyword,
        at: now,
      });
      if (contacts === 0) throw new TestStopped(`Nobody has the number ${phone}.`);
      return;
    }
    case "answers": {
      const sent = latestSending(stage, person, act.survey);
      if (sent === undefined) throw new TestStopped(notSent(stage, person, act.survey, "answer it"));
      const { contact, run, step, visit } = sent.call;
      return refuseUnchanged(
        await host.putAnswers({ contact, run, step, visit }, answersTo(stage, act.survey, payload)),
      );
    }
    case "does": {
      const event = stage.project.events[act.event];
      if (event === undefined) throw new TestStopped(`The project has no event ${act.event}.`);
      const properties = stage.makeUp.complete(event.type, inZone(stage, person, event.type, payload));
      return refuse(
        await host.putEvent({ id: idOf(stage), contact: person, name: event.wireName, at: now, properties }),
      );
    }
    default:
      return act satisfies never;
  }
}

function payloadOf(stage: Stage, line: Pick<Happening, "payload" | "person">): Record<string, Json> {
  return wireOf(line.payload, stage, zoneOf(stage, line.person));
}

/** Names a thing that is made up: the same at the same place of a test. */
export function idOf(stage: Stage): string {
  stage.counter += 1;
  return `test-${stage.counter}`;
}

/** Dates where moments are due. */
function inZone(
  stage: Stage,
  person: string,
  type: Stage["project"]["events"][string]["type"],
  payload: { readonly [name: string]: Json },
): Record<string, Json> {
  const zone = zoneOf(stage, person);
  const members = Object.entries(payload).map(([name, value]) => [
    name,
    type.fields?.[name]?.type === "moment" ? asMoment(value, zone) : value,
  ]);
  return Object.fromEntries(members);
}

async function changed(
  stage: Stage,
  person: string,
  { field, to }: Extract<Trigger, { on: "changes" }>,
): Promise<{ readonly [field: string]: Json }> {
  const zone = zoneOf(stage, person);
  if (to !== null) {
    const value = encode(evaluate(to, stage.test.scope, plainFacts(stage.names, stage.clock, zone)));
    return { [field]: fitted(stage, person, field, value) };
  }
  const type = fieldTypeOf(stage, field);
  const before = (await stage.host.contact(person))?.fields[field] ?? null;
  return { [field]: type === undefined ? null : anotherValue(type, before, stage.makeUp) };
}

/** Opens the latest sending of a mail, or clicks in it. */
async function engage(
  stage: Stage,
  person: string,
  act: Extract<Trigger, { on: "opens" | "clicks" }>,
  tick: Tick,
): Promise<void> {
  const verb = act.on === "opens" ? "open it" : "click in it";
  const sent = latestSending(stage, person, act.message);
  if (sent === undefined) throw new TestStopped(notSent(stage, person, act.message, verb));
  const soonest = sent.call.at + SOONEST_OPENED_MS;
  if (stage.host.now() < soonest) await tick(soonest);
  const sending = sendingOf(sent.call.run, sent.call);
  const at = stage.host.now();
  if (act.on === "opens")
    return refuse(await stage.host.putEngagement({ sending, bot: false, at, kind: "open" }));
  stage.counter += 1;
  const links = act.link === null ? [] : [act.link];
  const target = `https://test.example/link-${act.link ?? stage.counter}`;
  return refuse(await stage.host.putEngagement({ sending, bot: false, at, kind: "click", target, links }));
}

function latestSending({ attempts }: Stage, person: string, message: string): Attempt | undefined {
  return attempts.findLast(
    ({ call, outcome }) => call.contact === person && call.name === message && outcome.kind === "done",
  );
}

function notSent({ attempts }: Stage, person: string, message: string, what: string): string {
  const tried = attempts.findLast(({ call }) => call.contact === person && call.name === message);
  const why = tried === undefined || tried.outcome.kind === "done" ? "" : `: ${tried.outcome.reason}`;
  return `${message} has not been sent to ${whom(person)} by now${why}, so nobody can ${what}.`;
}

/** Answers to the questions that must have one are made up. */
function answersTo(
  stage: Stage,
  survey: string,
  given: { readonly [question: string]: Json },
): { readonly [question: string]: Json } {
  const found = stage.project.journeys
    .map(({ program }): MessageProgram | undefined => program.messages[survey])
    .find((message) => message?.form === "survey");
  const questions = found?.form === "survey" ? found.questions : [];
  const made = questions.flatMap(({ name, type, scale }) =>
    type.optional || Object.hasOwn(given, name)
      ? []
      : [[name, scale?.high ?? stage.makeUp.value(type, name)] as const],
  );
  return { ...Object.fromEntries(made), ...given };
}
