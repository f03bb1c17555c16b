import type { SmsMessage, Trigger } from "@trajet/compiler/program";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Died } from "./dying.ts";
import { delay, inARow, program, send, tag, WELCOME } from "./programs.ts";
import { DATABASES, DAY, openWorld, T0, theRun, type World } from "./world.ts";

const NUDGE: SmsMessage = {
  form: "sms",
  channel: "sms",
  kind: "marketing",
  labels: [],
  ifUnknown: "skip",
  parameters: {},
  text: "Your cart is waiting, {{default contact.firstName 'friend'}}.",
};
const PHONE = "+33611223344";
const sms = (more: object = {}) => send({ channel: "sms", message: "Nudge", ...more });
const texts = (keyword: string): Trigger => ({ on: "texts", keyword, where: null });
const leavesSms: Trigger = { on: "unsubscribes", channel: "sms", where: null };

describe.each(DATABASES)("text messages on %s", (database) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(database);
  });
  beforeEach(() => world.clear());
  afterAll(() => world.close());

  type More = Partial<Parameters<typeof program>[0]>;
  const run = (steps: Parameters<typeof inARow>[0], message: Partial<SmsMessage> = {}, more: More = {}) =>
    world.run(
      program({ journey: "J", messages: { Nudge: { ...NUDGE, ...message } }, ...more, steps: inARow(steps) }),
    );
  const arrive = (
    consent: Record<string, "subscribed" | "unsubscribed" | "cleaned"> = { sms: "subscribed" },
    fields = {},
  ) =>
    world.store.gateway.putContact({
      id: "ada",
      imported: false,
      fields: { phone: PHONE, firstName: "Ada", points: 0, ...fields },
      consent,
    });
  const timeline = async () => (await world.store.gateway.contact("ada"))?.timeline ?? [];
  const consent = async () => (await world.store.gateway.contact("ada"))?.contact.consent;
  const text = (body: string, id = body) =>
    world.store.gateway.receiveText({ id, from: PHONE, to: "+15005550006", text: body });

  test("it goes to the phone, and the timeline says in how many parts", async () => {
    await run({ "send:Nudge": sms() });
    await arrive();
    await world.serveWakes();
    expect(world.calls.map(({ request }) => request)).toEqual([
      { kind: "sms", channel: "sms", to: PHONE, text: "Your cart is waiting, Ada.", segments: 1 },
    ]);
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "sent", channel: "sms", name: "Nudge", segments: 1 }),
    );
  });

  test.each([
    [
      "without a phone number",
      {},
      { phone: null, email: "ada@shop.example" },
      "no phone number",
      "no phone number",
    ],
    ["without a word on consent: a number is none", {}, {}, "not subscribed to sms (none)", null],
    ["after leaving", { sms: "unsubscribed" as const }, {}, "not subscribed to sms (unsubscribed)", null],
    [
      "to a number that takes none",
      { sms: "cleaned" as const },
      {},
      "the number is cleaned: it takes no text messages",
      "the number is cleaned: it takes no text messages",
    ],
  ])("%s: refused, or not, by its kind", async (_what, given, fields, marketing, transactional) => {
    await run(
      {
        "send:Nudge": sms({ next: "send:Receipt", otherwise: "tag:refused" }),
        "tag:refused": tag("refused"),
        "send:Receipt": sms({ message: "Receipt" }),
      },
      {},
      { messages: { Nudge: NUDGE, Receipt: { ...NUDGE, kind: "transactional" } } },
    );
    await arrive(given, fields);
    await world.serveWakes();
    const refused = (await timeline()).filter(({ kind }) => kind === "refused");
    expect(refused.map(({ name, reason }) => [name, reason])).toEqual([
      ["Nudge", marketing],
      ...(transactional === null ? [] : [["Receipt", transactional]]),
    ]);
    expect((await world.contact("ada")).tags).toEqual(["refused"]);
    expect(world.calls).toHaveLength(transactional === null ? 1 : 0);
  });

  test("a text with a journey's word starts it, and asks for its messages; the same text again changes nothing", async () => {
    await run({ "send:Nudge": sms() }, {}, { starts: [texts("JOIN")] });
    await arrive({});
    expect(await text(" join! ", "SM1")).toEqual({ contacts: 1, written: 1 });
    expect(await text(" join! ", "SM1")).toEqual({ contacts: 1, written: 0 });
    await text("join us", "SM2");
    await world.serveWakes();
    expect(world.calls).toHaveLength(1);
    expect(await consent()).toMatchObject({ sms: "subscribed" });
    expect((await timeline()).map(({ kind }) => kind)).toEqual(["entered", "sent", "finished"]);
  });

  test("STOP takes the consent back at once and is an exit; a journey's word does not give it again, START does", async () => {
    await run(
      { "delay:1": delay(1), "send:Nudge": sms() },
      {},
      {
        starts: [texts("JOIN")],
        reenter: { policy: "always" },
        exits: [{ id: "exit#1", when: leavesSms }],
      },
    );
    await arrive({});
    await text("JOIN", "SM1");
    await text("Stop.", "SM2");
    expect((await timeline()).map(({ kind }) => kind)).toEqual(["entered", "exited"]);
    expect(await consent()).toMatchObject({ sms: "unsubscribed" });
    await text("JOIN", "SM3");
    await world.until(T0 + 2 * DAY);
    expect(world.calls).toEqual([]);
    expect(await timeline()).toContainEqual(
      expect.objectContaining({ kind: "refused", reason: "not subscribed to sms (unsubscribed)" }),
    );
    await text("start", "SM4");
    expect(await consent()).toMatchObject({ sms: "subscribed" });
  });

  test("what the provider takes a text for counts, in whichever language; HELP changes nothing", async () => {
    await arrive();
    await text("HELP");
    expect(await consent()).toMatchObject({ sms: "subscribed" });
    await world.store.gateway.receiveText({ id: "SM9", from: PHONE, to: "", text: "ARRET", optOut: "stop" });
    expect(await consent()).toMatchObject({ sms: "unsubscribed" });
  });

  test("a number that nobody has is nobody's text; one that two have is each one's", async () => {
    await arrive();
    await world.store.gateway.putContact({ id: "ben", imported: false, fields: { phone: PHONE, points: 0 } });
    expect(await text("STOP", "SM1")).toEqual({ contacts: 2, written: 2 });
    expect((await world.store.gateway.contact("ben"))?.contact.consent).toMatchObject({
      sms: "unsubscribed",
    });
    const stranger = { id: "SM2", from: "+4915112345678", to: "", text: "STOP" };
    expect(await world.store.gateway.receiveText(stranger)).toEqual({ contacts: 0, written: 0 });
  });

  describe("a refusal that says something of the number is kept", () => {
    test.each([
      ["unsubscribed", "exited"],
      ["cleaned", "finished"],
    ] as const)("as %s", async (suppress, end) => {
      await run(
        { "send:Nudge": sms(), "delay:1": delay(1), "again:": sms() },
        {},
        { exits: [{ id: "exit#1", when: leavesSms }] },
      );
      await arrive();
      world.answer = async () => ({ kind: "refused", permanent: true, reason: "21610: STOP", suppress });
      await world.until(T0 + 2 * DAY);
      expect(await consent()).toMatchObject({ sms: suppress });
      expect(world.calls).toHaveLength(1);
      expect((await timeline()).at(-1)?.kind).toBe(end);
    });
  });

  describe("a death between intent and outcome", () => {
    const die = async () => {
      world.answer = async () => {
        throw new Died("the process ended during the call");
      };
      await world.serveWakes().catch((error) => expect(error).toBeInstanceOf(Died));
      world.answer = async () => ({ kind: "done", providerRef: "SM77" });
    };
    const endLease = () =>
      world.store.db
        .updateTable("effect")
        .set({ lease_until: new Date(0).toISOString() })
        .execute();
    const effect = async () => {
      const {
        run: id,
        step,
        visit,
      } = await world.store.db
        .selectFrom("effect")
        .select(["run", "step", "visit"])
        .executeTakeFirstOrThrow();
      return `${id}/${step}/${visit}`;
    };

    test.each([
      ["skip", 1, ["entered", "failed", "tagged", "finished"]],
      ["resend", 2, ["entered", "sent", "finished"]],
    ] as const)("with `if unknown %s` it is called %i times", async (ifUnknown, calls, kinds) => {
      await run(
        { "send:Nudge": sms({ next: null, otherwise: "tag:lost" }), "tag:lost": tag("lost") },
        { ifUnknown },
      );
      await arrive();
      await die();
      await endLease();
      await world.advance((await theRun(world)).id);
      expect(world.calls).toHaveLength(calls);
      expect((await timeline()).map(({ kind }) => kind)).toEqual(kinds);
    });

    test("the provider's report is the answer that was lost, and the run goes on with it", async () => {
      await run({ "send:Nudge": sms() });
      await arrive();
      await die();
      const report = { effect: await effect(), providerRef: "SM1", status: "taken" } as const;
      expect(await world.store.gateway.reportDelivery(report)).toMatchObject({ result: "written" });
      expect(await world.store.gateway.reportDelivery(report)).toMatchObject({ result: "unchanged" });
      await world.serveWakes();
      expect(world.calls).toHaveLength(1);
      expect((await timeline()).map(({ kind }) => kind)).toEqual(["entered", "sent", "finished"]);
    });

    test("a report of another message is none of it", async () => {
      await run({ "send:Nudge": sms() });
      await arrive();
      await world.serveWakes();
      const known = await effect();
      for (const [name, providerRef] of [
        [known, "SM of another"],
        ["nobody/send:Nudge/1", "250 ok"],
        ["", "250 ok"],
      ] as const) {
        const report = {
          effect: name,
          providerRef,
          status: "failed",
          failure: { reason: "failed" },
        } as const;
        expect((await world.store.gateway.reportDelivery(report)).result, name).not.toBe("written");
      }
    });
  });

  test("that a message did not arrive is said once, and keeps a dead number from the next", async () => {
    await run({ "send:Nudge": sms() });
    await arrive();
    await world.serveWakes();
    const { id } = await theRun(world);
    const failure = { reason: "undelivered: Twilio's error 30005", suppress: "cleaned" } as const;
    const report = {
      effect: `${id}/send:Nudge/1`,
      providerRef: "250 ok",
      status: "undelivered",
      failure,
    } as const;
    await world.store.gateway.reportDelivery(report);
    await world.store.gateway.reportDelivery(report);
    expect((await timeline()).filter(({ kind }) => kind === "failed")).toEqual([
      expect.objectContaining({ name: "Nudge", reason: failure.reason, step: "send:Nudge" }),
    ]);
    expect(await consent()).toMatchObject({ sms: "cleaned" });
  });

  describe("another receiver", () => {
    const to = (value: string | null, message: "Receipt" | "Welcome" = "Receipt") =>
      world.run(
        program({
          journey: "J",
          messages: { Welcome: WELCOME, Receipt: { ...WELCOME, kind: "transactional" } },
          fields: { boss: { type: "email", optional: true }, points: { type: "number" } },
          steps: inARow({
            send: send({
              message,
              to: value === null ? { op: "get", root: "contact", path: ["boss"] } : { op: "constant", value },
            }),
          }),
        }),
      );
    const enter = async (given: Record<string, "unsubscribed" | "cleaned"> = {}) => {
      await arrive(given, { email: "ada@shop.example" });
      await world.serveWakes();
    };

    test("gets what is transactional, whatever the contact agreed to", async () => {
      await to("boss@shop.example");
      await enter({ email: "cleaned" });
      expect(world.mails.map(({ to }) => to)).toEqual(["boss@shop.example"]);
    });

    test("never gets marketing, nor the contact by a detour without consent", async () => {
      await to("boss@shop.example", "Welcome");
      await enter();
      await to("ADA@shop.example");
      expect(world.calls).toEqual([]);
      expect(await timeline()).toContainEqual(
        expect.objectContaining({
          kind: "refused",
          reason: "a marketing message goes to nobody but the contact",
        }),
      );
    });

    test("that is the contact is refused as the contact", async () => {
      await to("ADA@shop.example");
      await enter({ email: "cleaned" });
      expect(world.calls).toEqual([]);
      expect((await timeline()).map(({ reason }) => reason)).toContain(
        "the address is cleaned: mail to it came back",
      );
    });

    test("that has no value is refused", async () => {
      await to(null);
      await enter();
      expect((await timeline()).map(({ reason }) => reason)).toContain(
        "the receiver that `to` names has no value",
      );
    });
  });
});
