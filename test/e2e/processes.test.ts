import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dropDatabase, freshDatabase, query } from "../server-database.ts";
import { type CountingSmtp, startCountingSmtp } from "./counting-smtp.ts";
import { type Production, startProduction } from "./production.ts";

const POSTGRES = process.env.TRAJET_TEST_POSTGRES;
const PEOPLE = 40;

const PROJECT = {
  "trajet.json": JSON.stringify({
    name: "shop",
    timezone: "Europe/Paris",
    url: "env:PUBLIC_URL",
    database: "env:DATABASE_URL",
    temporal: { address: "nowhere.invalid:7233" },
    channels: { email: { smtp: "env:SMTP_URL", from: "Ana <ana@shop.example>" } },
  }),
  "shop.journey": `audience Newsletter {
  field firstName: text?
  tags "welcomed"
}
email Welcome for Newsletter { 
  subject "Welcome"
  body """
    Hello {{default contact.firstName "you"}}
    """
}
email Again for Newsletter { subject "Again"  body "Hello again" }
journey WelcomeSeries for Newsletter {
  start when contact signs up
  send email Welcome
  delay 2 seconds
  send email Again
  tag "welcomed"
}
`,
} as const;

/** Real processes and real time, as operators have them: one that serves, two that work, one of them killed on the way. */
describe.skipIf(POSTGRES === undefined)("a production set-up", () => {
  let database: string;
  let smtp: CountingSmtp;
  let production: Production;

  beforeAll(async () => {
    database = await freshDatabase(POSTGRES ?? "");
    smtp = await startCountingSmtp(30);
    production = await startProduction(PROJECT, {
      DATABASE_URL: database,
      SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
      PUBLIC_URL: "https://journeys.shop.example",
    });
  });
  afterAll(async () => {
    await production.close();
    await dropDatabase(database);
    await smtp.close();
  });

  test("brings everybody to the end, although a worker is killed on the way", {
    timeout: 300_000,
  }, async () => {
    const { process: serve, url } = await production.startServe();
    const workers = [await production.startWorker(), await production.startWorker()];
    const key = await production.createKey();
    const ask = (path: string, body?: string, type = "application/json") =>
      fetch(new URL(path, url), {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": type },
        ...(body === undefined ? {} : { body }),
      });
    for (const worker of workers) expect((await fetch(new URL("/readyz", worker.url))).status).toBe(200);
    expect((await ask("/readyz")).status).toBe(200);
    expect((await ask("/v1/journeys/WelcomeSeries/activate", "{}")).status).toBe(200);

    const people = Array.from({ length: PEOPLE }, (_, n) => ({
      id: `c${n}`,
      email: `c${n}@shop.example`,
      firstName: "Zebulon",
    }));
    const mail = smtp.nextMail();
    const lines = people.map((one) => JSON.stringify(one)).join("\n");
    expect((await ask("/v1/contacts", lines, "application/x-ndjson")).status).toBe(202);
    await mail;
    workers[0]?.process.kill("SIGKILL");
    await workers[0]?.process.ended;

    for (;;) {
      const { journey } = (await (await ask("/v1/journeys/WelcomeSeries")).json()) as {
        journey: { counts: { entered: number; active: number } };
      };
      expect(journey.counts.entered).toBe(PEOPLE);
      if (journey.counts.active === 0) break;
      await pause(200);
    }
    const doctor = production.start("doctor", "--format", "json");
    expect(await doctor.ended, doctor.output()).toBe(0);
    const { checks } = JSON.parse(doctor.output());
    expect(checks).toContainEqual(expect.objectContaining({ name: "workers", status: "ok" }));
    expect(checks).toContainEqual(expect.objectContaining({ name: "mail server", status: "ok" }));

    const effects = await query(database, "select state, request->>'messageId' as id from effect");
    expect(effects).toHaveLength(2 * PEOPLE);
    for (const { state, id } of effects) {
      const times = smtp.mails.filter(({ messageId }) => messageId === `<${id}>`).length;
      if (state === "done") expect(times, String(id)).toBe(1);
      else {
        expect(state).toBe("unknown");
        expect(times).toBeLessThanOrEqual(1);
      }
    }
    const lost = effects.filter(({ state }) => state === "unknown").length;
    expect(await query(database, "select 1 from journal where kind = 'failed'"), "each is told").toHaveLength(
      lost,
    );
    expect(await query(database, "select id from contact where tags ? 'welcomed'")).toHaveLength(PEOPLE);
    const [link] = /https:\/\/journeys\.shop\.example\/u\/[\w.-]+/.exec(smtp.mails[0]?.text ?? "") ?? [];
    const page = await fetch(new URL(new URL(link ?? "").pathname, url));
    expect(page.status, "a link that a worker signed opens at the doors").toBe(200);

    for (const one of [serve, workers[1]?.process]) {
      one?.kill("SIGTERM");
      expect(await one?.ended).toBe(0);
      expect(one?.output()).toContain('"msg":"stopped"');
    }
    for (const one of production.started) {
      // The address of the doors stands in the settings, and in the line that says where they are.
      expect(one.output(), "no address, name or id of a contact in any line").not.toMatch(
        /@|Zebulon|shop\.example(?!\/?")|\bc\d+\b/,
      );
    }
  });
});
