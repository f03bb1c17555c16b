import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { random } from "../fixtures/random.ts";
import { type Accounts, readAccounts } from "./accounts.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import { copyShop, type DevProcess, startDev } from "./dev-process.ts";

/** Ten for the figures of docs/performance.md; fewer in every run of the tests. */
const KILLS = Number(process.env.TRAJET_KILLS ?? 3);
const SEED = Number(process.env.TRAJET_SEED ?? Date.now() % 100_000);

/**
 * The example is killed with `kill -9` at random moments and started again each time, over a mail server that goes on and
 * counts. Real processes, real time: this is the one place where a test waits for the clock on the wall.
 */
describe("the example, killed at random moments", () => {
  test("sends no mail twice, and reports each one whose outcome is lost", { timeout: 600_000 }, async () => {
    const { accounts, smtp } = await killedShop({ resend: false });
    const counts = countsById(smtp);
    expect(
      [...counts].filter(([, count]) => count > 1),
      "mails that came twice",
    ).toEqual([]);
    for (const { state, messageId } of accounts.effects) {
      if (state === "done") expect(counts.get(messageId), `done: ${messageId}`).toBe(1);
      else expect(["unknown", "refused"]).toContain(state);
      counts.delete(messageId);
    }
    expect([...counts.keys()], "mails that nobody decided to send").toEqual([]);
    const unknown = accounts.effects.filter(({ state }) => state === "unknown");
    expect(unknown.length, "a kill fell inside a call").toBeGreaterThan(0);
    expect(unknown.length).toBeLessThanOrEqual(KILLS * MAX_CALLS_AT_ONCE);
    expectSound(accounts);
  });

  test("with `if unknown resend` each mail comes, under one name an effect", {
    timeout: 600_000,
  }, async () => {
    const { accounts, smtp } = await killedShop({ resend: true });
    const counts = countsById(smtp);
    expect(accounts.effects.filter(({ state }) => state !== "done")).toEqual([]);
    for (const { messageId } of accounts.effects) expect(counts.get(messageId)).toBeGreaterThanOrEqual(1);
    expect(counts.size).toBe(accounts.effects.length);
    expect(smtp.mails.length, "a kill fell inside a call").toBeGreaterThan(counts.size);
    expectSound(accounts);
  });
});

/** The pool of connections to the mail server: so many calls a kill can interrupt. */
const MAX_CALLS_AT_ONCE = 5;

function expectSound(accounts: Accounts): void {
  expect(accounts.effects.length, "mails were sent at all").toBeGreaterThan(20);
  expect(accounts.alive, "people under way at the end").toBe(0);
  expect(accounts.doubled).toEqual([]);
  expect(accounts.wrong).toEqual([]);
  expect(accounts.lost).toEqual([]);
  expect(accounts.climbed, "people who climbed to gold, and were invited").toBeGreaterThan(0);
}

function countsById(smtp: CountingSmtp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const mail of smtp.mails) {
    const id = (mail.messageId ?? "").replace(/^<|>$/g, "");
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

async function killedShop(options: {
  readonly resend: boolean;
}): Promise<{ accounts: Accounts; smtp: CountingSmtp }> {
  const shop = await copyShop(options);
  const smtp = await startCountingSmtp(150);
  const { fraction } = random(SEED);
  const start = (): DevProcess =>
    startDev(shop.folder, [
      "--until-idle",
      "--speed",
      "1 day = 1 second",
      "--smtp",
      `smtp://127.0.0.1:${smtp.port}`,
    ]);
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const dev = start();
      // Every third kill falls inside a call, the others anywhere.
      const moment = kill % 3 === 1 ? smtp.nextMail() : pause(3_000 + fraction() * 7_000);
      await Promise.race([moment, dev.ended]);
      dev.kill("SIGKILL");
      await dev.ended;
    }
    const last = start();
    const code = await last.ended;
    if (code !== 0) throw new Error(`the last start ended with ${code}:\n${last.output().slice(-3_000)}`);
    const accounts = await readAccounts(shop.folder);
    const states = Object.groupBy(accounts.effects, ({ state }) => state);
    const tally = Object.entries(states).map(([state, all]) => `${all?.length} ${state}`);
    console.log(
      `seed ${SEED}, ${KILLS} kills: ${smtp.mails.length} mails, ${tally.join(", ")}, ${accounts.runs} runs, rescued ${accounts.rescued}`,
    );
    return { accounts, smtp };
  } finally {
    await smtp.close();
    await shop.remove();
  }
}
