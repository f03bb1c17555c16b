import type { CompiledMessage } from "@trajet/compiler/program";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { compiled as compile } from "../../compiler/lower/compiled.ts";
import { DATABASES, DAY, openWorld, T0, type World } from "./world.ts";

const { project } = compile(
  {
    "shop.journey": `audience Newsletter { field firstName: text? }
email News(topic: text, price: money?) for Newsletter {
  from "Ana <ana@shop.example>"
  subject "News about {{topic}}"
  body "Hello {{default contact.firstName 'you'}}: {{topic}}"
}
email Receipt for Newsletter { kind transactional  from "ana@shop.example"  subject "Receipt"  body "Paid." }
`,
  },
  {},
  '{ "name": "shop" }',
);

function message(name: string): CompiledMessage {
  const found = project.messages?.find((one) => one.message === name);
  if (found === undefined) throw new Error(`no message ${name}`);
  return found;
}

describe.each(DATABASES)("a message by hand, on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  afterEach(() => world.clear());
  afterAll(() => world.close());

  const send = (name: string, id: string, more: object = {}) =>
    world.store.gateway.sendMessage(message(name), {
      contact: "ada@shop.example",
      args: name === "News" ? { topic: "glazes" } : {},
      id,
      dryRun: false,
      ...more,
    });
  const mails = () => world.calls.map(({ request }) => (request.kind === "email" ? request.subject : ""));

  test("leaves once, however often and by however many the same sending is asked for", async () => {
    await world.run();
    await world.signUp("ada");
    const once = { sent: { contact: "ada", id: "m1", repeated: false } };
    expect(await send("News", "m1")).toEqual(once);
    const more = await Promise.all([send("News", "m1"), send("News", "m1")]);
    expect(more).toEqual([
      { sent: { ...once.sent, repeated: true } },
      { sent: { ...once.sent, repeated: true } },
    ]);
    await world.until(T0 + DAY);
    expect(await send("News", "m1"), "and after it has left").toMatchObject({ sent: { repeated: true } });
    await world.until(T0 + 2 * DAY);
    expect(mails()).toEqual(["News about glazes"]);
    const { timeline = [] } = (await world.store.gateway.contact("ada")) ?? {};
    expect(timeline.map(({ kind, journey }) => `${journey}: ${kind}`)).toEqual([
      "send News: entered",
      "send News: sent",
      "send News: finished",
    ]);
    expect(timeline[1]).toMatchObject({
      name: "News",
      because: "send email News",
      source: { file: "shop.journey", line: 2 },
    });
    expect((await world.store.gateway.journeys()).length, "it is no journey").toBe(0);
  });

  test("two of one message go beside each other, and many senders of one sending make one", async () => {
    await world.run();
    await world.signUp("ada");
    await Promise.all(["m1", "m2", "m1", "m2", "m1"].map((id) => send("News", id)));
    await world.until(T0 + DAY);
    expect(mails()).toHaveLength(2);
  });

  test("passes the gate: a refusal is told at once and leaves nothing behind", async () => {
    await world.run();
    await world.signUp("ada");
    await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
    expect(await send("News", "m1")).toEqual({ refused: "not subscribed to email (unsubscribed)" });
    expect(await send("News", "m1", { args: {} })).toMatchObject({ refused: expect.any(String) });
    expect(await world.runs()).toEqual([]);
    expect(await send("Receipt", "m2"), "a receipt may").toMatchObject({ sent: { id: "m2" } });
    await world.until(T0 + DAY);
    expect(mails()).toEqual(["Receipt"]);
    expect(await send("News", "m3", { contact: "nobody" })).toEqual({
      refused: expect.stringContaining('no contact with the id or e-mail address "nobody"'),
    });
  });

  test("who unsubscribes between the request and the sending gets none", async () => {
    await world.run();
    await world.signUp("ada");
    expect(await send("News", "m1")).toHaveProperty("sent");
    await world.store.gateway.setConsent("ada", "email", "unsubscribed", "u1");
    await world.until(T0 + DAY);
    expect(mails()).toEqual([]);
    const { timeline = [] } = (await world.store.gateway.contact("ada")) ?? {};
    expect(timeline.map(({ kind }) => kind)).toEqual(["entered", "refused", "finished"]);
  });

  test("dry, it says what would become of it and sends nothing", async () => {
    await world.run();
    await world.signUp("ada");
    expect(await send("News", "m1", { dryRun: true })).toEqual({
      sent: { contact: "ada", id: "m1", repeated: false },
    });
    await world.until(T0 + DAY);
    expect([mails(), await world.runs()]).toEqual([[], []]);
    expect((await world.store.gateway.contact("ada"))?.timeline).toEqual([]);
  });
});
