import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { HAS_BROWSER } from "./open-page.ts";
import { shopOfBlock } from "./shop-of-block.ts";

describe.skipIf(!HAS_BROWSER)("what is put right in the console", () => {
  const open = shopOfBlock();
  beforeAll(async () => {
    for (const id of ["nora", "omar"])
      await open.shop.world.store.gateway.putContact({
        id,
        audience: "Newsletter",
        fields: { email: `${id}@example.com`, firstName: id },
        imported: false,
      });
    await open.shop.pass(0);
  });
  afterEach(() => expect(open.opened.troubles).toEqual([]));

  const at = (path: string) => `${open.shop.url}console/${path}`;
  const stuck = async () =>
    (await open.shop.world.store.gateway.stuck()).map(({ contact }) => contact).toSorted();

  test("a stuck run is tried again, and then all", async () => {
    const { page, picture } = open.opened;
    const { db } = open.shop.world.store;
    await sql`update run set stuck = 'there is no field "points"', due_at = null where state = 'alive'
      and contact in ('nora', 'omar')`.execute(db);
    expect(new Set(await stuck())).toEqual(new Set(["nora", "omar"]));
    await page.goto(at("operation"));
    await page.getByText('there is no field "points"').first().waitFor();
    await picture("stuck");
    expect(await open.opened.serious()).toEqual([]);
    await page.getByRole("button", { name: "Retry the run of nora" }).first().click();
    await page.getByText("1 run is tried again.").first().waitFor();
    await page.getByRole("link", { name: "nora" }).waitFor({ state: "detached" });
    expect(await stuck()).toEqual(["omar"]);
    await page.getByRole("button", { name: "Retry all" }).click();
    await page.getByText("No run is stuck.").waitFor();
    expect(await stuck()).toEqual([]);
  });

  test("dead letters are let in again, and those that still do not fit stay", async () => {
    const { page, picture } = open.opened;
    const { gateway } = open.shop.world.store;
    const late = { id: "late", audience: "Newsletter", email: "late@example.com" };
    await gateway.keepLetter({ kind: "contacts", body: late, reason: "there was no such audience" });
    await gateway.keepLetter({
      kind: "contacts",
      body: { id: "never", email: 5 },
      reason: "it has an odd address",
    });
    await page.goto(at("operation"));
    await page.getByText("there was no such audience").waitFor();
    await picture("dead-letters");
    expect(await open.opened.serious()).toEqual([]);
    await page.getByRole("button", { name: "Let all in again" }).click();
    await page.getByText("1 were taken, 1 still do not fit.").first().waitFor();
    await page.getByText("there was no such audience").waitFor({ state: "detached" });
    await page.goto(at("contacts?search=late"));
    await page
      .getByRole("link", { name: "late@example.com" })
      .or(page.getByRole("link", { name: "late" }))
      .first()
      .waitFor();
    expect((await gateway.deadLetters(0, 10)).map(({ body }) => body)).toEqual([{ id: "never", email: 5 }]);
  });

  test("a dead letter that can never fit is thrown away with a reason, and health is well again", async () => {
    const { page, picture } = open.opened;
    const { gateway } = open.shop.world.store;
    await page.goto(at("operation"));
    const health = page.locator(".checks li").filter({ hasText: "dead letters" });
    await health.getByText("Look at it").waitFor();
    await page.getByRole("button", { name: /^Throw away letter \d+$/ }).click();
    const dialog = page.locator(".modal");
    const confirm = dialog.getByRole("button", { name: "Throw away" });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByLabel("Why nobody needs it").fill("sent by a test of the till");
    await picture("discard");
    expect(await open.opened.serious()).toEqual([]);
    await confirm.click();
    await page.getByText("1 letter is thrown away.").first().waitFor();
    await page.getByText("Everything that came in was taken.").waitFor();
    await health.getByText("Fine").waitFor();
    expect(await gateway.deadLetters(0, 10)).toEqual([]);
    await page.goto(at("audit"));
    await page.getByText(/: sent by a test of the till$/).waitFor();
  });

  test("a journey is archived from its pause, after saying how many leave it, and nothing more can be done to it", async () => {
    const { page } = open.opened;
    const dialog = page.locator(".modal");
    const button = (name: string) => page.getByRole("button", { name });
    await page.goto(at("journeys/WelcomeSeries"));
    await button("Pause Welcome series").click();
    await dialog.getByRole("button", { name: "Pause", exact: true }).click();
    await page.locator(".page-title .status.paused").waitFor();
    await button("Archive Welcome series").click();
    await dialog.getByText("people are inside. Archiving makes them leave now").waitFor();
    await dialog.getByRole("button", { name: /^Let \d+ people leave it$/ }).click();
    await page.locator(".page-title .status.archived").waitFor();
    await open.shop.pass(0);
    await page.locator('[data-count="active"]', { hasText: "0" }).waitFor();
    expect(await page.locator(".actions button").count()).toBe(0);
    const journeys = await open.shop.world.store.gateway.journeys();
    expect(journeys.find(({ name }) => name === "WelcomeSeries")).toMatchObject({
      status: "archived",
      counts: { active: 0 },
    });
  });

  test("a contact is exported as a whole", async () => {
    const { page } = open.opened;
    await page.goto(at("contacts/nora"));
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Export" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("nora.json");
    const exported = JSON.parse(await readFile(await download.path(), "utf8"));
    expect(exported).toEqual(
      await (await page.request.get(`${open.shop.url}v1/contacts/nora/export`)).json(),
    );
    expect(JSON.stringify(exported)).toContain("nora@example.com");
  });

  test("a contact is merged once it is said what that comes to, and the page is that of the one that is left", async () => {
    const { page, picture } = open.opened;
    const { gateway } = open.shop.world.store;
    for (const id of ["iris", "june"]) {
      const fields = { email: `${id}@example.com` };
      await gateway.putContact({ id, audience: "Newsletter", imported: true, fields });
    }
    await page.goto(at("contacts/iris"));
    await page.getByRole("button", { name: "Merge into…" }).click();
    const dialog = page.locator(".modal");
    const other = dialog.getByLabel("The contact that is left: id or e-mail address");
    await other.fill("nobody");
    await dialog.getByRole("button", { name: "Show what will happen" }).click();
    await dialog.getByText(/There is no contact with the id or e-mail address "nobody"/).waitFor();
    // A browser reports each refusal by itself.
    open.opened.troubles.splice(0);
    await other.fill("june@example.com");
    await dialog.getByRole("button", { name: "Show what will happen" }).click();
    await dialog.getByText("iris becomes june.").waitFor();
    await picture("merge");
    expect(await open.opened.serious()).toEqual([]);
    expect((await gateway.contact("iris"))?.contact.id, "nothing has happened yet").toBe("iris");
    await dialog.getByRole("button", { name: "Merge", exact: true }).click();
    await page.getByText("The contact is june now.").first().waitFor();
    expect(page.url()).toMatch(/contacts\/june$/);
    expect((await gateway.contact("iris"))?.contact.id).toBe("june");
  });

  test("a contact is erased once the id is typed, and nothing leads to the person any more", async () => {
    const { page, picture } = open.opened;
    await page.goto(at("contacts/nora"));
    await page.getByRole("button", { name: "Erase" }).click();
    const dialog = page.locator(".modal");
    const erase = dialog.getByRole("button", { name: "Erase" });
    await dialog.getByLabel("Type nora to confirm").fill("nor");
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByLabel("Type nora to confirm").fill("nora");
    await picture("erase");
    expect(await open.opened.serious()).toEqual([]);
    await erase.click();
    await page.getByText("The contact is erased.").first().waitFor();
    expect(await open.shop.world.store.gateway.contact("nora")).toBeUndefined();
    await page.goto(at("audit"));
    await page.getByText("DELETE /v1/contacts/:id").waitFor();
    await page
      .getByText(/^erased-/)
      .first()
      .waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/\bnora\b/);
    await picture("audit-erased");
  });
});
