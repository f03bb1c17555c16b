import type { CompiledProject } from "@trajet/compiler/program";
import type { EffectRequest } from "../../../runtime/src/engine/request.ts";
import type { Outside } from "../../../runtime/src/simulator/virtual-host.ts";
import type { CallOutcome } from "../../../runtime/src/store/caller.ts";
import { compiled, errorsOf } from "../../compiler/lower/compiled.ts";
import { delay, hours, inARow, program, project, send, tag } from "../store/programs.ts";
import { DAY, HOUR, ORDER, T0 } from "../store/world.ts";
import type { Told } from "./database-host.ts";

const MINUTE = 60_000;
export const DELIVERED: CallOutcome = { kind: "done", providerRef: "250 ok" };

/** What happens to people in a project, on whatever host it is played. */
export interface Scenario {
  readonly compiled: CompiledProject;
  readonly answer?: (request: EffectRequest, nth: number) => CallOutcome;
  readonly play: (host: Told) => Promise<unknown>;
  /** Kinds of entries that the trace must hold, so that the scenario is about what it says. */
  readonly shows: readonly string[];
}

const signUp = (host: Told, id: string, fields: object = {}) =>
  host.putContact({ id, imported: false, fields: { email: `${id}@shop.example`, points: 0, ...fields } });

async function people(host: Told, count: number, prefix = "p"): Promise<void> {
  for (let n = 0; n < count; n += 1) await signUp(host, `${prefix}${n}`);
}

const buy = (host: Told, contact: string, id: string, placedAt: number, more: object = {}) =>
  host.putOrder({ ...ORDER, id, contact, placedAt, ...more });

/** J is paused an hour after the start; on the third day it goes on. */
async function pauseAndResume(host: Told): Promise<void> {
  await host.until(T0 + HOUR);
  await host.setStatus("J", "paused");
  await host.until(T0 + 3 * DAY);
  await host.setStatus("J", "active");
  await host.until(T0 + 9 * DAY);
}

const SERIES = inARow({ a: delay(1), "send:one": send(), b: delay(1), "send:two": send() });
const series = (more: object = {}) => project(program({ journey: "J", ...more, steps: SERIES }));

function ofText(text: string, config?: string): CompiledProject {
  const all = compiled({ "a.journey": text }, {}, config);
  const errors = errorsOf(all);
  if (errors.length > 0 || all.leftOut.length > 0) throw new Error(errors.join("\n"));
  return all.project;
}

const DECLARED = `
audience Newsletter {
  field points: number = 0
  field birthday: date?
  tags "woken", "left a cart", "vip"
}
segment Everyone for Newsletter where contact is subscribed
store Boutique { platform "shopify"  currency EUR }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
`;

export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  "hours in which messages leave": {
    compiled: series({ sendWindow: hours("12:00", "13:00") }),
    async play(host) {
      await people(host, 2);
      await host.until(T0 + 5 * DAY);
    },
    shows: ["held", "sent", "finished"],
  },
  "a limit over two journeys, whose runs take turns": {
    compiled: project(
      ...["A", "B"].map((journey) =>
        program({
          journey,
          sendLimits: [{ of: { of: "project", channel: null }, messages: 1, per: "day", otherwise: "hold" }],
          steps: SERIES,
        }),
      ),
    ),
    async play(host) {
      await people(host, 2);
      await host.until(T0 + 9 * DAY);
    },
    shows: ["held", "sent", "finished"],
  },
  "a provider that refuses, and one that never answers": {
    compiled: series(),
    answer: (_, nth) =>
      nth === 1
        ? { kind: "refused", permanent: true, reason: "550 no such mailbox", suppress: "cleaned" }
        : { kind: "unknown", reason: "the connection was cut" },
    async play(host) {
      await people(host, 2);
      await host.until(T0 + 9 * DAY);
    },
    shows: ["refused", "failed", "finished"],
  },
  "two starts by the calendar that are due at one moment": {
    compiled: ofText(`${DECLARED}
journey J for Newsletter {
  start every 3 days from 2026-03-03 at 9:00 for everyone
  start every 2 weeks from 2026-03-03 at 9:00 for everyone
  reenter always
  delay 1 hour
}`),
    async play(host) {
      await people(host, 2);
      await host.until(T0 + 43 * DAY);
    },
    shows: ["entered", "refused", "finished"],
  },
  "a pause whose end is spread over six hours": {
    compiled: series({ resume: { policy: "continue", over: { hours: 6 } } }),
    async play(host) {
      for (let n = 0; n < 5; n += 1) {
        await host.until(T0 + HOUR / 2 + n * 1_000);
        await signUp(host, `p${n}`);
      }
      await pauseAndResume(host);
    },
    shows: ["held", "sent", "finished"],
  },
  "a pause from which everybody goes on": {
    compiled: series(),
    async play(host) {
      await people(host, 3);
      await pauseAndResume(host);
    },
    shows: ["held", "sent", "finished"],
  },
  "a pause after which old messages are skipped": {
    compiled: series({ resume: { policy: "skip", olderThan: { days: 1 } } }),
    async play(host) {
      await people(host, 2);
      await pauseAndResume(host);
    },
    shows: ["skipped", "finished"],
  },
  "a pause after which messages are skipped that are older than each person says": {
    compiled: ofText(`${DECLARED}
journey J for Newsletter {
  start when contact signs up
  after pause skip messages older than contact.points * 1 day
  delay 1 day
  send email Hello
}`),
    async play(host) {
      for (const points of [0, 1, 9]) await signUp(host, `p${points}`, { points });
      await pauseAndResume(host);
    },
    shows: ["skipped", "sent", "finished"],
  },
  "what does not happen for a time that each run has of its own, and a filter that is asked when it is over":
    {
      compiled: ofText(`${DECLARED}
event Borrowed { field id: text  field days: number }
journey J for Newsletter {
  start when contact does Borrowed
  reenter always
  one run per entry
  exit when contact does not buy any product for entry.event.days * 2 days
  goal "late" within 30 days when contact does not buy any product for entry.event.days * 1 day where entry.event.days > 1
  wait up to 9 days {
    when contact does not get tag "left a cart" for entry.event.days * 6 hours where contact.points == 0 { tag "woken" }
    when contact gets tag "vip" { }
  }
  remember long = entry.event.days * 7 days
  wait up to 30 days { when contact does not do Borrowed for long since entry { send email Hello } }
}`),
      async play(host) {
        await signUp(host, "p0");
        await signUp(host, "p1", { points: 3 });
        const borrow = (contact: string, id: string, days: number, at: number) =>
          host.putEvent({ id, contact, name: "Borrowed", at, properties: { id, days } });
        await borrow("p0", "b1", 1, T0 + MINUTE);
        await host.until(T0 + 2 * MINUTE);
        await borrow("p0", "b2", 3, T0 + 2 * MINUTE);
        await borrow("p1", "b3", 2, T0 + MINUTE);
        await host.until(T0 + DAY);
        await buy(host, "p0", "1", T0 + DAY);
        await host.until(T0 + 4.5 * DAY);
        await buy(host, "p1", "2", T0 + 3.9 * DAY);
        await host.until(T0 + 8 * DAY);
        await borrow("p1", "b4", 2, T0 + 5 * DAY);
        await host.until(T0 + 60 * DAY);
      },
      shows: ["entered", "waiting", "converted", "exited", "tagged"],
    },
  "a pause that lets everybody out, and an archive": {
    compiled: series({ resume: { policy: "exit" } }),
    async play(host) {
      await people(host, 2);
      await host.until(T0 + HOUR);
      await host.setStatus("J", "paused");
      await host.until(T0 + 2 * DAY);
      await host.setStatus("J", "active");
      await host.until(T0 + 2 * DAY + HOUR);
      await signUp(host, "late");
      await host.until(T0 + 2 * DAY + 2 * HOUR);
      await host.setStatus("J", "paused");
      await host.setStatus("J", "archived");
      await host.until(T0 + 9 * DAY);
    },
    shows: ["exited"],
  },
  "a wave at the provider's rate": {
    compiled: {
      ...series({ sendWindow: hours("09:00", "10:03") }),
      rates: { email: { max: 1, per: "minute" } },
    },
    async play(host) {
      await people(host, 5);
      await host.until(T0 + 9 * DAY);
    },
    shows: ["held", "sent", "finished"],
  },
  "codes of which too few are left": {
    compiled: project(
      program({
        journey: "J",
        coupons: { Thanks10: { pool: true } },
        steps: inARow({
          "give:code": { kind: "give coupon", coupon: "Thanks10", as: "code", otherwise: "tag:none" },
          "tag:got": tag("got"),
          "tag:none": tag("none"),
        }),
      }),
    ),
    async play(host) {
      await host.putCodes([
        { coupon: "Thanks10", code: "ONE" },
        { coupon: "Thanks10", code: "ONE" },
      ]);
      await people(host, 2);
      await host.until(T0 + DAY);
    },
    shows: ["remembered", "refused", "tagged"],
  },
  "the calendar, over the change of the clocks": {
    compiled: ofText(
      `${DECLARED}
journey EveryNight for Newsletter {
  timezone "Europe/Paris"
  reenter always
  start every day at 2:30 for Everyone
  tag "woken"
  delay 1 day
  send email Hello
}`,
    ),
    async play(host) {
      await host.until(Date.parse("2026-03-26T12:00:00Z"));
      await signUp(host, "ada");
      await signUp(host, "ben", { timezone: "America/New_York" });
      await host.until(Date.parse("2026-03-31T12:00:00Z"));
    },
    shows: ["entered", "tagged", "delayed", "sent"],
  },
  "people's own dates": {
    compiled: ofText(
      `${DECLARED}
journey Birthday for Newsletter {
  reenter always
  start every year on contact.birthday at 9:00
  send email Hello
}`,
    ),
    async play(host) {
      await signUp(host, "ada", { birthday: "1990-03-05" });
      await signUp(host, "ben", { birthday: "1992-03-07", timezone: "Asia/Tokyo" });
      await host.until(T0 + 10 * DAY);
    },
    shows: ["entered", "sent"],
  },
  "what does not happen, a cart that is left, and a segment that time changes": {
    compiled: ofText(
      `${DECLARED}
segment Quiet for Newsletter where not (contact bought any product from Boutique within 10 days)
journey LeftCart for Newsletter {
  reenter always
  start when contact abandons cart from Boutique for 2 hours
  tag "left a cart"
}
journey Silent for Newsletter {
  reenter always
  start when contact enters Quiet
  exit when contact buys any product from Boutique
  delay 3 days
  send email Hello
}`,
    ),
    async play(host) {
      await people(host, 2);
      await buy(host, "p0", "1", T0);
      await host.until(T0 + 5 * DAY);
      const cart = {
        id: "c",
        store: "Boutique",
        total: "9.00",
        currency: "EUR",
        items: [{ sku: "cup", quantity: 1 }],
      };
      await host.putCart({ ...cart, contact: "p1", updatedAt: T0 + 5 * DAY });
      await host.until(T0 + 11 * DAY);
      await buy(host, "p0", "2", T0 + 11 * DAY);
      await buy(host, "p1", "3", T0 + 9 * DAY);
      await buy(host, "p1", "3", T0 + 9 * DAY, { status: "refunded" });
      await host.until(T0 + 40 * DAY);
    },
    shows: ["entered", "tagged", "exited", "sent"],
  },
  "people who change, text and complain": {
    compiled: series({ exits: [{ id: "exit#1", when: { on: "gets tag", tag: "vip", where: null } }] }),
    async play(host) {
      await people(host, 3);
      await host.until(T0 + HOUR);
      await host.putContact({ id: "p0", imported: false, fields: { points: 3 }, addTags: ["vip"] });
      await host.setConsent("p1", "email", "unsubscribed", "u1");
      await host.setConsent("p1", "email", "unsubscribed", "u1");
      await host.reportMail({ id: "r1", kind: "hard bounce", address: "P2@shop.example", reason: "550" });
      await host.until(T0 + 9 * DAY);
    },
    shows: ["exited", "refused", "failed"],
  },
};

/** Plays a scenario with its journeys active. */
export async function begin(
  host: Told,
  { compiled: { journeys }, play }: Pick<Scenario, "compiled" | "play">,
): Promise<void> {
  for (const { program: one } of journeys) await host.setStatus(one.journey, "active");
  await host.until(T0 + MINUTE);
  await play(host);
}

/** The outside of a scenario in memory or on Temporal: it answers by how many calls there were. */
export function answering(answer: Scenario["answer"]): Outside {
  let calls = 0;
  return {
    answer({ request }) {
      calls += 1;
      return (answer ?? (() => DELIVERED))(request, calls);
    },
  };
}
