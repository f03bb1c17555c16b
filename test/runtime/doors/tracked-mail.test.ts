import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLinks } from "../../../runtime/src/doors/links.ts";
import { trackedAs } from "../../../runtime/src/sending/tracked-as.ts";
import { journeysOf } from "../engine/play.ts";
import { HOUR, openWorld, T0, type World } from "../store/world.ts";
import { openShop, signer } from "./open-shop.ts";

const BROWSER = { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" };
const JOURNEY = `
email Digest for Newsletter {
  from "a@shop.example"  subject "D"
  body "See {{link 'shop'}} or https://other.example/ now."
  link "shop" "https://shop.example/?from=digest"
}
journey J for Newsletter {
  start when contact signs up
  send email Digest
  wait up to 3 days { when contact clicks Digest "shop" { tag "a" } when contact opens Digest { tag "b" } otherwise { } }
}`;

/** From the sending to the doors and back: what a mail carries is followed as its reader would. */
describe("a mail and its reader", () => {
  let world: World;
  let app: FastifyInstance;
  const tracking = { opens: true, clicks: true };
  beforeAll(async () => {
    const links = createLinks("https://journeys.shop.example/", signer);
    world = await openWorld(
      "pglite",
      [],
      {},
      trackedAs(links, () => ({ tracking })),
    );
    ({ app } = await openShop({ gateway: world.store.gateway }));
  });
  beforeEach(async () => {
    await world.clear();
    Object.assign(tracking, { opens: true, clicks: true });
  });
  afterAll(async () => {
    await app.close();
    await world.close();
  });

  const get = (url: string) => app.inject({ url: new URL(url).pathname, headers: BROWSER });
  async function mail() {
    await world.run(...journeysOf(JOURNEY));
    await world.signUp("ada", { points: 0 });
    await world.serveWakes();
    await world.until(T0 + HOUR);
    const [sent] = world.mails;
    if (sent === undefined) throw new Error("no mail was sent");
    const addresses = [...sent.html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, address = ""]) =>
      address.replaceAll("&#x3D;", "="),
    );
    return { ...sent, addresses };
  }
  const tags = async () => {
    await world.serveWakes();
    return (await world.contact("ada")).tags;
  };

  test("the picture is an open", async () => {
    const { addresses } = await mail();
    const picture = addresses.find((address) => address.includes("/t/o/")) ?? "";
    expect((await get(picture)).statusCode).toBe(200);
    expect(await tags()).toEqual(["b"]);
  });

  test("the link leads to its place and is a click, by its name", async () => {
    const { addresses } = await mail();
    const [shop = "", other = ""] = addresses.filter((address) => address.includes("/t/c/"));
    expect((await get(other)).headers.location).toBe("https://other.example/");
    const click = await get(shop);
    expect([click.statusCode, click.headers.location]).toEqual([302, "https://shop.example/?from=digest"]);
    // At one instant the first arm in the text wins.
    expect(await tags()).toEqual(["a"]);
  });

  test("the text part shows the author's addresses, and no token; the link to unsubscribe is its own", async () => {
    const { text, addresses } = await mail();
    expect(text).toContain("https://shop.example/?from=digest");
    expect(text).not.toContain("/t/");
    expect(addresses.filter((address) => address.includes("/u/"))).toHaveLength(1);
  });

  test("turned off in the project, a mail has neither", async () => {
    Object.assign(tracking, { opens: false, clicks: false });
    const { html } = await mail();
    expect(html).not.toContain("/t/");
    expect(html).toContain("https://other.example/");
  });
});
