import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { findPostgres, startPostgres } from "../../scripts/postgres.mjs";
import { query } from "../server-database.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import { askDoors, type Production, startProduction } from "./production.ts";

const postgres = findPostgres();
const PEOPLE = 12;

/** However busy the machine is: what never holds ends at the limit of the test. */
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: LIMIT_MS, interval: 200 });
const LIMIT_MS = 280_000;

const PROJECT = {
  "trajet.json": JSON.stringify({
    name: "shop",
    timezone: "Europe/Paris",
    url: "https://journeys.shop.example",
    database: "env:DATABASE_URL",
    limits: "none",
    channels: { email: { smtp: "env:SMTP_URL", from: "Ana <ana@shop.example>" } },
  }),
  "shop.journey": `audience Newsletter { tags "waited", "called" }
event Called { }
email Hello for Newsletter { subject "Hello"  body "Hello" }
journey Welcome for Newsletter {
  start when contact signs up
  delay 1 second
  send email Hello
  wait up to 1 day until contact does Called
  tag "called"
}
`,
} as const;

/** Real processes over a PostgreSQL that an operator stops in their midst, and starts again. */
describe.skipIf(postgres === undefined)("PostgreSQL is stopped and started again", () => {
  let cluster: Awaited<ReturnType<typeof startPostgres>>;
  let smtp: CountingSmtp;
  let production: Production;

  beforeAll(async () => {
    cluster = await startPostgres(postgres ?? "", { durable: true });
    smtp = await startCountingSmtp(30);
    production = await startProduction(PROJECT, {
      DATABASE_URL: cluster.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    });
  });
  afterAll(async () => {
    await production.close();
    await smtp.close();
    await cluster.stop();
  });

  test("meanwhile requests are answered 503; then serve and worker go on by themselves, and nothing is lost", {
    timeout: 300_000,
  }, async () => {
    const { process: serve, url } = await production.startServe();
    const { process: worker, url: health } = await production.startWorker();
    const key = await production.createKey();
    const ask = (path: string, body?: object) => askDoors(url, key, path, body);
    const rows = (statement: string) => query(cluster.url, statement);
    const signUp = (id: string) => ask("/v1/contacts", { id, email: `${id}@shop.example` });
    const call = (id: string) =>
      ask("/v1/events", { id: `called-${id}`, contact: id, name: "Called", at: new Date().toISOString() });
    expect((await ask("/v1/journeys/Welcome/activate", {})).status).toBe(200);
    const people = Array.from({ length: PEOPLE }, (_, n) => `c${n}`);
    for (const id of people) expect((await signUp(id)).status).toBe(200);

    await cluster.halt();
    for (const answer of [await signUp("late"), await call("c0"), await ask("/v1/journeys/Welcome")]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
      expect(answer.headers.get("retry-after")).toBe("1");
      expect(await answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining("again") });
    }
    const status = async (path: string, base: string) => (await fetch(new URL(path, base))).status;
    expect(await status("/readyz", url)).toBe(503);
    expect(await status("/readyz", health)).toBe(503);
    expect(await status("/livez", url)).toBe(200);
    expect(await status("/livez", health)).toBe(200);
    // What comes due while it is away.
    await pause(1_500);
    await cluster.start();

    await eventually(async () => expect((await signUp("late")).status).toBe(200));
    await eventually(async () => expect(await status("/readyz", health)).toBe(200));
    // Whoever is called before the wait has begun is not heard; a delay is a row of `wait` as well.
    await eventually(async () =>
      expect(await rows("select run from wait where step = 'wait' and state = 'open'")).toHaveLength(
        PEOPLE + 1,
      ),
    );
    for (const id of [...people, "late"]) expect((await call(id)).status).toBe(200);
    await eventually(async () =>
      expect(
        await rows("select state, stuck, count(*)::int as n from run group by 1, 2"),
        worker.output().slice(-2_000),
      ).toEqual([{ state: "finished", stuck: null, n: PEOPLE + 1 }]),
    );
    expect(await rows("select id from contact where tags ? 'called'")).toHaveLength(PEOPLE + 1);
    const effects = await rows("select state, request->>'messageId' as id from effect");
    expect(effects).toHaveLength(PEOPLE + 1);
    for (const { state, id } of effects) {
      const times = smtp.mails.filter(({ messageId }) => messageId === `<${id}>`).length;
      // One that was on its way when the database was stopped: what came of it could not be written.
      expect(times, `${id}: ${state}`).toBe(1);
    }
    expect(await rows("select * from rescue")).toEqual([]);
    for (const one of [serve, worker]) {
      one.kill("SIGTERM");
      expect(await one.ended, one.output().slice(-2_000)).toBe(0);
    }
  });
});
