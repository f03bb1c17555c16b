import { median } from "../machine.ts";
import type { OpenConsole } from "./launch.ts";

const ROUNDS = 15;

/** From the address to rows that can be chosen, and to their sparklines: with the files in the browser's cache, and without. */
export async function loadBoard(opened: OpenConsole) {
  const [warm, cold] = [[], []] as { usable: number; whole: number }[][];
  await once(opened);
  for (let round = 0; round < ROUNDS; round += 1) {
    warm?.push(await once(opened));
    const session = await opened.page.context().newCDPSession(opened.page);
    await session.send("Network.clearBrowserCache");
    cold?.push(await once(opened));
  }
  return { rounds: ROUNDS, warm: of(warm ?? []), cold: of(cold ?? []) };
}

async function once({ page, url }: OpenConsole) {
  await page.goto("about:blank");
  const start = performance.now();
  await page.goto(`${url}loyalty?over=all+time&by=total+spent`, { waitUntil: "commit" });
  await page.locator("tbody input[type=checkbox]").first().waitFor();
  const usable = performance.now() - start;
  await page.locator("tbody .sparkline").first().waitFor();
  return { usable, whole: performance.now() - start };
}

function of(rounds: readonly { readonly usable: number; readonly whole: number }[]) {
  const figures = (values: readonly number[]) => ({
    medianMs: Math.round(median(values)),
    minMs: Math.round(Math.min(...values)),
  });
  return {
    usable: figures(rounds.map(({ usable }) => usable)),
    whole: figures(rounds.map(({ whole }) => whole)),
  };
}
