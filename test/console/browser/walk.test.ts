import { readFile } from "node:fs/promises";
import { afterEach, describe, expect, test } from "vitest";
import { READER } from "../open-console.ts";
import { HAS_BROWSER, openPage } from "./open-page.ts";
import { shopOfBlock } from "./shop-of-block.ts";

const DAY = 24 * 60 * 60 * 1000;

describe.skipIf(!HAS_BROWSER)("the console in a browser", () => {
  const open = shopOfBlock();
  afterEach(() => expect(open.opened.troubles).toEqual([]));

  const at = (path: string) => `${open.shop.url}console/${path}`;
  const letters = () =>
    open.shop.world.store.db
      .selectFrom("run")
      .select(["id", "contact"])
      .where("journey", "=", "send Letter")
      .execute();
  const table = () => open.opened.page.getByRole("table");

  test("ranks the customers of an audience by a store, a measure and a period", async () => {
    const { page, picture } = open.opened;
    await page.goto(at("loyalty"));
    await page.getByLabel("Audience").selectOption("Newsletter");
    await page.getByLabel("Store").selectOption("Boutique");
    await page.getByLabel("Measure").selectOption("orders");
    await page.getByLabel("Period").selectOption("last month");
    await page.waitForURL(/over=last(\+|%20)month/);
    const expected = await page.evaluate(async () => {
      const answer = await fetch(
        "/v1/loyalty?audience=Newsletter&store=Boutique&by=orders&over=last%20month",
      );
      return (await answer.json()) as { total: number; rows: { email: string; orders: number }[] };
    });
    await page.getByText(`${expected.total} customers ranked`).waitFor();
    const rows = page.locator("tbody tr");
    await rows.first().locator(".sparkline").waitFor();
    expect(expected.rows.length).toBeGreaterThan(5);
    expect(await rows.getByRole("link").allInnerTexts()).toEqual(
      expected.rows.slice(0, 50).map(({ email }) => email),
    );
    expect(Number(await rows.first().locator(".bar").innerText())).toBe(expected.rows[0]?.orders);
    // The column that stays in place covers nothing of the one beside it.
    const usual = page.viewportSize();
    await page.setViewportSize({ width: 1280, height: 900 });
    const drawn = await rows.first().locator(".sparkline").boundingBox();
    const button = await rows.first().locator("td").last().boundingBox();
    expect((drawn?.x ?? Infinity) + (drawn?.width ?? 0)).toBeLessThanOrEqual(button?.x ?? 0);
    if (usual !== null) await page.setViewportSize(usual);
    await picture("loyalty");
    expect(await open.opened.serious()).toEqual([]);
  });

  test("exports them as CSV, and copies the choice as a declaration", async () => {
    const { page } = open.opened;
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export CSV" }).click(),
    ]);
    const csv = await readFile(await download.path(), "utf8");
    expect(csv.split("\r\n")[0]).toBe(
      "rank,contact,email,value,orders,totalSpent,averageOrderValue,currency,lastOrderAt,tier,rankBefore,valueBefore",
    );
    expect(csv.split("\r\n")[1]).toMatch(/^1,c-\d+,\S+@example\.\w+,\d+,/);
    await page.getByRole("button", { name: "Copy as declaration" }).click();
    await page.getByText("The declaration is copied.").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toContain(
      "loyalty TopOrdersLastMonth for Newsletter {\n  from Boutique\n  rank by orders  over last month\n  top 100\n}",
    );
  });

  test("opens the profile of one, with orders", async () => {
    const { page, picture } = open.opened;
    await page.locator("tbody tr").first().getByRole("link").click();
    await page.getByRole("heading", { name: "Profile" }).waitFor();
    await page.getByRole("cell", { name: "Boutique" }).first().waitFor();
    await picture("profile");
    expect(await open.opened.serious()).toEqual([]);
  });

  test("sends a written mail, once looked at and checked, and it is in the mailbox", async () => {
    const { page, picture } = open.opened;
    await page.getByRole("button", { name: "Message" }).click();
    const dialog = page.locator(".modal");
    await dialog.getByLabel("What to send").selectOption("letter");
    await dialog.getByLabel("Subject").fill("Thank you {{contact.email}}");
    await dialog.getByLabel("Text").fill("You are dear to us. <b>Come by</b> {{#each x}}");
    const preview = page.frameLocator("iframe");
    await preview.getByText("You are dear to us. <b>Come by</b> {{#each x}}").waitFor();
    await dialog.getByLabel("Test mail to").fill("ana@terre-et-four.example");
    await dialog.getByRole("button", { name: "Send a test" }).click();
    await page.getByText("A test is on the way to ana@terre-et-four.example.").first().waitFor();
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("1 message would be sent.").waitFor();
    await picture("message");
    expect(await open.opened.serious()).toEqual([]);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByText("1 message is on the way.").first().waitFor();
    await open.shop.pass(0);
    const mail = await open.browser.newPage();
    await mail.goto(open.shop.mailbox);
    await mail.getByText("[Test] Thank you {{contact.email}}").first().waitFor();
    await mail.getByText("Thank you {{contact.email}}", { exact: true }).first().waitFor();
    await mail.screenshot({ path: "test-results/console/mailbox.png" });
    await mail.close();
    await page.getByText("Letter, email").waitFor();
    expect(await page.getByRole("link", { name: "send Letter" }).count(), "no journey of that name").toBe(0);
  });

  test("asks for what a message needs by fields of their kinds, and says what does not fit while it is written", async () => {
    const { page, picture } = open.opened;
    await page.goto(at("contacts/c-0021"));
    await page.getByRole("button", { name: "Message", exact: true }).click();
    const dialog = page.locator(".modal");
    const preview = page.frameLocator("iframe");
    await dialog.getByLabel("Message", { exact: true }).selectOption("WorkshopReminder");
    await dialog.getByLabel("workshop").fill("Raku");
    await dialog.getByLabel("startsAt by the clock of Europe/Paris").fill("2026-12-01T19:30");
    await dialog.getByLabel("seats").fill("2");
    await preview.getByText(/Raku, .* 19:30/).waitFor();
    await picture("message-fields");
    expect(await open.opened.serious()).toEqual([]);
    await dialog.getByLabel("Message", { exact: true }).selectOption("ThankYouVoucher");
    await dialog.getByLabel("total money, as 49.90 EUR").fill("12.5");
    await dialog.getByLabel("code").fill("X-1");
    await preview.getByText("write the amount and the currency, as 49.90 EUR").waitFor();
    await dialog.getByLabel("total money, as 49.90 EUR").fill("12.50 EUR");
    await preview
      .getByText(/12[.,]50/)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
  });

  test("messages a selection, and says who is refused and why", async () => {
    const { page } = open.opened;
    await page.goto(at("loyalty?by=orders&over=last+year"));
    const rows = page.locator("tbody tr");
    await rows.nth(1).waitFor();
    const ids = await page.evaluate(async () => {
      const answer = await fetch("/v1/loyalty?audience=Newsletter&by=orders&over=last%20year");
      const { rows } = (await answer.json()) as { rows: { contact: string }[] };
      return rows.map(({ contact }) => contact);
    });
    const [first = "", second = ""] = ids;
    await open.shop.world.store.gateway.setConsent(first, "email", "subscribed", "test-1");
    await open.shop.world.store.gateway.setConsent(second, "email", "unsubscribed", "test-2");
    for (const index of [0, 1]) await rows.nth(index).getByRole("checkbox").check();
    await page.getByRole("button", { name: "Message 2 customers" }).click();
    const dialog = page.locator(".modal");
    await dialog.getByLabel("Message", { exact: true }).selectOption("Welcome");
    await dialog.getByRole("button", { name: "Check" }).click();
    await dialog.getByText("1 message would be sent.").waitFor();
    await dialog.getByText("1 would be refused:").waitFor();
    expect(await dialog.getByRole("listitem").innerText()).toMatch(/^1 .*unsubscribed/);
    await dialog.getByRole("listitem").getByRole("link", { name: second }).waitFor();
    await open.opened.picture("refusals");
    expect(await open.opened.serious()).toEqual([]);
    await dialog.getByRole("button", { name: "Send", exact: true }).click();
    await dialog.getByText("1 refused:").waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "detached" });
  });

  test("a period without orders says so, and leads to all time", async () => {
    const { page } = open.opened;
    await page.goto(at("loyalty?store=Boutique&over=week+to+date"));
    await page.getByText("Nobody is ranked in this period.").waitFor();
    await page.getByRole("link", { name: "Look at all time" }).click();
    await page.locator("tbody tr").nth(10).waitFor();
    expect(await page.getByLabel("Period", { exact: true }).inputValue()).toBe("all time");
    expect(await page.getByLabel("Store", { exact: true }).inputValue()).toBe("Boutique");
  });

  test("messages all of a ranking by one call, and goes on with one that broke off", async () => {
    const { page } = open.opened;
    await page.goto(at("loyalty?by=orders&over=all+time"));
    const all = page.getByRole("button", { name: /^Message all \d+$/ });
    const total = Number((await all.innerText()).replace(/\D/g, ""));
    expect(total).toBeGreaterThan(await page.locator("tbody tr").count());
    await all.click();
    const dialog = page.locator(".modal");
    await dialog.getByLabel("What to send").selectOption("letter");
    await dialog.getByLabel("Subject").fill("To all of you");
    await dialog.getByLabel("Text").fill("Thank you.");
    await dialog.getByRole("button", { name: "Check" }).click();
    const checked = await dialog.getByText(/would be sent\.$/).innerText();
    const before = new Set((await letters()).map(({ id }) => id));
    // The network breaks off before the server is asked; then the same is asked for again.
    await page.route("**/sendings/*/send", (route) => route.abort());
    await dialog.getByRole("button", { name: /^Send to \d+$/ }).click();
    await dialog.getByRole("alert").waitFor();
    await dialog.getByText("nobody gets it twice").waitFor();
    await page.unroute("**/sendings/*/send");
    open.opened.troubles.splice(0);
    await dialog.getByRole("button", { name: /^Send to \d+$/ }).click();
    await page
      .getByText(/messages are on the way\.$/)
      .first()
      .waitFor();
    const people = (await letters()).filter(({ id }) => !before.has(id)).map(({ contact }) => contact);
    expect(people.length).toBeGreaterThan(50);
    expect(checked).toBe(`${people.length} messages would be sent.`);
    expect(new Set(people).size).toBe(people.length);
  });

  test("pauses a journey, after saying how many that concerns, and shows who is held", async () => {
    const { page, picture } = open.opened;
    await open.shop.world.store.gateway.putContact({
      id: "nora",
      audience: "Newsletter",
      fields: { email: "nora@example.com", firstName: "Nora" },
      imported: false,
    });
    await open.shop.pass(0);
    await page.goto(at("journeys/WelcomeSeries"));
    await page.locator('[data-count="active"]', { hasText: "1" }).waitFor();
    await page.getByRole("button", { name: "Pause Welcome series" }).click();
    const dialog = page.locator(".modal");
    await dialog.getByText("1 person is under way").waitFor();
    await picture("pause");
    await dialog.getByRole("button", { name: "Pause", exact: true }).click();
    await page.locator(".page-title .status.paused").waitFor();
    await open.shop.pass(2 * DAY);
    // By server-sent events: nobody loads anything again.
    await page.locator('[data-count="held"]', { hasText: "1" }).waitFor();
    await picture("journey-paused");
    await page.getByRole("tab", { name: "Held" }).click();
    await page.getByRole("link", { name: "nora" }).waitFor();
    await picture("held");
    expect(await open.opened.serious()).toEqual([]);
    await page.getByRole("tab", { name: "Map" }).click();
    await page.locator(".map .badge").waitFor();
    await page.getByRole("button", { name: /^delay 1 day/ }).press("Enter");
    await page.getByText("1 person stands here. 1 person came by.").waitFor();
    await page.locator(".source .chosen", { hasText: "delay 1 day" }).waitFor();
    expect(await open.opened.serious()).toEqual([]);
    await picture("journey");
    await page.getByRole("button", { name: "Resume Welcome series" }).click();
    await dialog.getByText("1 is held by the pause").waitFor();
    await dialog.getByRole("button", { name: "Resume", exact: true }).click();
    await page.locator(".page-title .status.active").waitFor();
    await open.shop.pass(DAY);
    await page.locator('[data-count="held"]', { hasText: "0" }).waitFor();
  });

  test("filters the list of journeys by its address, and by the keyboard alone", async () => {
    const { page, picture } = open.opened;
    await page.goto(at("journeys?objective=loyalty"));
    await page.getByText("2 journeys").waitFor();
    expect(await table().getByRole("link").allInnerTexts()).toEqual(["Thank you", "VIP care"]);
    await page.getByLabel("Search").focus();
    await page.keyboard.type("vip");
    await page.getByText("1 journey", { exact: true }).waitFor();
    await picture("journeys");
    expect(await open.opened.serious()).toEqual([]);
  });

  test("finds a contact, starts a journey by hand, and tells why it may not", async () => {
    const { page } = open.opened;
    await page.goto(at("contacts?search=nor"));
    await page.getByRole("link", { name: "nora" }).click();
    await page.getByRole("button", { name: "Start a journey" }).click();
    const dialog = page.locator(".modal");
    await dialog.getByLabel("Journey").selectOption("WinBack");
    await dialog.getByRole("button", { name: "Start a journey" }).click();
    await dialog.getByRole("alert").waitFor();
    open.opened.troubles.splice(0);
    await page.keyboard.press("Escape");
  });

  test.each(["gallery?show=win-back", "operation", "audit", "contacts"])(
    "%s has nothing that axe finds serious",
    async (path) => {
      const { page, picture } = open.opened;
      await page.goto(at(path));
      await page.locator("h1").waitFor();
      if (path.startsWith("gallery")) await page.locator(".modal .map").waitFor();
      else await page.locator("table, .checks").first().waitFor();
      await picture(path.split("?")[0] ?? path);
      expect(await open.opened.serious()).toEqual([]);
    },
  );

  test("is dark, narrow and French for whoever wants it so, and a reader changes nothing", async () => {
    const narrow = await openPage(open.browser, open.shop.url, {
      width: 390,
      colorScheme: "dark",
      locale: "fr-FR",
    });
    const { page } = narrow;
    await page.goto(at("journeys/WelcomeSeries"));
    await page.getByLabel("Clé d’API").fill(READER);
    await page.getByRole("button", { name: "Se connecter" }).click();
    await page.locator(".map .node").first().waitFor();
    await narrow.picture("narrow-dark-french");
    expect(await page.getByRole("button", { name: /pause/i }).count()).toBe(0);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    expect(await narrow.serious()).toEqual([]);
    expect(narrow.troubles).toEqual([]);
    await page.context().close();
  });
});
