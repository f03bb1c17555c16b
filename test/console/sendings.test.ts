import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkFolder } from "../../cli/src/checking.ts";
import { createBoard } from "../../runtime/src/loyalty/board.ts";
import type { Gateway } from "../../runtime/src/store/gateway.ts";
import { DATABASES, openWorld, T0, type World } from "../runtime/store/world.ts";
import { OPERATOR, type OpenConsole, openConsole, type SignedIn } from "./open-console.ts";

const PROJECT = join(import.meta.dirname, "../../examples/prebuilt/vip-reward");
const MANY = 120;

describe.each(DATABASES)("a message to a whole selection, on %s", (database) => {
  let world: World;
  let console: OpenConsole;
  let operator: SignedIn;
  /** What stands between the board and the gate. */
  let sendMessage: Gateway["sendMessage"];
  const ids = Array.from({ length: MANY }, (_, index) => `c-${String(index).padStart(3, "0")}`);

  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(async () => {
    await world.clear();
    const { compiled } = await checkFolder(PROJECT);
    if (compiled === undefined) throw new Error("the project has errors");
    await world.open(compiled, T0);
    await world.store.clock.freeze(T0);
    for (const id of ids)
      await world.store.gateway.putContact({
        id,
        audience: "Newsletter",
        fields: { email: `${id}@example.com`, firstName: id },
        consent: { email: "subscribed" },
        imported: true,
      });
    ({ sendMessage } = world.store.gateway);
    await open();
  });
  afterEach(() => console.app.close());
  afterAll(() => world.close());

  /** A process of its own on the same database. */
  async function open(): Promise<void> {
    const { compiled } = await checkFolder(PROJECT);
    if (compiled === undefined) throw new Error("the project has errors");
    const gateway = {
      now: world.store.gateway.now,
      sendMessage: ((...args) => sendMessage(...args)) as typeof sendMessage,
    };
    const loyalty = createBoard({ db: world.store.db, gateway, project: () => compiled });
    console = await openConsole(world.store, { project: () => compiled, loyalty });
    operator = await console.signIn(OPERATOR);
  }
  const post = (path: string, payload?: object) =>
    operator.ask({ method: "POST", url: `/console/api/${path}`, ...(payload !== undefined && { payload }) });
  const drawUp = async () =>
    (
      await post("sendings", {
        to: { audience: "Newsletter", contacts: ids },
        letter: { audience: "Newsletter", subject: "Hello", text: "Come by." },
      })
    ).json();
  const linesOf = ({ body }: { readonly body: string }) =>
    body
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  const unfinished = async () => (await operator.ask({ url: "/console/api/sendings" })).json().sendings;
  const letters = async () => {
    const runs = await world.store.db
      .selectFrom("run")
      .select("contact")
      .where("journey", "=", "send Letter")
      .execute();
    return runs.map(({ contact }) => contact).toSorted();
  };

  test("is one call, which tells after each page how far it is, and is noted once, by whom it went to", async () => {
    const { id, total } = await drawUp();
    expect(total).toBe(MANY);
    const lines = linesOf(await post(`sendings/${id}/send`));
    expect(lines.map(({ left, sent }) => [left, sent])).toEqual([
      [70, 50],
      [20, 100],
      [0, 120],
    ]);
    expect(await letters()).toEqual(ids);
    const { entries } = (await operator.ask({ url: "/console/api/audit" })).json();
    expect(entries[0]).toMatchObject({
      what: "POST /console/api/sendings/:id/send",
      subject: "a letter, to 120",
      status: 200,
    });
    expect(entries[1]).toMatchObject({ what: "sign in" });
  });

  test("that broke off half-way is found by another process, and each gets it once", async () => {
    const { id } = await drawUp();
    let left = 60;
    const whole = sendMessage;
    sendMessage = async (...args) => {
      const result = await whole(...args);
      left -= 1;
      // It has left, and nobody is told.
      if (left === 0) throw new Error("killed");
      return result;
    };
    await expect(post(`sendings/${id}/send`)).rejects.toThrow();
    await console.app.close();
    sendMessage = whole;
    await open();
    expect(await unfinished()).toMatchObject([
      { id, message: null, subject: "Hello", total: MANY, left: 61 },
    ]);
    expect(await drawUp(), "the same asked for again is the same").toMatchObject({
      id,
      resumed: true,
      left: 61,
    });
    expect(linesOf(await post(`sendings/${id}/send`)).at(-1)).toMatchObject({
      left: 0,
      sent: 61,
      refused: [],
    });
    expect(await letters()).toEqual(ids);
    expect(await unfinished()).toEqual([]);
  });

  test("asked for twice at once is the same work, and each gets it once", async () => {
    const { id } = await drawUp();
    const both = await Promise.all([post(`sendings/${id}/send`), post(`sendings/${id}/send`)]);
    for (const answer of both) expect(linesOf(answer).at(-1)).toMatchObject({ left: 0, sent: MANY });
    expect(await letters()).toEqual(ids);
  });

  test("ends after its page when the doors close, and goes on later", async () => {
    const { id } = await drawUp();
    const whole = sendMessage;
    const begun = Promise.withResolvers<void>();
    sendMessage = async (...args) => {
      begun.resolve();
      return whole(...args);
    };
    const answer = post(`sendings/${id}/send`);
    await begun.promise;
    await Promise.all([answer, console.app.close()]);
    await open();
    expect(await unfinished()).toMatchObject([{ id, left: 70 }]);
    await post(`sendings/${id}/send`);
    expect(await letters()).toEqual(ids);
  });

  test("that nobody confirmed is forgotten: when it is let go of, and else after a day", async () => {
    const { id } = await drawUp();
    await operator.ask({ method: "DELETE", url: `/console/api/sendings/${id}` });
    expect(linesOf(await post(`sendings/${id}/send`))).toMatchObject([
      { problem: expect.stringContaining("no such sending") },
    ]);
    const old = await drawUp();
    await world.store.clock.freeze(T0 + 25 * 60 * 60 * 1000);
    await post("sendings", {
      to: { audience: "Newsletter", contacts: ["c-000"] },
      message: "Gold",
      args: { code: "G" },
    });
    expect(linesOf(await post(`sendings/${old.id}/try`))).toMatchObject([{ problem: expect.any(String) }]);
    expect(await letters()).toEqual([]);
  });
});
