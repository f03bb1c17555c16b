// Draws the manual's picture of the console: node scripts/draw-console.ts
import { fileURLToPath } from "node:url";
import { openShop } from "../test/console/browser/open-page.ts";
import { NOW } from "../test/console/browser/served-shop.ts";

const DAY = 24 * 60 * 60 * 1000;

const { shop, opened, close } = await openShop();
const { gateway } = shop.world.store;

async function signUp(wave: string, people: number): Promise<void> {
  for (let n = 1; n <= people; n += 1)
    await gateway.putContact({
      id: `${wave}-${n}`,
      audience: "Newsletter",
      fields: { email: `${wave}-${n}@example.com` },
      consent: { email: "subscribed" },
      imported: false,
    });
  await shop.pass(0);
}

async function buy(contact: string, day: number): Promise<void> {
  const placedAt = NOW + day * DAY;
  const order = { id: contact, contact, store: "Boutique", total: "40.00", currency: "EUR", placedAt };
  await gateway.putOrder({ ...order, status: "paid", items: [{ sku: "bowl", title: "A bowl" }] });
  await shop.pass(0);
}

await signUp("first", 26);
await shop.pass(3 * DAY);
for (const n of [1, 2, 3]) await buy(`first-${n}`, 3);
await signUp("second", 14);
await shop.pass(3 * DAY);
for (const n of [4, 5]) await buy(`first-${n}`, 6);
await signUp("third", 6);

const { page } = opened;
await page.goto(`${shop.url}console/journeys/WelcomeSeries`);
await page.getByRole("button", { name: /wait up to 4 days/ }).press("Enter");
await page.locator(".source .chosen").waitFor();
await page.locator(".map .badge").nth(2).waitFor();
await page.screenshot({ path: fileURLToPath(new URL("../docs/images/console.png", import.meta.url)) });
await close();
process.exit(0);
