import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findPostgres } from "../../scripts/postgres.mjs";
import { type Random, random } from "../fixtures/random.ts";
import { EVERYBODYS } from "./chaos-project.ts";
import { type ChaosWorld, startChaosWorld, VICTIMS, type Victim } from "./chaos-world.ts";

/** Ten in every run of the tests; 200 for a release. */
const KILLS = Math.max(4, Number(process.env.TRAJET_CHAOS_KILLS ?? 10));
const SEED = Number(process.env.TRAJET_SEED ?? Date.now() % 100_000);
const PEOPLE = Math.max(40, 5 * KILLS);
/** Of them at the end, while people leave. */
const LAST_KILLS = 2;
/** Every so manieth contact does what a journey waits for, and every so manieth leaves. */
const NUDGED = 2;
const LEAVES = 8;

const postgres = findPostgres();
const isCi = process.env.CI !== undefined && process.env.CI !== "";

/** Real processes and real time: workers, Temporal and PostgreSQL are killed at random moments while people come in. */
describe.skipIf(postgres === undefined && !isCi)(
  "every action, with every part killed at random moments",
  () => {
    const people = Array.from({ length: PEOPLE }, (_, n) => `c${n}`);
    const leaving = people.filter((_, n) => n % LEAVES === 1);
    let world: ChaosWorld;
    const killed: Victim[] = [];

    beforeAll(async () => {
      if (postgres === undefined) throw new Error("There is no PostgreSQL 15 or newer here.");
      world = await startChaosWorld(postgres);
      const codes = Array.from({ length: PEOPLE + 5 }, (_, n) => ({ coupon: "Single", code: `CODE-${n}` }));
      for (const code of codes) await world.ask("/v1/coupons", code);
      for (const journey of [...EVERYBODYS, "Goodbye"])
        await world.ask(`/v1/journeys/${journey}/activate`, {});
      const chance = random(SEED);
      const coming = people.map((id) => () => comeIn(world, id, chance.fraction()));
      killed.push(...(await underKills(world, chance, KILLS - LAST_KILLS, coming)));
      await untilNobodyIsUnderWay(world);
      const going = leaving.map((id) => () => leave(world, id));
      killed.push(...(await underKills(world, chance, LAST_KILLS, going)));
      await untilNobodyIsUnderWay(world);
      console.log(await summary(world));
    }, 60_000 * Math.max(5, KILLS));
    afterAll(() => world?.close());

    test("nobody is lost: everybody entered, and whoever entered finished or exited", async () => {
      expect(world.fallen(), "processes that ended although nobody killed them").toEqual([]);
      for (const journey of EVERYBODYS) {
        expect(await world.ask(`/v1/journeys/${journey}`), journey).toMatchObject({
          journey: { counts: { entered: PEOPLE, active: 0, stuck: 0 } },
        });
      }
      expect(await world.query("select id from run where state = 'alive' or ended_at is null")).toEqual([]);
      expect(
        await world.query("select journey, contact, count(*) from run group by 1, 2 having count(*) > 1"),
      ).toEqual([]);
      const lingered = await world.query(
        "select reason from run where journey = 'Lingers' and state <> 'exited'",
      );
      expect(lingered, "all were led out of it").toEqual([]);
      expect(await world.query("select * from outbox"), "wakes that nobody saw to").toEqual([]);
    });

    test("every inside effect happened exactly once", async () => {
      const contacts = await world.query(
        "select id, fields, tags, groups, archived from contact order by id",
      );
      expect(contacts).toHaveLength(PEOPLE);
      for (const { id, fields, tags, groups, archived } of contacts as unknown as Person[]) {
        const has = new Set(tags);
        const n = Number(id.slice(1));
        expect(fields, id).toMatchObject({ points: 11, turns: 3, score: 7, favorites: ["mug"] });
        expect(fields.draft ?? null, id).toBeNull();
        expect(fields.nudges, id).toBe(has.has("nudged") ? 1 : 0);
        expect(groups, id).toEqual(["Interests/Baking"]);
        expect(archived, id).toBe(n % LEAVES === 1);
        const either = (a: string, b: string) =>
          expect([has.has(a), has.has(b)].sort(), id).toEqual([false, true]);
        either("nudged", "quiet");
        either("left", "right");
        expect(tags.filter((tag) => !["nudged", "quiet", "left", "right"].includes(tag)).sort(), id).toEqual(
          ["asked", "texted", "welcomed", isFree(n) ? "free" : "pro", ...(archived ? ["gone"] : [])].sort(),
        );
      }
      expect(
        await world.query(
          "select contact, key, count(*) from event where key like 'tag%' or key like 'group%' group by 1, 2 having count(*) > 1",
        ),
        "events of a tag or a group that came twice",
      ).toEqual([]);
      expect(
        await world.query(
          "select contact, count(*) from event where key = 'own:Nudged' group by 1 having count(*) > 1",
        ),
        "an event that its sender repeated",
      ).toEqual([]);
    });

    test("a code of the pool is given once, to one contact, who has it", async () => {
      const given = await world.query(`
      select c.contact, c.code, p.fields->>'code' as field from coupon_code c join contact p on p.id = c.contact`);
      expect(given).toHaveLength(PEOPLE);
      expect(new Set(given.map(({ contact }) => contact)).size).toBe(PEOPLE);
      for (const { code, field } of given) expect(field).toBe(code);
      const codeOf = new Map(given.map(({ contact, code }) => [`${contact}@shop.example`, code]));
      for (const mail of world.smtp.mails.filter(({ subject }) => subject === "Your code")) {
        const to = [mail.to].flat()[0]?.value[0]?.address ?? "";
        expect(mail.text, to).toContain(`[${codeOf.get(to)}]`);
      }
    });

    test("a webhook meets one id for an effect, however often it was called", async () => {
      const hooks = await world.query(`
      select run || '/' || step || '/' || visit as id, state, kind, attempt from effect where kind in ('webhook', 'message')`);
      expect(hooks.filter(({ state }) => state !== "done")).toEqual([]);
      expect(hooks, "a call and a push for each").toHaveLength(2 * PEOPLE);
      expect(world.webhooks.byId.size).toBe(hooks.length);
      const idsBy = (path: string) =>
        new Set(
          world.webhooks.received.filter((one) => one.path === path).map((one) => one.headers["webhook-id"]),
        );
      expect(idsBy("/score").size, "one for each contact").toBe(PEOPLE);
      expect(idsBy("/push").size).toBe(PEOPLE);
      // An answer that a kill lost is asked for again by the same id; each call stands in the effect before it is made.
      for (const { id, attempt } of hooks) {
        const met = world.webhooks.byId.get(String(id)) ?? 0;
        expect(met, String(id)).toBeGreaterThanOrEqual(1);
        expect(met, `${id}: no call beside those that were decided`).toBeLessThanOrEqual(Number(attempt));
        expect(attempt, `${id}: the 16th try is the last`).toBeLessThanOrEqual(16);
      }
    });

    test("a custom audience holds whom the journeys put there and did not take out", async () => {
      const members = await world.query("select contact from custom_audience_member");
      const wanted = people.filter((_, n) => !isFree(n));
      expect(members.map(({ contact }) => contact).sort()).toEqual(wanted.sort());
      expect(await world.query("select 1 from effect where kind = 'audience' and state <> 'done'")).toEqual(
        [],
      );
    });

    test(
      "a mail and a text leave at most once, and each that may not have left is told",
      async () => {
        const effects = await world.query(`
      select e.kind, e.contact, e.state, e.message, e.request->>'messageId' as "messageId",
        (select count(*)::int from journal j where j.run = e.run and j.step = e.step and j.kind = 'failed'
          and j.data->>'outcome' = 'unknown') as told,
        (select count(*)::int from journal j where j.run = e.run and j.step = e.step and j.kind = 'sent') as sent
      from effect e where e.kind in ('email', 'sms')`);
        const timesOf = tally(world.smtp.mails.map((mail) => (mail.messageId ?? "").replace(/^<|>$/g, "")));
        const textsTo = tally(world.twilio.taken.map(({ form }) => form.To ?? ""));
        for (const effect of effects) {
          const { kind, contact, state, messageId, told, sent } = effect;
          const times =
            (kind === "email" ? timesOf.get(String(messageId)) : textsTo.get(phoneOf(String(contact)))) ?? 0;
          const what = JSON.stringify(effect);
          if (state === "done") expect([times, sent, told], what).toEqual([1, 1, 0]);
          else {
            expect([state, sent, told], what).toEqual(["unknown", 0, 1]);
            expect(times, what).toBeLessThanOrEqual(1);
          }
          if (kind === "email") timesOf.delete(String(messageId));
        }
        expect([...timesOf.keys()], "mails that nobody decided to send").toEqual([]);
        const intended = tally(effects.map(({ contact }) => String(contact)));
        for (const id of people) expect(intended.get(id), `${id}: three mails and a text`).toBe(4);
      },
      6_000 * Math.max(10, KILLS),
    );

    test("no run had to be rescued: the workflow of none was lost, also where Temporal was killed", async () => {
      const rescued = await world.query("select * from rescue");
      expect(rescued, world.rescues().join("\n")).toEqual([]);
    });
  },
);

interface Person {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  readonly archived: boolean;
}

const phoneOf = (id: string): string => `+336${id.slice(1).padStart(8, "0")}`;

const isFree = (n: number): boolean => n % 2 === 0;

/** So many kills at random moments, while what happens from without begins between them. */
async function underKills(
  world: ChaosWorld,
  chance: Random,
  kills: number,
  happening: readonly (() => Promise<void>)[],
): Promise<Victim[]> {
  const killed: Victim[] = [];
  const begun: Promise<void>[] = [];
  const share = Math.ceil(happening.length / kills);
  for (let kill = 0; kill < kills; kill += 1) {
    for (const happens of happening.slice(kill * share, (kill + 1) * share)) begun.push(happens());
    await pause(1_000 + chance.fraction() * 4_000);
    const victim = chance.one(VICTIMS);
    await world.kill(victim);
    killed.push(victim);
    await pause(chance.fraction() * 1_500);
    await world.revive(victim);
  }
  await Promise.all(begun);
  console.log(
    `seed ${SEED}: ${[...tally(killed)].map(([who, times]) => `${who} killed ${times}x`).join(", ")}`,
  );
  return killed;
}

/** Whoever tells of somebody repeats it until it is taken in; here once more, for good measure. */
async function tell(world: ChaosWorld, path: string, body: object): Promise<void> {
  await world.ask(path, body);
  await world.ask(path, body);
}

async function comeIn(world: ChaosWorld, id: string, when: number): Promise<void> {
  const n = Number(id.slice(1));
  await pause(when * 3_000);
  await tell(world, "/v1/contacts", {
    id,
    email: `${id}@shop.example`,
    phone: phoneOf(id),
    plan: isFree(n) ? "free" : "pro",
    pushToken: `push-${id}`,
    consent: { email: "subscribed", sms: "subscribed" },
  });
  if (n % NUDGED !== 0) return;
  await pause(2_000 + when * 4_000);
  const at = new Date().toISOString();
  const properties = { by: "test" };
  await tell(world, "/v1/events", { id: `nudge-${id}`, contact: id, name: "Nudged", at, properties });
}

async function leave(world: ChaosWorld, id: string): Promise<void> {
  const at = new Date().toISOString();
  await tell(world, "/v1/events", { id: `bye-${id}`, contact: id, name: "SaidGoodbye", at });
}

async function untilNobodyIsUnderWay(world: ChaosWorld): Promise<void> {
  for (;;) {
    const [row] = await world.query("select count(*)::int as alive from run where state = 'alive'");
    const [waiting] = await world.query("select count(*)::int as wakes from outbox");
    if (row?.alive === 0 && waiting?.wakes === 0) return;
    await pause(500);
  }
}

/** How hard it was hit: without outcomes that were lost, kills prove little. */
async function summary(world: ChaosWorld): Promise<string> {
  const states = await world.query(
    "select kind, state, count(*)::int as n from effect group by 1, 2 order by 1, 2",
  );
  const again = [...world.webhooks.byId.values()].filter((times) => times > 1).length;
  return `${states.map(({ kind, state, n }) => `${n} ${kind} ${state}`).join(", ")}; ${again} webhook-ids met again`;
}

function tally(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}
