import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startTemporalServer, type TemporalServer } from "../../runtime/src/temporal/dev-server.ts";
import { findPostgres, startPostgres } from "../../scripts/postgres.mjs";
import { findTemporalCli } from "../../scripts/temporal-cli.mjs";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import { startTrajet, type TrajetProcess } from "./process.ts";

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
  let folder: string;
  let cluster: Awaited<ReturnType<typeof startPostgres>>;
  let temporal: TemporalServer;
  let smtp: CountingSmtp;
  const running: TrajetProcess[] = [];
  const start = (...args: readonly string[]): TrajetProcess => {
    const one = startTrajet(folder, args, {
      DATABASE_URL: cluster.url,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      TEMPORAL_ADDRESS: temporal.address,
    });
    running.push(one);
    return one;
  };
  const query = async (statement: string): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "trajet-restarts-"));
    for (const [name, text] of Object.entries(PROJECT)) await writeFile(join(folder, name), text);
    cluster = await startPostgres(postgres ?? "", { durable: true });
    smtp = await startCountingSmtp(30);
    temporal = await startTemporalServer({
      cli: await findTemporalCli(),
      folder: join(folder, "temporal"),
      logFile: join(folder, "temporal.log"),
    });
  });
  afterAll(async () => {
    for (const one of running) one.kill("SIGKILL");
    await Promise.all(running.map(({ ended }) => ended));
    await temporal.stop();
    await smtp.close();
    await cluster.stop();
    await rm(folder, { recursive: true, maxRetries: 5 });
  });

  test("meanwhile requests are answered 503; then serve and worker go on by themselves, and nothing is lost", {
    timeout: 300_000,
  }, async () => {
    const serve = start("serve", "--port", "0");
    const [, url = ""] = await serve.says(/"url":"([^"]+)".*"msg":"ready"/);
    const worker = start("worker", "--port", "0");
    const [, health = ""] = await worker.says(/"url":"([^"]+)".*"msg":"ready"/);
    const [key = ""] = await start("keys", "create", "test").says(/tj_[\w-]+/);
    const ask = (path: string, body?: object) =>
      fetch(new URL(path, url), {
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
      });
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
    // Whoever is called before the wait has begun is not heard.
    await eventually(async () =>
      expect(await query("select run from wait where state = 'open'")).toHaveLength(PEOPLE + 1),
    );
    for (const id of [...people, "late"]) expect((await call(id)).status).toBe(200);
    await eventually(async () =>
      expect(
        await query("select state, stuck, count(*)::int as n from run group by 1, 2"),
        worker.output().slice(-2_000),
      ).toEqual([{ state: "finished", stuck: null, n: PEOPLE + 1 }]),
    );
    expect(await query("select id from contact where tags ? 'called'")).toHaveLength(PEOPLE + 1);
    const effects = await query("select state, request->>'messageId' as id from effect");
    expect(effects).toHaveLength(PEOPLE + 1);
    for (const { state, id } of effects) {
      const times = smtp.mails.filter(({ messageId }) => messageId === `<${id}>`).length;
      // One that was on its way when the database was stopped: what came of it could not be written.
      expect(times, `${id}: ${state}`).toBe(1);
    }
    expect(await query("select * from rescue")).toEqual([]);
    for (const one of [serve, worker]) {
      one.kill("SIGTERM");
      expect(await one.ended, one.output().slice(-2_000)).toBe(0);
    }
  });
});
