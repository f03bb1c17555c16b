// Draws the manual's picture of the playground: node scripts/draw-playground.ts
import { fileURLToPath } from "node:url";
import { examples } from "../playground/build/examples.ts";
import { hashOf } from "../playground/src/project/share.ts";
import { openPlayground } from "../test/playground/browser/open-playground.ts";

const [welcome] = examples().filter(({ name }) => name === "welcome");
if (welcome === undefined) throw new Error("There is no example “welcome”.");
const text = welcome.files["welcome.journey"] ?? "";
const slow = { ...welcome.files, "welcome.journey": text.replace("delay 3 days", "delay 30 days") };

const playground = await openPlayground();
const { page } = await playground.open({ hash: await hashOf(slow) });
await page.setViewportSize({ width: 1200, height: 800 });
await page.getByRole("button", { name: "Run tests" }).click();
await page.locator("#tests-sum.failed").waitFor();
await page.locator("#tests .failed").first().scrollIntoViewIfNeeded();
await page.frameLocator("#map-frame").locator("g.missed").waitFor();
await page.screenshot({ path: fileURLToPath(new URL("../docs/images/playground.png", import.meta.url)) });
await playground.close();
process.exit(0);
