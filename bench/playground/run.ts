// What the playground weighs, and how long it takes until it says what is wrong, as one JSON document:
// node bench/playground/run.ts. The page is built and served to a Chromium of this machine; every round is a browser with an empty cache.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { examples } from "../../playground/build/examples.ts";
import { servePlayground } from "../../playground/build/serve.ts";
import { hashOf } from "../../playground/src/project/share.ts";
import { preparePlayground } from "../../scripts/setup/playground.mjs";
import { openBrowser } from "../../test/console/browser/open-page.ts";
import { machine, median } from "../machine.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 8);
const clone = path.resolve(import.meta.dirname, "../..");

/** What the page loads before it can say anything: all but what waits for a file of another kind, and maps of sources. */
const LATER = /json|Json/;

function weights() {
  const assets = path.join(clone, "playground/dist/assets");
  const files = readdirSync(assets).map((name) => {
    const content = readFileSync(path.join(assets, name));
    return { name, bytes: content.length, gzipped: gzipSync(content, { level: 9 }).length };
  });
  const sum = (of: typeof files) => Math.round(of.reduce((total, { gzipped }) => total + gzipped, 0) / 1_000);
  return {
    allKb: sum(files),
    atFirstKb: sum(files.filter(({ name }) => !LATER.test(name))),
    largest: files
      .toSorted((one, other) => other.gzipped - one.gzipped)
      .slice(0, 5)
      .map(({ name, gzipped }) => ({ name, kb: Math.round(gzipped / 1_000) })),
  };
}

/** Run in the page before its own scripts: notes when the text stands there, and when a problem is listed. */
const NOTE = `(() => {
  const at = (globalThis.noted = {});
  const look = () => {
    if (document.querySelector(".view-line span span")) at.textMs ??= performance.now();
    if (document.querySelector("#problems li")) at.diagnosticsMs ??= performance.now();
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()`;

/** Opens the first example with a mistake in it, and tells after how many milliseconds what was there. */
async function open(url: string): Promise<{ readonly textMs: number; readonly diagnosticsMs: number }> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.addInitScript(NOTE);
    await page.goto(url);
    await page.locator("#problems li").first().waitFor({ timeout: 120_000 });
    return await page.evaluate("globalThis.noted");
  } finally {
    await browser.close();
  }
}

await preparePlayground(clone, process.execPath);
const [example] = examples().filter(({ name }) => name === "welcome");
if (example === undefined) throw new Error("There is no example “welcome”.");
const right = example.files["welcome.journey"] ?? "";
const wrong = { ...example.files, "welcome.journey": right.replace("email Hello", "email Helo") };
const served = await servePlayground({ port: 0 });
const url = `${served.url}${await hashOf(wrong)}`;
const rounds: Awaited<ReturnType<typeof open>>[] = [];
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await open(url));
await served.close();
const figures = (all: readonly number[]) => ({
  medianMs: Math.round(median(all)),
  leastMs: Math.round(Math.min(...all)),
});
const measured = {
  machine: machine(),
  rounds: ROUNDS,
  weights: weights(),
  text: figures(rounds.map(({ textMs }) => textMs)),
  firstDiagnostics: figures(rounds.map(({ diagnosticsMs }) => diagnosticsMs)),
};
console.log(JSON.stringify(measured, null, 2));
process.exit(0);
