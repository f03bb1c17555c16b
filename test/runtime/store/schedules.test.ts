import type { Expr, Program, Schedule } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying } from "./dying.ts";
import { delay, inARow, program, tag } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const nine: Expr = { op: "constant", value: { time: "09:00" } };
const daily: Schedule = { on: { every: "day" }, at: nine, people: null, where: null };
const birthday: Schedule = {
  ...daily,
  on: { every: "year", date: { base: { op: "get", root: "contact", path: ["birthday"] }, offset: null } },
};

function byCalendar(schedule: Schedule, more: Partial<Program> = {}): Program {
  return {
    ...program({ journey: "J", steps: inARow({ tag: tag("called") }), reenter: { policy: "always" } }),
    fields: { birthday: { type: "date", optional: true }, points: { type: "number" } },
    ...more,
    starts: [{ id: "schedule", trigger: null, manual: false, schedule }],
    watch: {},
  };
}

describe.each(DATABASES)("rule 17: starts by the calendar on %s", (database) => {
  let world: World;
  const dying = createDying();
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const entries = async () => {
    const rows = await world.store.db
      .selectFrom("run")
      .select(["contact", "at", "entered_at"])
      .orderBy("entered_at")
      .orderBy("contact")
      .execute();
    return rows.map(({ contact, entered_at: at }) => `${contact} ${new Date(at).toISOString()}`);
  };

  test("everyone is started at the hour of their own zone, and once a day", async () => {
    await world.run(byCalendar(daily));
    await world.signUp("ben", { timezone: "America/New_York" });
    await world.signUp("ada", { timezone: "Europe/Berlin" });
    await world.signUp("cleo");
    await world.until(T0 + DAY);
    expect(await entries()).toEqual([
      "ben 2026-03-02T14:00:00.000Z",
      "ada 2026-03-03T08:00:00.000Z",
      "cleo 2026-03-03T09:00:00.000Z",
    ]);
    expect((await world.contact("ada")).tags).toEqual(["called"]);
  });

  test("of several that are due at one moment the first by name lets in, wherever their rows lie", async () => {
    const every = (count: number, unit: "day" | "week"): Schedule => ({
      ...daily,
      on: { every: "interval", count, unit, from: "2026-03-03" },
    });
    const starts = [every(3, "day"), every(2, "week")].map((schedule, index) => ({
      id: `schedule:interval${index === 0 ? "" : "#2"}`,
      trigger: null,
      manual: false,
      schedule,
    }));
    await world.run({ ...byCalendar(daily, { first: "pause", steps: inARow({ pause: delay(1) }) }), starts });
    await world.signUp("ada");
    // The rows that changed last lie behind the others, and the daily rhythm of the first comes round oftener.
    await world.until(T0 + 41 * DAY);
    await sql`update schedule set handled = handled where start = 'schedule:interval'`.execute(
      world.store.db,
    );
    await world.until(T0 + 43 * DAY);
    const { rows } = await sql<{ told: string }>`
      select to_char(at at time zone 'UTC', 'MM-DD') || ' ' || kind || ' ' || (data->>'start') as told from journal
      where kind in ('entered', 'refused') and at >= ${new Date(T0 + 41 * DAY)} order by id`.execute(
      world.store.db,
    );
    expect(rows.map(({ told }) => told)).toEqual([
      "04-14 entered schedule:interval",
      "04-14 refused schedule:interval#2",
    ]);
  });

  test("the first contact of a zone is started by it although the schedule sleeps longer", async () => {
    await world.run(byCalendar(daily));
    await world.signUp("ada");
    await world.serveWakes();
    await world.signUp("kai", { timezone: "Pacific/Honolulu" });
    await world.until(T0 + 10 * HOUR);
    expect(await entries()).toEqual(["kai 2026-03-02T19:00:00.000Z"]);
  });

  test("a zone that does not exist counts as none", async () => {
    await world.run(byCalendar(daily));
    await world.signUp("ada", { timezone: "Europe/Atlantis" });
    await world.until(T0 + DAY);
    expect(await entries()).toEqual(["ada 2026-03-03T09:00:00.000Z"]);
  });

  test("a date of one's own: those whose day it is, and again a year later", async () => {
    await world.run(byCalendar(birthday));
    await world.signUp("ada", { birthday: "1990-03-03" });
    await world.signUp("ben", { birthday: "1990-03-04" });
    await world.signUp("cleo");
    await world.until(T0 + 3 * DAY);
    const firstYear = ["ada 2026-03-03T09:00:00.000Z", "ben 2026-03-04T09:00:00.000Z"];
    expect(await entries()).toEqual(firstYear);
    await world.until(T0 + 370 * DAY);
    expect(await entries()).toEqual([...firstYear, ...firstYear.map((one) => one.replace("2026", "2027"))]);
  });

  test("who moves to another zone on the day is not started twice", async () => {
    await world.run(byCalendar(daily));
    await world.signUp("ada", { timezone: "Europe/Berlin" });
    await world.until(T0 + 23 * HOUR);
    await world.store.gateway.putContact({
      id: "ada",
      imported: false,
      fields: { timezone: "America/New_York" },
    });
    await world.until(T0 + 30 * HOUR);
    expect(await entries()).toEqual(["ada 2026-03-03T08:00:00.000Z"]);
  });

  test("people and filter are asked on the day", async () => {
    const points: Expr = {
      op: ">=",
      left: { op: "get", root: "contact", path: ["points"] },
      right: { op: "constant", value: 10 },
    };
    await world.run(byCalendar({ ...daily, where: points }));
    await world.signUp("ada", { points: 9 });
    await world.signUp("ben", { points: 10 });
    await world.until(T0 + DAY);
    expect(await entries()).toEqual(["ben 2026-03-03T09:00:00.000Z"]);
  });

  test("the journey's rules of entry hold, and the refusal is said", async () => {
    await world.run(byCalendar(daily, { first: "d", steps: inARow({ d: delay(3) }) }));
    await world.signUp("ada");
    await world.until(T0 + 2 * DAY);
    expect(await world.journal("ada")).toEqual(["entered", "delayed d", "refused"]);
  });

  test("before the activation and during a pause nobody is started, nor afterwards for it", async () => {
    await world.run(byCalendar(daily));
    await world.signUp("ada");
    await world.until(T0 + HOUR);
    await world.store.gateway.setStatus("J", "paused");
    await world.until(T0 + 3 * DAY);
    await world.store.gateway.setStatus("J", "active");
    await world.until(T0 + 3 * DAY + HOUR);
    expect(await entries()).toEqual([]);
    await world.until(T0 + 4 * DAY);
    expect(await entries()).toEqual(["ada 2026-03-06T09:00:00.000Z"]);
  });

  test("after an outage the latest occasion of all is caught up, and each date of one's own", async () => {
    await world.run(byCalendar(daily), { ...byCalendar(birthday), journey: "Birthday" });
    await world.signUp("ada", { birthday: "1990-03-04" });
    await world.until(T0);
    await world.store.clock.freeze(T0 + 4 * DAY);
    await world.until(T0 + 4 * DAY);
    expect(await entries()).toEqual(["ada 2026-03-04T09:00:00.000Z", "ada 2026-03-06T09:00:00.000Z"]);
  });

  test("a death before any statement loses nobody and starts nobody twice", async () => {
    const people = ["ada", "ben"];
    for (let statement = 0; ; statement += 1) {
      await world.clear();
      await world.run(byCalendar(daily));
      for (const one of people) await world.signUp(one);
      await world.serveWakes();
      await world.store.clock.freeze(T0 + DAY);
      dying.arm(statement);
      await world.until(T0 + DAY).catch(() => undefined);
      const died = dying.disarm();
      await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
      await world.until(T0 + DAY);
      expect(await entries(), `death before statement ${statement}`).toEqual(
        people.map((one) => `${one} 2026-03-03T09:00:00.000Z`),
      );
      if (!died) break;
    }
  });

  test("a wave of more than one page reaches everybody, and says how far it is", async () => {
    await world.run(byCalendar(daily));
    for (let index = 0; index < 250; index += 1) await world.signUp(`p${index}`);
    await world.until(T0 + DAY);
    expect(await entries()).toHaveLength(250);
    const scans = await world.store.db
      .selectFrom("scan")
      .select(["total", "visited", "started", "done"])
      .execute();
    expect(scans).toEqual([{ total: 250, visited: 250, started: 250, done: true }]);
  });
});
