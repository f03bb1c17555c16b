import { createHmac } from "node:crypto";
import type { Program, SmsMessage } from "@trajet/compiler/program";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSmsChannel } from "../../../../runtime/src/channels/sms.ts";
import { unsetChannel } from "../../../../runtime/src/channels/unset.ts";
import { openDoors } from "../../../../runtime/src/doors/open-doors.ts";
import { createHttp } from "../../../../runtime/src/outgoing/http.ts";
import { createCallers } from "../../../../runtime/src/sending/caller.ts";
import { createCompose } from "../../../../runtime/src/sending/compose.ts";
import { openStore, type Store } from "../../../../runtime/src/store/open.ts";
import type { EngineHost } from "../../../../runtime/src/temporal/advance.ts";
import { ACCOUNT, startTwilioStandIn, TOKEN, type TwilioStandIn } from "../../channels/twilio-stand-in.ts";
import { inARow, program, project, send } from "../../store/programs.ts";
import { openShop } from "../open-shop.ts";

/* Out over Twilio's API and in by its hook, each over real HTTP; only Twilio and Temporal are stood in for. */

const PHONE = "+33611223344";
const WELCOME: SmsMessage = {
  form: "sms",
  channel: "sms",
  kind: "marketing",
  labels: [],
  ifUnknown: "skip",
  parameters: {},
  text: "Welcome, {{default contact.firstName 'friend'}}!",
};
const JOINS: Program = program({
  journey: "Joins",
  messages: { Welcome: WELCOME },
  starts: [{ on: "texts", keyword: "JOIN", where: null }],
  reenter: { policy: "always" },
  steps: inARow({ "send:Welcome": send({ channel: "sms" }) }),
});

let twilio: TwilioStandIn;
let store: Store;
let engine: EngineHost;
let hook: string;
let close: () => Promise<void>;
beforeAll(async () => {
  twilio = await startTwilioStandIn();
  store = await openStore({ project: () => project(JOINS) });
  await store.clock.followReal();
  const shop = await openShop({
    gateway: store.gateway,
    sms: {
      provider: "twilio",
      token: TOKEN,
      get publicUrl() {
        return new URL("/", hook).href;
      },
    },
  });
  const doors = await openDoors(shop.app, { port: 0 });
  hook = `${doors.url}/hooks/sms/twilio`;
  close = doors.close;
  const http = createHttp({ allow: [twilio.host] });
  engine = store.engine({
    callers: createCallers({
      email: unsetChannel("channels.email"),
      sms: createSmsChannel(
        { account: ACCOUNT, token: TOKEN, from: "+15005550006", url: twilio.url, hook },
        http,
      ),
      webhook: { http, env: {}, now: Date.now },
    }),
    render: createCompose({
      unsubscribeUrl: () => "https://trajet.example/u",
      surveyUrl: () => "https://trajet.example/s",
    }),
  });
  await store.deploy(project(JOINS));
  await store.gateway.setStatus("Joins", "active");
  await store.gateway.putContact({
    id: "ada",
    imported: false,
    fields: { phone: PHONE, firstName: "Ada", points: 0 },
  });
});
afterAll(async () => {
  await close();
  await store.close();
  await twilio.close();
});

/** Twilio calls an address. */
async function twilioCalls(url: string, form: Record<string, string>): Promise<number> {
  const names = Object.keys(form).toSorted();
  const written = names.map((name) => name + form[name]).join("");
  const signature = createHmac("sha1", TOKEN)
    .update(url + written)
    .digest("base64");
  const headers = { "x-twilio-signature": signature };
  return (await fetch(url, { method: "POST", headers, body: new URLSearchParams(form) })).status;
}
const text = (id: string, Body: string) =>
  twilioCalls(hook, { MessageSid: id, From: PHONE, To: "+15005550006", Body });

async function serve(): Promise<void> {
  for (const { runId, outboxId } of await engine.takeWakes(50)) {
    await engine.advance(runId, { deadline: Date.now() + 20_000, local: true });
    await engine.woken([outboxId]);
  }
}
const timeline = async () => (await store.gateway.contact("ada"))?.timeline ?? [];

test("a text starts a journey, whose message leaves once and whose fate is told", async () => {
  expect(await text("SM-in-1", "join")).toBe(200);
  expect(await text("SM-in-1", "join")).toBe(200);
  await serve();
  expect(twilio.taken.map(({ form }) => [form.To, form.Body])).toEqual([[PHONE, "Welcome, Ada!"]]);
  const [taken] = twilio.taken;
  const callback = taken?.form.StatusCallback ?? "";
  const report = {
    MessageSid: taken?.sid ?? "",
    AccountSid: ACCOUNT,
    MessageStatus: "undelivered",
    ErrorCode: "30005",
  };
  expect(await twilioCalls(callback, report)).toBe(200);
  expect(await twilioCalls(callback, report)).toBe(200);
  const entries = await timeline();
  expect(entries.map(({ kind }) => kind)).toEqual(["entered", "sent", "finished", "failed"]);
  expect(entries.at(-1)?.reason).toBe("undelivered: Twilio's error 30005");
  expect((await store.gateway.contact("ada"))?.contact.consent).toMatchObject({ sms: "cleaned" });
});

test("Twilio takes a message and dies before it has answered: nothing is repeated, and its report settles nothing twice", async () => {
  await store.gateway.setConsent("ada", "sms", "subscribed", "again");
  twilio.behave({ kind: "die after accept" });
  await text("SM-in-2", "JOIN");
  await serve();
  await serve();
  expect(twilio.taken).toHaveLength(2);
  expect((await timeline()).at(-2)).toMatchObject({ kind: "failed", outcome: "unknown" });
  const late = twilio.taken.at(-1);
  expect(
    await twilioCalls(late?.form.StatusCallback ?? "", {
      MessageSid: late?.sid ?? "",
      MessageStatus: "delivered",
    }),
  ).toBe(200);
  await serve();
  expect(twilio.taken).toHaveLength(2);
});
