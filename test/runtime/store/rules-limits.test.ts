import type { SendLimit } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { buys, hours, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "./world.ts";

const PROMOTION = { ...WELCOME, labels: ["promotional"] };
const RECEIPT = { ...WELCOME, kind: "transactional" } as const;
const limit = (messages: number, per: SendLimit["per"], more: Partial<SendLimit> = {}): SendLimit => ({
  messages,
  per,
  of: { of: "project", channel: null },
  otherwise: "hold",
  ...more,
});
const MESSAGES = { Welcome: WELCOME, Promotion: PROMOTION, Receipt: RECEIPT };
const journey = (
  name: string,
  limits: readonly SendLimit[],
  steps: Parameters<typeof inARow>[0] = { "send:Welcome": send() },
  more: object = {},
) =>
  program({
    journey: name,
    ...(limits.length > 0 && { sendLimits: limits }),
    messages: MESSAGES,
    ...more,
    steps: inARow(steps),
  });
const promotion = send({ message: "Promotion" });

/** Rule 7, the part of the caps. `T0` is a Monday, 10:00 UTC. */
describe.each(DATABASES)("the limits of messages on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const runOf = async (name: string): Promise<string> =>
    (
      await world.store.db
        .selectFrom("run")
        .select("id")
        .where("journey", "=", name)
        .where("state", "=", "alive")
        .executeTakeFirstOrThrow()
    ).id;
  const holds = async () =>
    Object.fromEntries(
      (
        await world.store.db
          .selectFrom("run")
          .select(["journey", "hold"])
          .where("state", "=", "alive")
          .execute()
      ).map(({ journey: name, hold }) => [name, hold]),
    );
  const sentAt = async () =>
    (await world.store.db.selectFrom("effect").select(["journey", "step", "at"]).orderBy("at").execute()).map(
      (row) => [row.journey, row.step, (row.at - T0) / HOUR],
    );

  describe("rule 7: caps count over all journeys of the contact", () => {
    test("of two journeys that are due at once one message leaves, and the other when it fits", async () => {
      const one = [limit(1, "day")];
      await world.run(journey("Alpha", one), journey("Beta", one));
      await world.signUp("ada");
      await world.until(T0 + 3 * DAY);
      expect(await sentAt()).toEqual([
        ["Alpha", "send:Welcome", 0],
        ["Beta", "send:Welcome", 24],
      ]);
      const timeline = (await world.store.gateway.contact("ada"))?.timeline ?? [];
      expect(timeline.filter(({ kind }) => kind === "held")).toMatchObject([
        {
          journey: "Beta",
          by: "limit",
          reason: "limit 1 message per day of the project: used up",
          until: new Date(T0 + DAY).toISOString(),
        },
      ]);
    });

    test.each([[["Beta", "Alpha"]], [["Alpha", "Beta"]]])(
      "whoever is taken first (%s): due time, then the journey's name decides",
      async (order) => {
        const one = [limit(1, "day")];
        await world.run(journey("Alpha", one), journey("Beta", one));
        await world.signUp("ada");
        for (const name of order) await world.advance(await runOf(name));
        await world.serveWakes();
        expect(await sentAt()).toEqual([["Alpha", "send:Welcome", 0]]);
        expect(await holds()).toMatchObject({ Beta: { by: "limit" } });
      },
    );

    test("the one that was due earlier comes first, whatever its name", async () => {
      const one = [limit(1, "week")];
      await world.run(
        journey("Alpha", one, { delay: { kind: "delay", for: { hours: 2 } }, "send:Welcome": send() }),
        journey("Zulu", one, { delay: { kind: "delay", for: { hours: 1 } }, "send:Welcome": send() }),
      );
      await world.signUp("ada");
      await world.serveWakes();
      // The server was away for a while: both are due now.
      await world.store.clock.freeze(T0 + 5 * HOUR);
      await world.advance(await runOf("Alpha"));
      expect(await holds()).toMatchObject({ Alpha: { by: "turn" } });
      await world.advance(await runOf("Zulu"));
      await world.serveWakes();
      expect(await sentAt()).toMatchObject([["Zulu", "send:Welcome", 5]]);
      expect(await holds()).toMatchObject({ Alpha: { by: "limit" } });
    });

    test("one that does not come keeps the others waiting for a moment only, and once", async () => {
      const one = [limit(1, "day")];
      await world.run(journey("Alpha", one), journey("Beta", one));
      await world.signUp("ada");
      const beta = await runOf("Beta");
      expect(await world.advance(beta)).toMatchObject({ kind: "sleep", sleepMs: 30_000 });
      await world.store.clock.freeze(T0 + 30_000);
      expect(await world.advance(beta)).toMatchObject({ kind: "done" });
      expect(world.calls).toHaveLength(1);
    });

    test("held until the earliest moment at which one more fits", async () => {
      // Three in two days; the first leaves at 0 h, the second at 10 h, the third at 20 h: the fourth fits at 24 h.
      await world.run(
        journey("J", [limit(3, "day"), limit(4, "week")], {
          one: send(),
          a: { kind: "delay", for: { hours: 10 } },
          two: send(),
          b: { kind: "delay", for: { hours: 10 } },
          three: send(),
          four: send(),
          five: send(),
        }),
      );
      await world.signUp("ada");
      await world.until(T0 + 30 * DAY);
      expect(await sentAt()).toEqual([
        ["J", "one", 0],
        ["J", "two", 10],
        ["J", "three", 20],
        ["J", "four", 24],
        // The second left the day at 34 h, but four a week are enough.
        ["J", "five", 7 * 24],
      ]);
    });

    test("a rolling day is one of the contact's calendar: 25 hours when the clocks are put back", async () => {
      await world.run(
        journey("J", [limit(1, "day")], {
          delay: { kind: "delay until", point: POINT, otherwise: null },
          one: send(),
          two: send(),
        }),
      );
      await world.signUp("ada", { timezone: "Europe/Paris" });
      await world.until(Date.parse("2026-10-27T00:00:00Z"));
      const rows = await world.store.db.selectFrom("effect").select("at").orderBy("at").execute();
      expect(rows.map(({ at }) => new Date(at).toISOString())).toEqual([
        "2026-10-24T10:00:00.000Z",
        "2026-10-25T11:00:00.000Z",
      ]);
    });

    test("where the hours are closed by then, held until they open", async () => {
      await world.run(
        journey(
          "J",
          [limit(1, "hour")],
          { one: send(), two: send() },
          { sendWindow: hours("09:00", "10:30") },
        ),
      );
      await world.signUp("ada");
      await world.until(T0 + 2 * DAY);
      expect(await sentAt()).toEqual([
        ["J", "one", 0],
        ["J", "two", 23],
      ]);
    });

    test("`otherwise skip` drops what is over, and says so", async () => {
      await world.run(
        journey("J", [limit(1, "day", { otherwise: "skip" })], { one: send(), two: send(), x: tag("x") }),
      );
      await world.signUp("ada");
      await world.serveWakes();
      expect(world.calls).toHaveLength(1);
      expect((await world.contact("ada")).tags).toEqual(["x"]);
      expect(await world.journal("ada")).toContain("skipped two");
    });

    test.each<[string, SendLimit["of"], readonly string[]]>([
      ["the journey's own", { of: "journey" }, ["one", "two"]],
      ["those with a label, of whichever journey", { of: "label", label: "promotional" }, ["one"]],
      ["those of a channel", { of: "project", channel: "email" }, []],
      ["those of another channel", { of: "project", channel: "sms" }, ["one", "two"]],
    ])("a limit counts and holds %s", async (_, of, left) => {
      // Before, another journey has sent a message with the label.
      await world.run(
        journey("A", [], { "send:Promotion": promotion }),
        journey("J", [limit(1, "day", { of })], {
          one: send(),
          ...(of.of === "journey" ? {} : { two: promotion }),
        }),
      );
      await world.signUp("ada");
      await world.advance(await runOf("A"));
      await world.advance(await runOf("J"));
      const rows = await world.store.db
        .selectFrom("effect")
        .select("step")
        .where("journey", "=", "J")
        .execute();
      expect(rows.map(({ step }) => step).sort()).toEqual(of.of === "journey" ? ["one"] : left);
    });

    test("transactional messages are neither counted nor held", async () => {
      const receipt = send({ message: "Receipt" });
      await world.run(journey("J", [limit(1, "day")], { a: receipt, b: send(), c: receipt }));
      await world.signUp("ada");
      await world.serveWakes();
      expect(world.calls).toHaveLength(3);
    });

    test.each([
      ["unknown: it may have left", { kind: "unknown", reason: "the connection was cut" }, 1],
      ["to be tried again: it is on its way", { kind: "not-sent", reason: "connection refused" }, 1],
      ["refused: it has not", { kind: "refused", permanent: true, reason: "550" }, 2],
    ] as const)("a message whose outcome is %s", async (_, outcome, calls) => {
      await world.run(journey("Alpha", [limit(1, "day")]), journey("Beta", [limit(1, "day")]));
      await world.signUp("ada");
      world.answer = async () => outcome;
      await world.serveWakes();
      expect(world.calls).toHaveLength(calls);
    });

    test("one that was refused makes room for those that are held for it", async () => {
      await world.run(journey("Alpha", [limit(1, "day")]), journey("Beta", [limit(1, "day")]));
      await world.signUp("ada");
      let refuse = (): void => {};
      world.answer = () =>
        new Promise((resolve) => {
          refuse = () => resolve({ kind: "refused", permanent: true, reason: "550" });
          void world.advance(beta).then(async () => {
            expect(await holds()).toMatchObject({ Beta: { by: "limit" } });
            world.answer = async () => ({ kind: "done", providerRef: "250" });
            refuse();
          });
        });
      const beta = await runOf("Beta");
      await world.store.db.deleteFrom("outbox").execute();
      await world.advance(await runOf("Alpha"));
      await world.serveWakes();
      expect(world.calls).toHaveLength(2);
      expect(await sentAt()).toContainEqual(["Beta", "send:Welcome", 0]);
    });

    test("one whose run ends before it is tried again makes room in the same transaction", async () => {
      const exits = [{ id: "exit#1", when: buys }];
      await world.run(
        journey("Alpha", [limit(1, "day")], undefined, { exits }),
        journey("Beta", [limit(1, "day")]),
      );
      await world.signUp("ada");
      world.answer = async () => ({ kind: "not-sent", reason: "nobody listens" });
      await world.serveWakes();
      expect(await holds()).toMatchObject({ Alpha: { by: "provider" }, Beta: { by: "limit" } });
      await world.buy("ada", "o1", T0);
      expect(await world.store.db.selectFrom("effect").select(["journey", "state"]).execute()).toEqual([
        { journey: "Alpha", state: "refused" },
      ]);
      world.answer = async () => ({ kind: "done", providerRef: "250" });
      await world.serveWakes();
      expect(await sentAt()).toContainEqual(["Beta", "send:Welcome", 0]);
    });

    test("whoever is refused when room was made goes on from that moment", async () => {
      const exits = [{ id: "exit#1", when: buys }];
      const one = [limit(1, "day")];
      await world.run(journey("Alpha", one, undefined, { exits }), journey("Beta", one));
      await world.signUp("ada");
      world.answer = async () => ({ kind: "not-sent", reason: "nobody listens" });
      await world.serveWakes();
      await world.store.clock.freeze(T0 + HOUR);
      await world.store.gateway.setConsent("ada", "email", "unsubscribed", "by hand");
      await world.buy("ada", "o1", T0 + HOUR);
      await world.serveWakes();
      expect((await world.runs()).map(({ state, at }) => [state, at])).toEqual([
        ["exited", T0],
        ["finished", T0 + HOUR],
      ]);
    });

    test("runs of one contact that are advanced at the same time do not both get through", async () => {
      const names = ["A", "B", "C", "D", "E"];
      await world.run(...names.map((name) => journey(name, [limit(2, "day")])));
      await world.signUp("ada");
      const runs = await Promise.all(names.map(runOf));
      await Promise.all(runs.map((run) => world.advance(run)));
      await world.serveWakes();
      expect(world.calls).toHaveLength(2);
      await world.until(T0 + 2 * DAY);
      expect(await sentAt()).toEqual([
        ["A", "send:Welcome", 0],
        ["B", "send:Welcome", 0],
        ["C", "send:Welcome", 24],
        ["D", "send:Welcome", 24],
        ["E", "send:Welcome", 48],
      ]);
    });

    test("a death before any statement neither loses a held message nor sends one too many", async () => {
      const two = [journey("Alpha", [limit(1, "day")]), journey("Beta", [limit(1, "day")])];
      for (let statement = 0; ; statement++) {
        await world.clear();
        await world.run(...two);
        await world.signUp("ada");
        dying.arm(statement);
        await world.until(T0 + 2 * DAY).catch((error) => expect(error).toBeInstanceOf(Died));
        const died = dying.disarm();
        // What was taken from the outbox is offered again, and a call's lease is over.
        await world.store.db.updateTable("outbox").set({ taken_until: null }).execute();
        await world.store.db
          .updateTable("effect")
          .set({ lease_until: new Date(0).toISOString() })
          .where("state", "=", "intent")
          .execute();
        for (const name of ["Alpha", "Beta"]) await runOf(name).then(world.advance, () => undefined);
        await world.until(T0 + 4 * DAY);
        const effects = await world.store.db
          .selectFrom("effect")
          .select(["journey", "state", "at"])
          .execute();
        expect(effects.map(({ journey: name }) => name).sort(), `statement ${statement}`).toEqual([
          "Alpha",
          "Beta",
        ]);
        expect(world.calls.length, `statement ${statement}`).toBeLessThanOrEqual(2);
        const [first, second] = effects.map(({ at }) => at).sort((a, b) => a - b);
        expect((second ?? 0) - (first ?? 0), `statement ${statement}`).toBeGreaterThanOrEqual(DAY);
        if (!died) break;
      }
    }, 240_000);
  });
});

const POINT = {
  weekday: null,
  base: { op: "constant", value: { date: "2026-10-24" } },
  offset: null,
  at: { op: "constant", value: { time: "12:00" } },
} as const;
