import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import { expect } from "vitest";
import { OPERATOR } from "../open-console.ts";
import { ROOT, type ServedShop, serveShop } from "./served-shop.ts";

const EXECUTABLE = process.env.TRAJET_CHROMIUM ?? "/usr/bin/chromium";
/** In CI the browser is part of the machine, and its absence a failure. */
export const HAS_BROWSER = existsSync(EXECUTABLE) || Boolean(process.env.CI);

const PICTURES = join(ROOT, "test-results");
/** A state that is waited for comes within this, on a machine that has much else to do. */
const PATIENCE_MS = 30_000;

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: EXECUTABLE,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });

export interface OpenPage {
  readonly page: Page;
  /** Of what the browser had to refuse, or a script did not foresee. */
  readonly troubles: string[];
  readonly picture: (name: string) => Promise<void>;
  /** What axe finds serious, in the page or in a frame of it. */
  readonly serious: (frame?: Frame) => Promise<readonly string[]>;
  /** Signs in by the form. */
  readonly signIn: (key: string) => Promise<void>;
}

/** The example shop, and a page of its console on which an operator is signed in. */
export interface OpenShop {
  readonly shop: ServedShop;
  readonly browser: Browser;
  readonly opened: OpenPage;
  readonly close: () => Promise<void>;
}

export async function openShop(own?: Parameters<typeof serveShop>[0]): Promise<OpenShop> {
  const [shop, browser] = await Promise.all([serveShop(own), openBrowser()]);
  const opened = await openPage(browser, shop.url);
  await opened.signIn(OPERATOR);
  return {
    shop,
    browser,
    opened,
    async close() {
      await browser.close();
      await shop.close();
    },
  };
}

/** A page that notes every violation of the policy and every error. */
export async function openPage(
  browser: Browser,
  url: string,
  options: {
    readonly width?: number;
    readonly colorScheme?: "light" | "dark";
    readonly locale?: string;
    /** The folder of its pictures. */
    readonly pictures?: string;
  } = {},
): Promise<OpenPage> {
  const { width = 1360, colorScheme = "light", locale = "en-GB", pictures = "console" } = options;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    locale,
    timezoneId: "Europe/Paris",
    reducedMotion: "reduce",
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("dialog", (dialog) => {
    troubles.push(`a dialog of a script: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    page,
    troubles,
    async picture(name) {
      const folder = join(PICTURES, pictures);
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    async serious(frame = page.mainFrame()) {
      await frame.evaluate(AXE);
      return frame.evaluate(FIND_SERIOUS);
    },
    async signIn(key) {
      await page.goto(`${url}console/`);
      await page.getByLabel("API key").fill(key);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { level: 1, name: "Journeys" }).waitFor();
      expect(page.url()).not.toContain(key);
    },
  };
}

// Evaluated by the browser's tools and not by the page, so its policy says nothing about it.
const AXE = readFileSync(join(ROOT, "node_modules/axe-core/axe.min.js"), "utf8");
const FIND_SERIOUS = `axe.run(document, { resultTypes: ["violations"], iframes: false }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === "serious" || impact === "critical").flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ": " + html.slice(0, 200) + " " + failureSummary)))`;
