import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkFolder } from "../../cli/src/checking.ts";
import type { EmailRequest } from "../../runtime/src/engine/request.ts";
import { createBoard } from "../../runtime/src/loyalty/board.ts";
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
    console = await openConsole(world.store, {
      project: () => compiled,
      loyalty: createBoard({ db: world.store.db, gateway: world.store.gateway, project: () => compiled }),
    });
    operator = await console.signIn(OPERATOR);
    for (const [id, status] of [
      ["ada", "subscribed"],
      ["ben", "unsubscribed"],
      ["cleo", "unsubscribed"],
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

  const ask = (method: "POST" | "GET" | "DELETE", path: string, payload?: object) =>
    operator.ask({ method, url: `/console/api/${path}`, ...(payload !== undefined && { payload }) });
  const drawUp = (contacts: readonly string[], letter: object = {}) =>
    ask("POST", "sendings", {
      to: { audience: "Newsletter", contacts },
      letter: { audience: "Newsletter", subject: "Hello", text: "Come by.", ...letter },
    });
  const lastLine = ({ body }: { readonly body: string }) =>
    JSON.parse(body.trimEnd().split("\n").at(-1) ?? "");
  const go = async (id: string, what: "try" | "send" = "send") =>
    lastLine(await ask("POST", `sendings/${id}/${what}`));
  const mails = () => world.mails as readonly EmailRequest[];

  test("leaves once, from the sender of the project's mails, and is no template", async () => {
    const { id } = (
      await drawUp(["ada"], { subject: "Hi {{contact.email}}", text: "<b>{{firstName}}</b>" })
    ).json();
    expect(await go(id)).toEqual({ left: 0, sent: 1, refused: [] });
    expect(await go(id)).toEqual({ left: 0, sent: 0, refused: [] });
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

  test("goes through consent, as the check says before, counted by the reason", async () => {
    const sent = mails().length;
    const { id } = (await drawUp(["ben", "cleo", "ada", "ada", "nobody"])).json();
    for (const what of ["try", "send"] as const)
      expect(await go(id, what)).toEqual({
        left: 0,
        sent: 1,
        refused: [
          { reason: expect.stringContaining("subscribe"), count: 2, contacts: ["ben", "cleo"] },
          { reason: expect.stringContaining("nobody"), count: 1, contacts: ["nobody"] },
        ],
      });
    await world.until(T0);
    expect(
      mails()
        .slice(sent)
        .map(({ to }) => to),
    ).toEqual(["ada@example.com"]);
  });

  test("gives a coupon, its code below the text; the check takes none", async () => {
    await world.store.gateway.putCodes([{ coupon: "GoldCode", code: "GOLD-1" }]);
    const left = async () => (await world.store.gateway.pools()).find(({ coupon }) => coupon === "GoldCode");
    const before = await left();
    const { id } = (await drawUp(["ada"], { coupon: "GoldCode" })).json();
    expect(await go(id, "try")).toMatchObject({ sent: 1 });
    expect(await left()).toEqual(before);
    await go(id);
    await world.until(T0);
    expect(mails().at(-1)?.text).toMatch(/^Come by\.\s+GOLD-1/);
    expect(await left()).not.toEqual(before);
  });

  test.each([
    ["nobody to send it to", { contacts: [] }, {}, 400],
    ["a coupon that is not there", { contacts: ["ada"] }, { coupon: "Silver" }, 422],
    ["an audience without mails", { contacts: ["ada"], audience: "Nobody" }, { audience: "Nobody" }, 422],
    ["a subject of two lines", { contacts: ["ada"] }, { subject: "Hello\r\nBcc: eve@example.com" }, 400],
    ["no text", { contacts: ["ada"] }, { text: "" }, 400],
  ])("%s is refused", async (_, to, letter, status) => {
    const answer = await ask("POST", "sendings", {
      to: { audience: "Newsletter", ...to },
      letter: { audience: "Newsletter", subject: "Hello", text: "Come by.", ...letter },
    });
    expect(answer.statusCode).toBe(status);
  });

  test("looks as it will, and nothing is sent or kept", async () => {
    const sent = mails().length;
    const runs = (await world.runs()).length;
    const look = (query: string) => ask("GET", `preview?contact=ben&${query}`);
    expect((await look("subject=Hello&text=Come%20%3Cb%3Eby")).body).toContain("Come &lt;b&gt;by");
    expect((await look(`message=Gold&args=${encodeURIComponent('{"code":"G<1"}')}`)).body).toContain(
      "G&lt;1",
    );
    const lacking = await look("message=Gold");
    expect([lacking.statusCode, lacking.headers["content-type"]]).toEqual([200, "text/html; charset=utf-8"]);
    expect(lacking.body, "says what is missing, as a page").toContain("is missing");
    expect((await look("message=Gold&args=[]")).statusCode).toBe(400);
    await world.until(T0);
    expect(mails()).toHaveLength(sent);
    expect(await world.runs()).toHaveLength(runs);
  });
});
