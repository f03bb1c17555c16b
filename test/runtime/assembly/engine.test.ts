import type { WebhookProgram } from "@trajet/compiler/program";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buys, delay, inARow, program, send, tag, WELCOME } from "../store/programs.ts";
import { eventKinds, everythingIn, historyOf } from "../temporal/histories.ts";
import { type Stack, startStack } from "./stack.ts";

/** A day passes in a third of a second. */
const FACTOR = (24 * 3600) / 0.33;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack(FACTOR);
});
afterAll(() => stack.stop());

/** What has happened in the workflow of a run; nothing before it has begun. */
const kindsOf = (run: string): Promise<string[]> => historyOf(stack.client, run).then(eventKinds, () => []);

test("two mails and a delay: each mail once, at most 22 events, no personal data on Temporal", async () => {
  await stack.activate(
    program({
      journey: "WelcomeSeries",
      steps: inARow({ "send:Welcome": send(), delay: delay(1), again: send() }),
    }),
  );
  await stack.store.gateway.putContact({
    id: "c1",
    imported: false,
    fields: { email: "ada@shop.example", firstName: "Ada" },
  });
  await stack.idle();
  expect(stack.smtp.received.map(({ to }) => to)).toEqual([["ada@shop.example"], ["ada@shop.example"]]);
  expect(new Set(stack.smtp.received.map(({ mail }) => mail.messageId)).size).toBe(2);
  const [mail] = stack.smtp.received;
  expect(mail?.raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  const [run] = await stack.store.db.selectFrom("run").select(["id", "journey"]).execute();
  const history = await historyOf(stack.client, run?.id ?? "");
  const description = await stack.client.workflow.getHandle(run?.id ?? "").describe();
  expect(description.type).toBe("WelcomeSeries");
  expect(eventKinds(history).length).toBeLessThanOrEqual(22);
  expect(everythingIn(history)).not.toMatch(/\bada\b|shop\.example/i);
});

test("a purchase ends a wait long before its limit, and an exit ends a delay; a timer says for what, not for whom", async () => {
  const wait = {
    kind: "wait",
    limit: { for: { days: 3000 } },
    timeout: null,
    arms: [{ triggers: [buys], next: "tag:bought" }],
  } as const;
  await stack.activate(
    program({ journey: "Waiting", steps: inARow({ wait, "tag:bought": tag("bought") }) }),
    program({
      journey: "Leaving",
      exits: [{ id: "exit#1", when: buys }],
      steps: inARow({ delay: delay(3000), "tag:never": tag("never") }),
    }),
  );
  await stack.store.gateway.putContact({ id: "c2", imported: false, fields: { email: "ben@shop.example" } });
  const entered = stack.store.db.selectFrom("run").select("id").where("contact", "=", "c2");
  const runs = await entered.where("journey", "in", ["Waiting", "Leaving"]).execute();
  const asleep = runs.map(({ id }) => id);
  await expect
    .poll(
      async () => (await Promise.all(asleep.map(kindsOf))).filter((kinds) => kinds.includes("TimerStarted")),
      {
        timeout: 30_000,
      },
    )
    .toHaveLength(2);
  for (const id of asleep)
    expect(everythingIn(await historyOf(stack.client, id))).not.toMatch(/\bben\b|shop\.example/i);
  const now = await stack.store.clock.now();
  await stack.store.gateway.putOrder({
    id: "o1",
    contact: "c2",
    store: "Boutique",
    total: "5.00",
    currency: "EUR",
    status: "paid",
    placedAt: now,
  });
  await stack.idle();
  const view = await stack.store.gateway.contact("c2");
  expect(view?.contact.tags).toEqual(["bought"]);
  const leaving = view?.timeline.filter((entry) => entry.journey === "Leaving").map((entry) => entry.kind);
  expect(leaving).toContain("exited");
  expect(leaving).not.toContain("tagged");
});

test("a webhook that is away for a moment is called again by one id, signed, and its answer goes on", async () => {
  const statuses = [503, 200];
  stack.crm.answer = (_request, response) =>
    void response.writeHead(statuses.shift() ?? 200).end(JSON.stringify({ score: 7, more: "left out" }));
  const crm: WebhookProgram = {
    method: "POST",
    url: `${stack.crm.url}/contacts/{{contact.id}}`,
    headers: [],
    secret: { env: "CRM_SECRET" },
    parameters: {},
    send: { op: "object", fields: { email: { op: "get", root: "contact", path: ["email"] } } },
    receive: { type: "record", fields: { score: { type: "number" } } },
    ifUnknown: "resend",
  };
  // Who signs up now is to enter this journey alone.
  for (const { name, status } of await stack.store.gateway.journeys()) {
    if (status === "active") await stack.store.gateway.setStatus(name, "paused");
  }
  await stack.store.gateway.putCodes([{ coupon: "Thanks10", code: "GIFT-X" }]);
  await stack.activate(
    program({
      journey: "Scored",
      webhooks: { CrmSync: crm },
      coupons: { Thanks10: { pool: true } },
      messages: {
        Welcome: { ...WELCOME, body: { format: "text", template: "{{crm.score}} points, {{reward}}" } },
      },
      steps: inARow({
        call: { kind: "call", webhook: "CrmSync", args: {}, as: "crm" },
        give: { kind: "give coupon", coupon: "Thanks10", as: "reward" },
        "send:Welcome": send(),
      }),
    }),
  );
  await stack.store.gateway.putContact({ id: "c3", imported: false, fields: { email: "cleo@shop.example" } });
  await stack.idle();
  const run = await stack.store.db
    .selectFrom("run")
    .select("id")
    .where("journey", "=", "Scored")
    .executeTakeFirstOrThrow();
  expect([...stack.crm.byId]).toEqual([[`${run.id}/call/1`, 2]]);
  expect(stack.crm.received.map(({ path, body }) => [path, body])).toEqual(
    Array(2).fill(["/contacts/c3", '{"email":"cleo@shop.example"}']),
  );
  const mail = stack.smtp.received.find(({ to }) => to.includes("cleo@shop.example"));
  expect(mail?.raw).toContain("7 points, GIFT-X");
  const view = await stack.store.gateway.contact("c3");
  expect(view?.timeline.map(({ kind }) => kind)).toEqual([
    "entered",
    "held",
    "called",
    "remembered",
    "sent",
    "finished",
  ]);
  const history = await historyOf(stack.client, run.id);
  expect(everythingIn(history)).not.toMatch(/cleo|shop\.example|GIFT-X/i);
});
