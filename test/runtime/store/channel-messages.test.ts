import type { ChannelMessage, Program, Step } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDying, Died } from "./dying.ts";
import { delay, inARow, program, send, tag } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, theRun, type World } from "./world.ts";

const get = (root: "contact" | "argument", ...path: string[]) => ({ op: "get", root, path }) as const;
const TO = get("contact", "pushToken");

const ALERT: ChannelMessage = {
  form: "message",
  channel: "push",
  kind: "marketing",
  labels: [],
  ifUnknown: "resend",
  parameters: { what: { type: "text" } },
  title: "{{what}} is back",
  text: "{{default contact.firstName 'You'}}, only a few\nare left & waiting.",
  url: null,
};
const alert = (more: object = {}) =>
  send({
    channel: "push",
    message: "Alert",
    args: { what: { op: "constant", value: "The <mug>" } },
    ...more,
  });
const subscribed: Step = {
  kind: "if",
  branches: [{ test: { op: "subscribed", channel: "push", to: TO }, next: "tag:yes" }],
  else: "tag:no",
  next: null,
  summary: "if",
};

describe.each(DATABASES)("messages of further channels on %s", (database) => {
  const dying = createDying();
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database, [dying.plugin]);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  const journey = (steps: Record<string, Step>, message: Partial<ChannelMessage> = {}): Program =>
    program({
      journey: "J",
      fields: {
        pushToken: { type: "text", optional: true },
        firstName: { type: "text", optional: true },
        points: { type: "number" },
      },
      messages: { Alert: { ...ALERT, ...message } },
      channels: { push: { to: TO, through: "Gateway" } },
      webhooks: {
        Gateway: {
          method: "POST",
          url: "https://push.example/v1/send",
          headers: [{ name: "Authorization", env: "PUSH_TOKEN" }],
          secret: { env: "PUSH_SECRET" },
          parameters: {
            to: { type: "text" },
            title: { type: "text" },
            text: { type: "text" },
            url: { type: "url", optional: true },
          },
          send: {
            op: "object",
            fields: {
              device: get("argument", "to"),
              title: get("argument", "title"),
              body: get("argument", "text"),
              link: get("argument", "url"),
            },
          },
          receive: { type: "record", fields: { ticket: { type: "text" } } },
          ifUnknown: "resend",
        },
      },
      steps,
    });
  const enter = async (
    steps: Record<string, Step>,
    fields: object = { pushToken: "device-1" },
    message: Partial<ChannelMessage> = {},
  ) => {
    await world.run(journey(steps, message));
    await world.signUp("ada", fields);
    await world.serveWakes();
  };
  const timeline = async () => (await world.store.gateway.contact("ada"))?.timeline ?? [];
  const tags = async () => (await world.contact("ada")).tags;

  test("it leaves by the channel's webhook, which is given where it goes and its lines", async () => {
    await enter(inARow({ send: alert() }), { pushToken: "device-1", firstName: "Ada" });
    expect(world.calls.map(({ request }) => request)).toEqual([
      {
        kind: "message",
        channel: "push",
        to: "device-1",
        title: "The <mug> is back",
        text: "Ada, only a few\nare left & waiting.",
        url: null,
        call: {
          kind: "webhook",
          method: "POST",
          url: "https://push.example/v1/send",
          headers: [{ name: "Authorization", env: "PUSH_TOKEN" }],
          secret: "PUSH_SECRET",
          body: expect.any(String),
          receive: null,
        },
      },
    ]);
    const [call] = world.calls;
    expect(JSON.parse((call?.request.kind === "message" && call.request.call.body) || "")).toEqual({
      device: "device-1",
      title: "The <mug> is back",
      body: "Ada, only a few\nare left & waiting.",
      link: null,
    });
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "sent", channel: "push", name: "Alert" }),
    );
  });

  test("there is consent as soon as there is an address, until it is taken back", async () => {
    const leave = { kind: "unsubscribe", channel: "push" } as const;
    await enter(
      inARow({
        send: alert(),
        leave,
        again: alert({ otherwise: "if" }),
        if: subscribed,
        "tag:yes": tag("yes"),
        "tag:no": { ...tag("no"), next: null },
      }),
    );
    expect(world.calls).toHaveLength(1);
    expect(await tags()).toEqual(["no"]);
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "refused", reason: "not subscribed to push (unsubscribed)" }),
    );
  });

  test.each([
    [{ pushToken: "device-1" }, ["yes"]],
    [{}, ["no"]],
    [{ pushToken: "" }, ["no"]],
  ])("`contact is subscribed to push` of %j: %j", async (fields, expected) => {
    const steps = inARow({ if: subscribed, "tag:yes": { ...tag("yes"), next: null }, "tag:no": tag("no") });
    await enter(steps, fields);
    expect(await tags()).toEqual(expected);
  });

  test("without an address it is refused", async () => {
    await enter(inARow({ send: alert({ next: null, otherwise: "tag:told" }), "tag:told": tag("told") }), {});
    expect(world.calls).toEqual([]);
    expect(await tags()).toEqual(["told"]);
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "refused", channel: "push", reason: "no address for push" }),
    );
  });

  test.each([
    ["resend", 2, "sent"],
    ["skip", 1, "failed"],
  ] as const)(
    "a death between intent and outcome, with `if unknown %s`: %i calls of one id",
    async (ifUnknown, calls, kind) => {
      await world.run(journey(inARow({ send: alert() }), { ifUnknown }));
      await world.signUp("ada", { pushToken: "device-1" });
      world.answer = async () => {
        throw new Died("the process ended during the call");
      };
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      world.answer = async () => ({ kind: "done", providerRef: "200" });
      await world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
      await world.advance((await theRun(world)).id);
      expect(world.calls).toHaveLength(calls);
      expect(new Set(world.calls.map(({ key }) => key)).size).toBe(1);
      expect((await timeline()).map((entry) => entry.kind)).toContain(kind);
    },
  );

  test("a token that comes after the consent was taken back does not give it again; the door does", async () => {
    const leave = { kind: "unsubscribe", channel: "push" } as const;
    await enter(inARow({ leave, "delay:1": delay(1), send: alert() }));
    await world.store.gateway.putContact({ id: "ada", imported: false, fields: { pushToken: "device-2" } });
    await world.store.gateway.setConsent("ada", "push", "subscribed", "back");
    await world.until(T0 + 2 * DAY);
    expect(world.calls.map(({ request }) => request.kind === "message" && request.to)).toEqual(["device-2"]);
  });
});
