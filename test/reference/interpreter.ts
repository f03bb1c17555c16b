import type { Declaration } from "@trajet/grammar";
import { isSame } from "./actions.ts";
import type { Millis } from "./calendar.ts";
import { enter } from "./enter.ts";
import { drain, happen } from "./react.ts";
import { arrived, named } from "./values.ts";
import { advance } from "./walk.ts";
import type { Deed, Delivery, Fields, Line, Oracle, Person, Run, Value, World } from "./world.ts";

/*
 * The reference interpreter: journeys, people and events in, timelines out. It is written from docs/language.md and
 * docs/runtime.md, shares nothing with the engine, and would rather be obvious than fast. Of the project it reads the
 * syntax tree alone, which is the text itself in the shape of the grammar: what the compiler makes of it is part of what
 * is tested. Steps are known by their labels, so each step of a journey that it plays has one.
 */

export interface Reference {
  readonly now: () => Millis;
  /** Serves all that is due up to and at a moment. */
  readonly until: (at: Millis) => void;
  readonly signUp: (id: string, fields: { readonly [name: string]: unknown }) => void;
  readonly change: (id: string, change: ContactChange) => void;
  readonly buy: (id: string, order: { readonly id: string } & Fields, at: Millis) => void;
  readonly does: (
    id: string,
    event: string,
    eventId: string,
    payload: { readonly [name: string]: unknown },
    at: Millis,
  ) => void;
  readonly consent: (id: string, status: "subscribed" | "unsubscribed") => void;
  readonly startByHand: (id: string, journey: string) => void;
  readonly open: (id: string, message: string) => void;
  readonly trace: readonly Line[];
}

export interface ContactChange {
  readonly fields?: { readonly [name: string]: unknown };
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly joinGroups?: readonly string[];
  readonly leaveGroups?: readonly string[];
}

const MACHINE = 5_000;

const all = <K extends Declaration["kind"]>(declarations: readonly Declaration[], kind: K) =>
  declarations.filter((each): each is Extract<Declaration, { kind: K }> => each.kind === kind);

/** A project whose journeys are active, on a clock that stands at `now`. */
export function interpret(
  declarations: readonly Declaration[],
  zone: string,
  now: Millis,
  oracle: Oracle,
): Reference {
  const [audience] = all(declarations, "Audience");
  if (audience === undefined) throw new Error("a project has an audience");
  const journeys = named(all(declarations, "Journey"));
  const world: World = {
    now,
    zone,
    oracle,
    audience,
    journeys,
    fragments: named(all(declarations, "Fragment")),
    emails: named(all(declarations, "Email")),
    webhooks: named(all(declarations, "Webhook")),
    events: named(all(declarations, "Event")),
    segments: named(all(declarations, "Segment")),
    activatedAt: now,
    people: new Map(),
    trace: [],
    queue: [],
  };
  const told = new Set<string | Delivery>();
  /** Something is told of somebody who is known; told again under the same name, it changes nothing. */
  const tell = (
    id: string,
    as: string | Delivery | null,
    what: (person: Person) => Deed | undefined,
    at = world.now,
  ): void => {
    const person = world.people.get(id);
    if (person === undefined || (as !== null && told.has(as))) return;
    if (as !== null) told.add(as);
    const deed = what(person);
    if (deed !== undefined) happen(world, person, deed, at);
    drain(world);
    settle(world);
  };
  return {
    now: () => world.now,
    trace: world.trace,
    until(at) {
      until(world, at);
    },
    signUp(id, fields) {
      world.people.set(id, newPerson(world, id, fields));
      tell(id, null, () => ({ verb: "sign up" }));
    },
    change(id, change) {
      tell(id, null, (person) => changeContact(world, person, change));
    },
    buy(id, order, at) {
      tell(id, `order ${order.id}`, () => ({ verb: "buy", order }), at);
    },
    does(id, event, eventId, payload, at) {
      const deed = { verb: "do", id: eventId, event, payload: payloadOf(world, event, payload) } as const;
      tell(id, `event ${eventId}`, () => deed, at);
    },
    consent(id, status) {
      tell(id, null, ({ consent }) => {
        if (consent.get("email") === status) return undefined;
        consent.set("email", status);
        return { verb: status === "subscribed" ? "resubscribe" : "unsubscribe", channel: "email" };
      });
    },
    startByHand(id, name) {
      const journey = world.journeys.get(name);
      if (
        world.now <= world.activatedAt ||
        journey === undefined ||
        !journey.settings.some(({ kind }) => kind === "StartManually")
      )
        return;
      tell(id, null, (person) => {
        enter(
          world,
          person,
          journey,
          happen(world, person, { verb: "start by hand", journey: name }, world.now),
        );
        return undefined;
      });
    },
    open(id, message) {
      const latest = world.people.get(id)?.latest.get(message);
      // So soon it is a machine that opens it.
      if (latest === undefined || world.now - latest.at < MACHINE) return;
      tell(id, latest, () => ({ verb: "open", message, of: latest }));
    },
  };
}

function newPerson(world: World, id: string, fields: { readonly [name: string]: unknown }): Person {
  const declared = world.audience.items.filter((item) => item.kind === "Field");
  const values = new Map<string, Value>(
    Object.entries(fields).map(([name, value]) => [name, value as Value]),
  );
  for (const field of declared) {
    const name = field.name?.text ?? "";
    const given = arrived(field, fields[name]);
    values.set(name, given ?? defaultOf(field));
  }
  return {
    id,
    fields: values,
    tags: new Set(),
    groups: new Set(),
    consent: new Map(values.has("email") ? [["email", "subscribed"]] : []),
    isArchived: false,
    past: [],
    runs: [],
    sendings: [],
    latest: new Map(),
  };
}

function defaultOf(field: Extract<World["audience"]["items"][number], { kind: "Field" }>): Value {
  if (field.type?.list) return [];
  const given = field.default;
  if (given?.kind === "Text") return given.value;
  return given?.kind === "Number" ? Number(given.text) : null;
}

function payloadOf(world: World, event: string, payload: { readonly [name: string]: unknown }): Fields {
  const shape = world.events.get(event)?.shape;
  const fields = shape?.kind === "fields" ? named(shape.fields) : new Map();
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, arrived(fields.get(name), value)]),
  );
}

/** What is told of a contact: each field, tag or group that differs is an event; what is the same causes nothing. */
function changeContact(world: World, one: Person, change: ContactChange): undefined {
  const { fields = {}, addTags = [], removeTags = [], joinGroups = [], leaveGroups = [] } = change;
  const deeds: Deed[] = [];
  const declared = named(world.audience.items.filter((item) => item.kind === "Field"));
  for (const [field, json] of Object.entries(fields)) {
    const to = arrived(declared.get(field), json);
    const from = one.fields.get(field) ?? null;
    if (isSame(from, to)) continue;
    one.fields.set(field, to);
    deeds.push({ verb: "change", field, from, to });
  }
  for (const tag of addTags) {
    if (!one.tags.has(tag)) deeds.push({ verb: "get tag", tag });
    one.tags.add(tag);
  }
  for (const tag of removeTags) if (one.tags.delete(tag)) deeds.push({ verb: "lose tag", tag });
  for (const group of joinGroups) {
    if (!one.groups.has(group)) deeds.push({ verb: "join", group });
    one.groups.add(group);
  }
  for (const group of leaveGroups) if (one.groups.delete(group)) deeds.push({ verb: "leave group", group });
  for (const deed of deeds) happen(world, one, deed, world.now);
}

/** Runs that are due at once go by due time, journey and key. */
function settle(world: World): void {
  for (;;) {
    const due = [...world.people.values()]
      .flatMap(({ runs }) => runs)
      .filter((run): run is Run & { due: Millis } => run.due !== null && run.due <= world.now)
      .sort(
        (one, other) =>
          one.due - other.due ||
          (one.name < other.name ? -1 : one.name > other.name ? 1 : one.key < other.key ? -1 : 1),
      );
    const [first] = due;
    if (first === undefined) return;
    advance(world, first);
  }
}

function until(world: World, at: Millis): void {
  for (;;) {
    settle(world);
    const dues = [...world.people.values()].flatMap(({ runs }) => runs.flatMap(({ due }) => due ?? []));
    const next = Math.min(...dues, at);
    world.now = Math.max(world.now, next);
    if (next >= at) break;
  }
  settle(world);
}
