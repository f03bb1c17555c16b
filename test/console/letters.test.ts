import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkFolder } from "../../cli/src/checking.ts";
import type { EmailRequest } from "../../runtime/src/engine/request.ts";
import { DATABASES, openWorld, T0, type World } from "../runtime/store/world.ts";
import { OPERATOR, type OpenConsole, openConsole, type SignedIn } from "./open-console.ts";

const PROJECT = join(import.meta.dirname, "../../examples/prebuilt/vip-reward");

describe.each(DATABASES)("a mail that is written in the console, on %s", (database) => {
  let world: World;
  let console: OpenConsole;
  let operator: SignedIn;
  beforeAll(async () => {
    world = await openWorld(database);
    const { compiled } = await checkFolder(PROJECT);
    if (compiled === undefined) throw new Error("the project has errors");
    await world.open(compiled, T0);
    await world.store.clock.freeze(T0);
    console = await openConsole(world.store, { project: () => compiled });
    operator = await console.signIn(OPERATOR);
    for (const [id, status] of [
      ["ada", "subscribed"],
      ["ben", "unsubscribed"],
    ] as const)
      await world.store.gateway.putContact({
        id,
        audience: "Newsletter",
        fields: { email: `${id}@example.com`, firstName: id },
        consent: { email: status },
        imported: false,
      });
  });
  afterAll(async () => {
    await console.app.close();
    await world.close();
  });

  const letter = async (payload: object) =>
    operator.ask({
      method: "POST",
      url: "/console/api/letters",
      payload: { subject: "Hello", text: "Come by.", ...payload },
    });
  const mails = () => world.mails as readonly EmailRequest[];

  test("leaves once, from the sender of the project's mails, and is no template", async () => {
    const written = {
      contact: "ada",
      subject: "Hi {{contact.email}}",
      text: "<b>{{firstName}}</b>",
      id: "l1",
    };
    expect((await letter(written)).json()).toMatchObject({
      sent: [{ contact: "ada", id: "l1" }],
      refused: [],
    });
    expect((await letter(written)).json()).toMatchObject({ sent: [{ contact: "ada", repeated: true }] });
    await world.until(T0);
    expect(mails()).toHaveLength(1);
    expect(mails()[0]).toMatchObject({
      to: "ada@example.com",
      from: "Ana at Brume <ana@brume.example>",
      subject: "Hi {{contact.email}}",
    });
    expect(mails()[0]?.text).toContain("<b>{{firstName}}</b>");
    expect(mails()[0]?.html).toContain("&lt;b&gt;{{firstName}}&lt;/b&gt;");
    expect(mails()[0]?.unsubscribeUrl).toContain("/u/ada");
  });

  test("goes through consent, as the check says before", async () => {
    for (const dryRun of [true, false])
      expect((await letter({ contact: "ben", dryRun })).json()).toMatchObject({
        sent: [],
        refused: [{ contact: "ben", reason: expect.stringContaining("subscribe") }],
      });
    await world.until(T0);
    expect(mails().filter(({ to }) => to.startsWith("ben"))).toEqual([]);
  });

  test("gives a coupon, its code below the text; the check takes none", async () => {
    await world.store.gateway.putCodes([{ coupon: "GoldCode", code: "GOLD-1" }]);
    const left = async () => (await world.store.gateway.pools()).find(({ coupon }) => coupon === "GoldCode");
    const before = await left();
    expect((await letter({ contact: "ada", coupon: "GoldCode", dryRun: true })).json()).toMatchObject({
      refused: [],
    });
    expect(await left()).toEqual(before);
    await letter({ contact: "ada", coupon: "GoldCode", id: "l2" });
    await world.until(T0);
    expect(mails().at(-1)?.text).toMatch(/^Come by\.\s+GOLD-1/);
    expect(await left()).not.toEqual(before);
  });

  test.each([
    ["a contact that is not there", { contact: "nobody" }, 422],
    ["a coupon that is not there", { contact: "ada", coupon: "Silver" }, 422],
    ["a subject of two lines", { contact: "ada", subject: "Hello\r\nBcc: eve@example.com" }, 400],
    ["no text", { contact: "ada", text: "" }, 400],
  ])("%s is refused", async (_, payload, status) => {
    expect((await letter(payload)).statusCode).toBe(status);
  });

  test("looks as it will, and nothing is sent or kept", async () => {
    const sent = mails().length;
    const runs = (await world.runs()).length;
    const ask = (query: string) => operator.ask({ url: `/console/api/preview?contact=ben&${query}` });
    expect((await ask("subject=Hello&text=Come%20%3Cb%3Eby")).body).toContain("Come &lt;b&gt;by");
    expect((await ask(`message=Gold&args=${encodeURIComponent('{"code":"G<1"}')}`)).body).toContain("G&lt;1");
    expect((await ask("message=Gold")).statusCode).toBe(422);
    expect((await ask("message=Gold&args=[]")).statusCode).toBe(400);
    await world.until(T0);
    expect(mails()).toHaveLength(sent);
    expect(await world.runs()).toHaveLength(runs);
  });
});
