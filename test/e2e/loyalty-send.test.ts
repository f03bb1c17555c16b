import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dropDatabase, freshDatabase, query } from "../server-database.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import type { TrajetProcess } from "./process.ts";
import { type Production, startProduction } from "./production.ts";

const POSTGRES = process.env.TRAJET_TEST_POSTGRES;
const PEOPLE = 300;
const LISTED = 250;

const PROJECT = {
  "trajet.json": JSON.stringify({
    name: "shop",
    timezone: "Europe/Paris",
    url: "https://journeys.shop.example",
    database: "env:DATABASE_URL",
    channels: { email: { smtp: "env:SMTP_URL", from: "Ana <ana@shop.example>" } },
  }),
  "shop.journey": `audience Newsletter { }
store Boutique { currency EUR }
email Thanks for Newsletter { subject "Thank you"  body "For all that you bought." }
loyalty Best for Newsletter { from Boutique  rank by total spent  over all time  top ${LISTED} }
`,
} as const;

/** Real processes and real time: the command dies half-way by `kill -9`, and is said again. */
describe.skipIf(POSTGRES === undefined)("a message to the people of a list", () => {
  let database: string;
  let smtp: CountingSmtp;
  let production: Production;

  beforeAll(async () => {
    database = await freshDatabase(POSTGRES ?? "");
    smtp = await startCountingSmtp(0);
    production = await startProduction(PROJECT, {
      DATABASE_URL: database,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    });
  });
  afterAll(async () => {
    await production.close();
    await dropDatabase(database);
    await smtp.close();
  });

  const ask = async (statement: string) => Number((await query(database, statement))[0]?.count);

  const endedEarly = async (one: TrajetProcess) => {
    await one.ended;
    throw new Error(`it ended before it was killed:\n${one.output()}`);
  };

  test("killed half-way and said again, it reaches exactly those who were listed, each once", {
    timeout: 300_000,
  }, async () => {
    await production.startServe();
    await production.startWorker();
    await query(
      database,
      `insert into contact (id, audience, created_at, fields, consent) select 'c' || i, 'Newsletter', now(),
        jsonb_build_object('email', 'c' || i || '@shop.example'), '{"email": "subscribed"}' from generate_series(1, ${PEOPLE}) i`,
    );
    await query(
      database,
      `insert into orders (store, id, contact, total, currency, status, placed_at)
        select 'Boutique', 'o' || i, 'c' || i, 1000 - i, 'EUR', 'paid', date_trunc('day', now()) from generate_series(1, ${PEOPLE}) i`,
    );
    const send = () => production.start("loyalty", "Best", "--send", "Thanks", "--yes", "--format", "json");

    const killed = send();
    const done = "select count(*) from loyalty_recipient where outcome is not null";
    while ((await ask(done)) < LISTED / 5) await Promise.race([pause(10), endedEarly(killed)]);
    killed.kill("SIGKILL");
    expect(await killed.ended).toBeNull();

    // Whoever was listed stays so, and whoever was not comes too late.
    await query(database, `update orders set total = 5000 where contact = 'c${PEOPLE}'`);
    const again = send();
    expect(await again.ended, again.output()).toBe(0);
    const [, before] = /(\d+) of \d+ are done, and it goes on/.exec(again.output()) ?? [];
    expect(Number(before), "it died on its way").toBeLessThan(LISTED);
    expect(await ask(done)).toBe(LISTED);

    while ((await ask("select count(*) from run where state = 'alive'")) > 0) await pause(100);
    const reached = smtp.mails.flatMap(({ to }) => [to ?? []].flat().map(({ text }) => text));
    const listed = Array.from({ length: LISTED }, (_, index) => `c${index + 1}@shop.example`);
    expect(reached.toSorted()).toEqual(listed.toSorted());
  });
});
