import type { LoyaltyProgram } from "@trajet/compiler/program";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBoard } from "../../../runtime/src/loyalty/board.ts";
import type { Database } from "../../../runtime/src/store/database.ts";
import { compiled as compile } from "../../compiler/lower/compiled.ts";
import { DATABASES, DAY, HOUR, openWorld, T0, type World } from "../store/world.ts";

const { project } = compile(
  {
    "shop.journey": `audience Newsletter { }
audience Trade { }
store Boutique { currency EUR }
email Thanks(gift: text) for Newsletter { from "ana@shop.example"  subject "{{gift}}"  body "Yours: {{gift}}" }
email Terms for Trade { from "ana@shop.example"  subject "Terms"  body "New ones." }
loyalty Best for Newsletter { from Boutique  rank by orders  over all time  top 3 }`,
  },
  {},
  '{ "name": "shop" }',
);

/** The database, where something happens just before a transaction begins. */
const beforeWriting = (db: Database, happens: () => Promise<void>): Database =>
  new Proxy(db, {
    get(target, key) {
      const value = Reflect.get(target, key);
      if (key !== "transaction") return typeof value === "function" ? value.bind(target) : value;
      return () => ({
        execute: async (work: Parameters<ReturnType<Database["transaction"]>["execute"]>[0]) => {
          await happens();
          return target.transaction().execute(work);
        },
      });
    },
  });

describe.each(DATABASES)("a message to the people of a list, on %s", (kind) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(kind);
  });
  beforeEach(async () => {
    await world.clear();
    await world.open(project, T0);
    await world.store.clock.freeze(T0);
    for (const [index, id] of ["ada", "ben", "cleo", "dan"].entries()) {
      await world.store.gateway.putContact({
        id,
        audience: "Newsletter",
        imported: false,
        fields: { email: `${id}@shop.example` },
      });
      for (let order = index; order < 5; order += 1) await world.buy(id, `${id}-${order}`, T0 - HOUR);
    }
    await world.store.gateway.setConsent("ben", "email", "unsubscribed", "u1");
  });
  afterAll(() => world.close());

  const boardOf = (sendMessage = world.store.gateway.sendMessage, db = world.store.db) =>
    createBoard({
      db,
      gateway: { now: world.store.gateway.now, sendMessage },
      project: () => project,
    });
  const prepared = async (board = boardOf()) => {
    const sending = await board.prepare({ name: "Best" }, { message: "Thanks", args: { gift: "a mug" } });
    if ("reason" in sending) throw new Error(sending.reason);
    return sending.value;
  };
  const mails = async () => {
    await world.until(T0 + DAY);
    return world.mails.map(({ to }) => to).toSorted();
  };

  test("reaches exactly those who are listed, and says who is refused, and why, before and after", async () => {
    const board = boardOf();
    const { id, ...sending } = await prepared(board);
    expect(sending).toEqual({ asOf: "2026-03-02T10:00:00.000Z", total: 3, left: 3, resumed: false });
    const refused = [{ contact: "ben", reason: expect.stringContaining("unsubscribed") }];
    expect(await board.trySending(id, 0)).toEqual({ value: { sent: 2, refused, left: 0, place: 3 } });
    expect(await board.continueSending(id)).toEqual({ value: { sent: 2, refused, left: 0, place: 3 } });
    expect(await board.continueSending(id)).toEqual({ value: { sent: 0, refused: [], left: 0, place: 0 } });
    expect(await mails()).toEqual(["ada@shop.example", "cleo@shop.example"]);
  });

  test("killed half-way and asked for again, it goes on with the people of its own list, each once", async () => {
    let left = 1;
    const dying = boardOf(async (...sending) => {
      const sent = await world.store.gateway.sendMessage(...sending);
      // It has left, and nobody is told.
      if (left === 0) throw new Error("killed");
      left -= 1;
      return sent;
    });
    const { id } = await prepared(dying);
    await expect(dying.continueSending(id)).rejects.toThrow("killed");
    for (let order = 0; order < 9; order += 1) await world.buy("dan", `late-${order}`, T0 - HOUR);
    const again = await prepared();
    expect(again).toMatchObject({ id, total: 3, left: 2, resumed: true });
    await boardOf().continueSending(id);
    expect(await mails()).toEqual(["ada@shop.example", "cleo@shop.example"]);
    expect(await prepared(), "what has come to its end is another one").toMatchObject({ resumed: false });
  });

  test.each([
    ["ada", ["ada@shop.example"]],
    ["dan", ["ada@shop.example", "dan@shop.example"]],
  ])("somebody merged into %s while the page is sent gets it once, as the other", async (into, expected) => {
    let merged = false;
    const board = boardOf(async (...sending) => {
      const sent = await world.store.gateway.sendMessage(...sending);
      if (!merged) await world.store.gateway.mergeContacts({ from: "cleo", into });
      merged = true;
      return sent;
    });
    const { id } = await prepared(board);
    await board.continueSending(id);
    expect(await mails()).toEqual(expected);
    const { rows } = await sql`select from loyalty_recipient where outcome is null`.execute(world.store.db);
    expect(rows).toEqual([]);
  });

  test("one that nobody confirmed is forgotten, and drawn up anew", async () => {
    const first = await prepared();
    await boardOf().forgetSending(first.id);
    const second = await prepared();
    const third = await prepared();
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    expect([second.resumed, third.resumed]).toEqual([false, false]);
    expect(await mails()).toEqual([]);
  });

  test("one that is gone is no sending to nobody: who still holds its name is told", async () => {
    const first = await prepared();
    const second = await prepared();
    const gone = { reason: expect.stringContaining("drawn up anew") };
    expect(await boardOf().trySending(first.id, 0)).toEqual(gone);
    expect(await boardOf().continueSending(first.id)).toEqual(gone);
    await boardOf().forgetSending(second.id);
    expect(await boardOf().continueSending(second.id)).toEqual(gone);
    expect(await mails()).toEqual([]);
  });

  test("asked for by several at once it is one list, and each gets it once", async () => {
    const all = await Promise.all([prepared(), prepared(), prepared()]);
    const outcomes = await Promise.all(all.map(({ id }) => boardOf().continueSending(id)));
    expect(outcomes.filter((one) => "value" in one)).toHaveLength(1);
    expect(await mails()).toEqual(["ada@shop.example", "cleo@shop.example"]);
  });

  test("confirmed while another draws the same up, it is the one that goes on", async () => {
    const { id } = await prepared();
    const dying = boardOf(async () => {
      throw new Error("killed");
    });
    const late = beforeWriting(world.store.db, () =>
      expect(dying.continueSending(id)).rejects.toThrow("killed"),
    );
    expect(await prepared(boardOf(undefined, late))).toMatchObject({ id, resumed: true, left: 3 });
  });

  test("a page behind the last recipient is empty, and nobody is left", async () => {
    const { id } = await prepared();
    expect(await boardOf().trySending(id, 3)).toEqual({ value: { sent: 0, refused: [], left: 0, place: 3 } });
  });

  test("arguments that do not fit are refused before a list is drawn up", async () => {
    const refused = await boardOf().prepare({ name: "Best" }, { message: "Thanks", args: { gft: "a mug" } });
    expect(refused).toEqual({ reason: expect.stringContaining('"gft"') });
  });

  test.each([
    [{ name: "Bst" }, "Thanks", 'there is no loyalty query "Bst" in this project; did you mean "Best"?'],
    [{ name: "Best" }, "Thank", 'there is no message "Thank" in this project; did you mean "Thanks"?'],
    [{ name: "Best" }, "Terms", "Terms is for Trade, the list is of Newsletter"],
  ])("%j with %s is refused: %s", async (query, message, reason) => {
    expect(await boardOf().prepare(query, { message, args: {} })).toEqual({ reason });
  });

  test("an explanation tells the orders that made a value, and why the others did not", async () => {
    await world.store.gateway.putOrder({
      ...{ id: "late", contact: "ada", store: "Boutique", total: "5.00", currency: "EUR", status: "paid" },
      placedAt: T0 - HOUR,
      refunded: "5.00",
    });
    const query: LoyaltyProgram | undefined = project.loyalty[0];
    const explained = await boardOf().explain({ name: query?.name ?? "" }, T0 + 1, "dan");
    expect(explained).toMatchObject({
      value: {
        plan: { from: "roll-ups", grain: "all" },
        contact: {
          id: "dan",
          rank: 4,
          value: 2,
          orders: [
            { id: "dan-3", counts: true },
            { id: "dan-4", counts: true },
          ],
        },
      },
    });
    const ada = await boardOf().explain(
      { by: "orders", over: "last month", audience: "Newsletter" },
      T0 + 1,
      "ada",
    );
    if ("reason" in ada) throw new Error(ada.reason);
    expect(ada.value.contact?.rank).toBeNull();
    expect(new Set(ada.value.contact?.orders.map(({ because }) => because))).toEqual(
      new Set(["it was placed outside the period", "it was refunded as a whole"]),
    );
  });

  test("an explanation finds somebody by address too, and says who is not known", async () => {
    const asked = { by: "orders", over: "all time", audience: "Newsletter" };
    expect(await boardOf().explain(asked, T0 + 1, "DAN@shop.example")).toMatchObject({
      value: { contact: { id: "dan" } },
    });
    expect(await boardOf().explain(asked, T0 + 1, "nobody")).toEqual({
      reason:
        'there is no contact with the id or e-mail address "nobody"; import or create the contact first',
    });
  });

  test("a measure that is none is answered by those that there are", async () => {
    const asked = { by: "spend", over: "all time", audience: "Newsletter" };
    const answer = await boardOf().rank(asked, T0 + 1);
    expect("reason" in answer && answer.reason).toMatch(/^there is no measure "spend" .*orders.*total spent/);
  });
});
