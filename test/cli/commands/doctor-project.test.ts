import { afterAll, beforeAll, expect, test } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let project: TemporaryProject;
beforeAll(() => {
  project = temporaryProject({
    "trajet.json": JSON.stringify({
      name: "shop",
      database: "env:DATABASE_URL",
      temporal: { address: "127.0.0.1:9" },
      channels: { email: { smtp: "smtp://127.0.0.1:9" } },
      url: "http://shop.example",
    }),
    "shop.journey": "audience People { }\n",
  });
});
afterAll(() => project.remove());

test("says of each thing that is not there what it is and what to do, and exits 1", async () => {
  const env = { DATABASE_URL: "postgres://trajet@127.0.0.1:9/none" };
  const { code, out } = await project.run(["doctor", "--format", "json"], { env });
  expect(code).toBe(1);
  const amiss = JSON.parse(out).checks.filter(({ status }: { status: string }) => status !== "ok");
  expect(amiss).toEqual([
    {
      name: "database",
      status: "fail",
      detail: "It cannot be reached at 127.0.0.1:9: nothing listens there (ECONNREFUSED).",
      fix: expect.any(String),
    },
    {
      name: "Temporal",
      status: "fail",
      detail: expect.stringContaining("127.0.0.1:9"),
      fix: expect.any(String),
    },
    {
      name: "mail server",
      status: "fail",
      detail: expect.stringContaining("127.0.0.1:9"),
      fix: expect.any(String),
    },
    {
      name: "public address",
      status: "warn",
      detail: expect.stringContaining("not encrypted"),
      fix: expect.any(String),
    },
  ]);
});

test("every other command says so too, in one sentence and without the password", async () => {
  const { code, err } = await project.run(["status"], {
    env: { DATABASE_URL: "postgres://trajet:hush@127.0.0.1:9/none" },
  });
  expect(code).toBe(2);
  expect(err).toBe(
    "trajet: The database: It cannot be reached at 127.0.0.1:9: nothing listens there (ECONNREFUSED). See that it runs, and that trajet.json names it.\n",
  );
});

test("a setting that is missing is said in its sentence, and people get a line for each", async () => {
  const { code, out } = await project.run(["doctor"], { env: {} });
  expect(code).toBe(1);
  expect(out).toMatch(
    /^fail {2}database: trajet\.json takes the database from DATABASE_URL, which is not set/m,
  );
  expect((await project.run(["doctor", "--repair"])).err).toContain("--repair goes with --segments");
});

test("a variable that a webhook names and that is not set is said with the webhook, and one that is set with neither", async () => {
  const hooked = temporaryProject({
    "trajet.json": JSON.stringify({ name: "shop", url: "https://shop.example" }),
    "shop.journey": `audience People { field score: number = 0 }
objectives "care"
webhook Score for People { url "https://score.example/{{contact.id}}"  header "Authorization" env SCORE_TOKEN }
journey Scored for People { title "Scored"  objective "care"  start manually  call webhook Score }
`,
  });
  try {
    const secretsOf = async (env: Readonly<Record<string, string>>) => {
      const { out } = await hooked.run(["doctor", "--format", "json"], { env });
      return JSON.parse(out).checks.find(({ name }: { name: string }) => name === "secrets");
    };
    const missing = await secretsOf({});
    expect(missing).toMatchObject({ status: "warn", detail: expect.stringContaining("SCORE_TOKEN (Score)") });
    const set = await secretsOf({ SCORE_TOKEN: "hush" });
    expect(set).toEqual({ name: "secrets", status: "ok", detail: "Set: SCORE_TOKEN." });
  } finally {
    hooked.remove();
  }
});
