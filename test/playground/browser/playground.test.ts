import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { hashOf } from "../../../playground/src/project/share.ts";
import { HAS_BROWSER, type OpenPage } from "../../console/browser/open-page.ts";
import { ROOT } from "../../console/browser/served-shop.ts";
import { endOf, lineOf, mapOf, openPlayground, type Playground, problemsOf } from "./open-playground.ts";

describe.skipIf(!HAS_BROWSER)("the playground in a browser", () => {
  let playground: Playground;
  let opened: OpenPage;
  beforeAll(async () => {
    playground = await openPlayground();
  }, 300_000);
  afterAll(() => playground?.close());
  beforeEach(async () => {
    opened = await playground.open();
  });
  afterEach(async () => {
    await opened.page.context().close();
    expect(opened.troubles).toEqual([]);
  });

  test("opens an example with its files, coloured, and without problems", async () => {
    const { page } = opened;
    await page.getByText("Problems: none").waitFor();
    expect(await page.getByRole("tab").allInnerTexts()).toEqual([
      "welcome.journey",
      "welcome-test.journey",
      "people.journey",
      "emails/hello.hbs",
      "trajet.json",
    ]);
    const colourOf = (word: string) => page.evaluate<string | undefined>(colourIn(word));
    await expect.poll(() => colourOf("journey"), { timeout: 30_000 }).toBe("rgb(0, 0, 255)");
    expect(await colourOf("Newsletter")).toBe("rgb(31, 111, 135)");
  });

  test("underlines a mistake, tells its letter, and mends it by a quick fix", async () => {
    const { page } = opened;
    await endOf(page, "send email Hello");
    await page.keyboard.type("x");
    const letter = problemsOf(page).getByRole("button", { name: /error TJ\d+.*Hellox/ });
    await letter.waitFor();
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+.");
    await page.locator(".action-widget").getByText("Hello", { exact: false }).first().waitFor();
    await page.keyboard.press("Enter");
    await letter.waitFor({ state: "detached" });
    await page.getByText("Problems: none").waitFor();
  });

  test("completes a name of the project", async () => {
    const { page } = opened;
    await endOf(page, "send email Hello");
    await page.keyboard.press("Enter");
    await page.keyboard.type("send email First");
    const offered = page.locator(".suggest-widget.visible").getByText("FirstBag").first();
    await offered.waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".view-line", { hasText: /send.email.FirstBag/ }).count()).toBe(2);
  });

  test("shows on the map where the cursor is, and goes to the text of what is clicked there", async () => {
    const { page } = opened;
    await endOf(page, "delay 2 days");
    await mapOf(page).locator("g.selected", { hasText: "delay 2 days" }).waitFor();
    await mapOf(page).locator("g[data-node]", { hasText: "customer" }).first().click();
    await page.locator(".active-line-number", { hasText: /^21$/ }).waitFor();
  });

  test("runs the tests: red with letters and what was missed on the map, then green", async () => {
    const { page, picture } = opened;
    await endOf(page, "delay 3 days");
    for (let at = 0; at < " days".length; at += 1) await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("0");
    await mapOf(page).locator("g.selected", { hasText: "delay 30 days" }).waitFor();
    await page.getByRole("button", { name: "Run tests" }).click();
    await page.locator("#tests-sum.failed").waitFor();
    const letter = page.locator("#tests .letter").first();
    expect(await letter.innerText()).toContain("FirstBag");
    await mapOf(page).locator("g.missed", { hasText: "FirstBag" }).waitFor();
    await picture("tests-red");
    await letter.click();
    await page.getByRole("tab", { name: "welcome-test.journey", selected: true }).waitFor();
    await page.getByRole("tab", { name: "welcome.journey" }).click();
    await lineOf(page, "delay 30 days").click();
    await page.keyboard.press("ControlOrMeta+Z");
    await page.getByRole("button", { name: "Run tests" }).click();
    await page.getByText("4 passed.").waitFor();
    await mapOf(page).locator("g.covered").first().waitFor();
  });

  test("renames a field in journeys, tests and templates at once", async () => {
    const { page } = opened;
    await page.getByRole("tab", { name: "people.journey" }).click();
    await lineOf(page, "field firstName").getByText("firstName").dblclick();
    await page.keyboard.press("F2");
    const box = page.locator(".rename-input");
    await box.waitFor();
    await box.fill("givenName");
    await page.keyboard.press("Enter");
    await lineOf(page, "field givenName").waitFor();
    for (const [file, text] of [
      ["welcome.journey", "{{contact.givenName}}"],
      ["welcome-test.journey", "givenName: "],
      ["emails/hello.hbs", "contact.givenName"],
    ] as const) {
      await page.getByRole("tab", { name: file, exact: true }).click();
      await lineOf(page, text).waitFor();
    }
    await page.getByText("Problems: none").waitFor();
  });

  test("explains a name, goes to where it is declared, and formats", async () => {
    const { page } = opened;
    const told = page.locator(".monaco-hover").getByText("audience Newsletter").first();
    // The editor asks when the mouse comes to rest, and not again when colours or the server come a moment later.
    const rest = async () => {
      await page.mouse.move(0, 0);
      await lineOf(page, "journey Welcome for").getByText("Newsletter").hover();
      return told.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(rest, { timeout: 30_000 }).toBe(true);
    await lineOf(page, "journey Welcome for").getByText("Newsletter").click();
    await page.keyboard.press("F12");
    await page.getByRole("tab", { name: "people.journey", selected: true }).waitFor();
    await page.locator(".active-line-number", { hasText: /^5$/ }).waitFor();
    await endOf(page, "audience Newsletter");
    await page.keyboard.press("Home");
    await page.keyboard.type("    ");
    await lineOf(page, "    audience Newsletter").waitFor();
    await page.getByRole("button", { name: "Format" }).click();
    await lineOf(page, "^audience Newsletter").waitFor();
  });

  test("completes and checks the settings", async () => {
    const { page } = opened;
    await page.getByRole("tab", { name: "trajet.json" }).click();
    await endOf(page, '"currency": "EUR",');
    await page.keyboard.press("Enter");
    await page.keyboard.type('"lim');
    await page.locator(".suggest-widget.visible").getByText("limits").first().waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.type('itz": {},');
    await problemsOf(page)
      .getByRole("button", { name: /trajet.json:5:.*error TJ6\d+.*limitz/ })
      .waitFor();
  });

  test("writes a step into the text that is added on the map, by the keyboard alone", async () => {
    const { page } = opened;
    await mapOf(page).locator("[role=button][data-adds]").first().focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Add a step" });
    await dialog.waitFor();
    expect(await opened.serious()).toEqual([]);
    await page.keyboard.type("milestone");
    expect(await dialog.getByRole("listitem").count()).toBe(1);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await lineOf(page, 'milestone "reached"').waitFor();
    await page.locator(".active-line-number", { hasText: /^9$/ }).waitFor();
    await page.keyboard.press("ControlOrMeta+Z");
    await lineOf(page, 'milestone "reached"').waitFor({ state: "detached" });
  });

  test("changes to another example, and from tab to tab by the arrows", async () => {
    const { page } = opened;
    await endOf(page, "send email Hello");
    await page.keyboard.type("x");
    await page.getByText(/^Problems: \d+$/).waitFor();
    await page.getByLabel("Example").selectOption("shop");
    await page.getByRole("tab", { name: "emails.journey" }).waitFor();
    await page.getByText("Problems: none").waitFor();
    await mapOf(page).locator("g[data-node]").first().waitFor();
    const tabs = await page.getByRole("tab").allInnerTexts();
    const begun = tabs.indexOf("journeys/thank-you.journey");
    const selected = (index: number) =>
      page.getByRole("tab", { name: tabs[index] ?? "", exact: true, selected: true });
    await selected(begun).focus();
    await page.keyboard.press("ArrowRight");
    await selected(begun + 1).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await selected(begun - 1).waitFor();
    await page.getByRole("button", { name: "Run tests" }).click();
    await page.getByText(/^\d\d passed\.$/).waitFor();
  });

  test("takes a new file into the project, by a name that can be read, and lets go of it", async () => {
    const { page } = opened;
    await page.getByRole("button", { name: "New file" }).click();
    const dialog = page.getByRole("dialog", { name: "New file" });
    await dialog.getByRole("textbox").fill("Notes.txt");
    await page.keyboard.press("Enter");
    await dialog.getByText("A name here has small letters").waitFor();
    await dialog.getByRole("textbox").fill("more.journey");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "more.journey", selected: true }).waitFor();
    await page.keyboard.type('test "x" for Welcom {');
    await problemsOf(page)
      .getByRole("button", { name: /more.journey:1:.*Welcom/ })
      .first()
      .waitFor();
    page.removeAllListeners("dialog");
    page.once("dialog", (asked) => void asked.accept());
    await page.getByRole("button", { name: "Delete file" }).click();
    await page.getByText("Problems: none").waitFor();
    expect(await page.getByRole("tab", { name: "more.journey" }).count()).toBe(0);
  });

  test("keeps what was written over a reload, and gives way to a link", async () => {
    const { page } = opened;
    await endOf(page, "delay 2 days");
    await page.keyboard.press("Enter");
    await page.keyboard.type('milestone "kept"');
    await page.reload();
    await lineOf(page, 'milestone "kept"').waitFor();
    const hash = await hashOf({ "trajet.json": '{"name": "sent"}', "sent.journey": 'labels "sent"\n' });
    await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
    await lineOf(page, 'labels "sent"').waitFor();
    await mapOf(page).getByText("This file has no journey.").waitFor();
  });

  test("shares the project by a link that holds it, and asks no other host anything", async () => {
    const { page } = opened;
    await endOf(page, "delay 2 days");
    await page.keyboard.press("Enter");
    await page.keyboard.type('milestone "shared"');
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByText("The link is copied").waitFor();
    const link = await page.evaluate<string>("navigator.clipboard.readText()");
    const other = await playground.open({ hash: new URL(link).hash });
    await lineOf(other.page, 'milestone "shared"').waitFor();
    expect(other.troubles).toEqual([]);
    await other.page.context().close();
  });

  test("says what is wrong with a link that it cannot read", async () => {
    const { page } = await playground.open({ hash: "#project1=abc" });
    await page.getByText("The link could not be read: it is not whole").waitFor();
    await page.context().close();
  });

  test("says so when the server cannot run, and keeps the text", async () => {
    const { page } = await playground.fresh();
    await page.route("**/assets/worker-*.js", (route) => route.abort());
    await page.goto(playground.url);
    await page.getByText("The language server has ended: its program could not be loaded").waitFor();
    await lineOf(page, "journey Welcome for Newsletter").waitFor();
    await page.unroute("**/assets/worker-*.js");
    await page.getByRole("button", { name: "Start it again" }).click();
    await mapOf(page).locator("svg").waitFor();
    expect(await page.locator("#notice").isVisible()).toBe(false);
    await page.context().close();
  });

  test("says how to open it when it was opened as a file", async () => {
    const { page } = await playground.fresh();
    await page.goto(`file://${ROOT}/playground/dist/index.html`);
    await page.getByText("the page was opened as a file").waitFor();
    await page.context().close();
  });

  test("has the colours that are chosen, in every part and in every tab", async () => {
    const { page } = opened;
    const other = await page.context().newPage();
    await other.goto(playground.url);
    // The page hears of a choice once its script has come.
    await other.locator("#editor .monaco-editor").waitFor();
    await other.getByLabel("Theme").selectOption("dark");
    for (const each of [other, page]) {
      await each.locator('html[data-theme="dark"]').waitFor();
      await each.locator("#editor .monaco-editor.vs-dark").waitFor();
      await mapOf(each).locator('html[data-theme="dark"]').waitFor();
      expect(await each.getByLabel("Theme").inputValue()).toBe("dark");
    }
  });

  test("says nothing of tests when the text became another while they ran", async () => {
    const { page } = opened;
    await page.evaluate(`(() => {
      document.querySelector("#run").click();
      const choice = document.querySelector("#examples");
      choice.value = "shop";
      choice.dispatchEvent(new Event("change"));
    })()`);
    await page.locator("#run:enabled").waitFor();
    expect(await page.locator("#tests-sum").innerText()).toMatch(/^Run tests \(Ctrl\+Enter\)/);
    expect(await page.locator("#tests li").count()).toBe(0);
  });

  test("saves the map as a picture that stands for itself", async () => {
    const { page } = opened;
    const saved = page.waitForEvent("download");
    await mapOf(page).getByRole("button", { name: "Export" }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("Welcome.svg");
    const svg = readFileSync(await download.path(), "utf8");
    expect(svg).toContain("<style>");
    expect(svg).toContain("delay 2 days");
  });

  test("has nothing that axe finds serious, light and dark, wide and narrow", async () => {
    await opened.page.getByRole("button", { name: "Run tests" }).click();
    await opened.page.getByText("4 passed.").waitFor();
    expect(await opened.serious()).toEqual([]);
    expect(await seriousInMap(opened)).toEqual([]);
    const narrow = await playground.open({ width: 390, colorScheme: "dark" });
    await narrow.picture("narrow-dark");
    expect(await narrow.serious()).toEqual([]);
    expect(await seriousInMap(narrow)).toEqual([]);
    expect(await narrow.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await narrow.page.context().close();
  });
});

async function seriousInMap({ page, serious }: OpenPage): Promise<readonly string[]> {
  const frame = page.frames().find((one) => one.url().endsWith("/map.html"));
  expect(frame).toBeDefined();
  return serious(frame);
}

/** Evaluated by the browser's tools: the colour of a word in the text. */
const colourIn = (word: string): string => `(() => {
  const spans = [...document.querySelectorAll(".view-line span span")];
  const found = spans.find(({ textContent }) => textContent.trim() === ${JSON.stringify(word)});
  return found && getComputedStyle(found).color;
})()`;
