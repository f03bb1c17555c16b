import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "../../../../runtime/src/store/open.ts";
import { openShop, PROJECT, type Shop } from "../open-shop.ts";
import { bounce, fetched, generic, HOOKS, mailgun, sns, TOPIC } from "./hook-calls.ts";

let store: Store;
let shop: Shop;
beforeAll(async () => {
  store = await openStore({ project: () => PROJECT });
  shop = await openShop({ gateway: store.gateway, emailHooks: HOOKS });
});
afterAll(async () => {
  await shop.app.close();
  await store.close();
});
let nth = 0;
let id = "";
let address = "";
beforeEach(async () => {
  nth += 1;
  [id, address] = [`c${nth}`, `Ada${nth}@example.com`];
  await shop.post("/v1/contacts", { id, email: address });
});

const status = async () => (await store.gateway.contact(id))?.contact.consent.email;
const timeline = async () => (await store.gateway.contact(id))?.timeline ?? [];
const code = async (call: InjectOptions) => (await shop.app.inject(call)).statusCode;

describe("a hard bounce cleans the address, whoever tells it", () => {
  test.each([
    ["Amazon SES", () => sns(bounce(address.toLowerCase(), "Permanent", `f${nth}`))],
    ["Amazon SES, with the older signature", () => sns(bounce(address, "Permanent", `f${nth}`), {}, "1")],
    [
      "Amazon SES, as a published event",
      () =>
        sns({ ...bounce(address, "Permanent", `f${nth}`), notificationType: undefined, eventType: "Bounce" }),
    ],
    [
      "Mailgun",
      () =>
        mailgun(
          { id: `e${nth}`, event: "failed", severity: "permanent", recipient: address },
          { token: `t${nth}` },
        ),
    ],
    ["anybody", () => generic({ kind: "hard bounce", address, reason: "no such user" }, { id: `g${nth}` })],
  ])("%s", async (_who, call) => {
    expect(await code(call())).toBe(204);
    expect(await status()).toBe("cleaned");
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "failed", reason: expect.stringContaining("hard bounce") }),
    );
  });
});

test.each([
  [
    "Amazon SES",
    () =>
      sns({
        notificationType: "Complaint",
        complaint: { complainedRecipients: [{ emailAddress: address }], feedbackId: `f${nth}` },
      }),
  ],
  [
    "Mailgun",
    () => mailgun({ id: `e${nth}`, event: "complained", recipient: address }, { token: `t${nth}` }),
  ],
  ["anybody", () => generic({ kind: "complaint", address }, { id: `g${nth}` })],
])("a complaint unsubscribes, told by %s", async (_who, call) => {
  expect(await code(call())).toBe(204);
  expect(await status()).toBe("unsubscribed");
});

test("soft bounces are counted, each report once: the seventh in a row cleans the address", async () => {
  const soft = (n: number) => sns(bounce(address, "Transient", `f${nth}-${n}`));
  for (let n = 1; n <= 6; n += 1) await code(soft(n));
  for (let n = 1; n <= 6; n += 1) expect(await code(soft(n))).toBe(204);
  expect(await status()).toBe("subscribed");
  await code(soft(7));
  expect(await status()).toBe("cleaned");
});

test("the same report again changes nothing, and a complaint does not soften a hard bounce", async () => {
  const call = generic({ kind: "hard bounce", address }, { id: `g${nth}` });
  await code(call);
  const before = (await timeline()).length;
  await code(call);
  expect((await timeline()).length).toBe(before);
  await code(generic({ kind: "complaint", address }, { id: `h${nth}` }));
  expect(await status()).toBe("cleaned");
});

test("a subscription of our topic is confirmed, at Amazon; one of another topic is not", async () => {
  const confirmation = {
    Type: "SubscriptionConfirmation",
    Token: "t",
    SubscribeURL: "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription",
  };
  expect(await code(sns({}, confirmation))).toBe(204);
  expect(fetched).toContain(confirmation.SubscribeURL);
  expect(await code(sns({}, { ...confirmation, TopicArn: `${TOPIC}x` }))).toBe(403);
});

test("what concerns nobody, or is no bounce, is taken and changes nothing", async () => {
  expect(await code(generic({ kind: "hard bounce", address: "nobody@example.com" }, { id: `g${nth}` }))).toBe(
    204,
  );
  expect(await code(mailgun({ id: "e", event: "delivered", recipient: address }, { token: `t${nth}` }))).toBe(
    204,
  );
  expect(await status()).toBe("subscribed");
});

test("a provider that is not set up is answered 404", async () => {
  const bare = await openShop();
  expect((await bare.app.inject(generic({ kind: "complaint", address }))).statusCode).toBe(404);
  expect(await code({ ...generic({}), url: "/hooks/email/sendgrid" })).toBe(404);
  await bare.app.close();
});
