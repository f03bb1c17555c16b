import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { watched } from "../e2e/process.ts";
import { dropDatabase, freshDatabase } from "../server-database.ts";
import { COPIES, comesAlong, INSTRUCTIONS, listOf, named, ROOT } from "./dockerfile.ts";
import { type MadeImage, makeImage } from "./made-image.ts";

/* There is no Docker where this runs: what the Dockerfile names is looked for, and its steps are run in a folder. */

const { workspaces, engines }: { workspaces: string[]; engines: { node: string } } = JSON.parse(
  readFileSync(join(ROOT, "package.json"), "utf8"),
);

describe("the Dockerfile", () => {
  test.each(COPIES.flatMap(({ sources }) => sources))(
    "copies %s, which is there and not left out",
    (source) => {
      expect(existsSync(join(ROOT, source))).toBe(true);
      expect(comesAlong(source)).toBe(true);
    },
  );

  test("has the package.json of every workspace in its own folder before it installs", () => {
    const install = INSTRUCTIONS.findIndex(({ text }) => text.startsWith("npm ci"));
    const before = INSTRUCTIONS.slice(0, install).map(({ text }) => text);
    expect(before).toContain("package.json package-lock.json .npmrc ./");
    for (const workspace of workspaces) expect(before).toContain(`${workspace}/package.json ${workspace}/`);
  });

  test("runs on a Node that the project wants, as nobody in particular, and Node itself is what ends by SIGTERM", () => {
    const [, version = ""] = /^node:(\d+)/.exec(named("FROM")[0] ?? "") ?? [];
    expect(Number(version)).toBe(Number(process.versions.node.split(".")[0]));
    expect(Number(version)).toBeGreaterThanOrEqual(Number(/\d+/.exec(engines.node)?.[0]));
    expect(INSTRUCTIONS.slice(-2)).toMatchObject([{ name: "USER", text: "node" }, { name: "ENTRYPOINT" }]);
    expect(listOf("ENTRYPOINT")[0]).toBe("node");
  });

  test("takes no secret and nothing of the machine that it is built on along", () => {
    for (const path of [
      ".git",
      "node_modules",
      "cli/node_modules/x",
      "examples/shop/.trajet/database",
      ".cache",
    ])
      expect(comesAlong(path)).toBe(false);
  });
});

const PROJECT = {
  "trajet.json": JSON.stringify({ name: "shop", database: "env:DATABASE_URL" }),
  "shop.journey": `audience Newsletter { }
email Hello for Newsletter { from "ana@shop.example"  subject "Hello"  body "Hello." }
journey Greets for Newsletter { start when contact signs up  send email Hello }
`,
};

describe("what its steps make", () => {
  let image: MadeImage;
  beforeAll(() => {
    image = makeImage(PROJECT);
  });
  afterAll(() => image.remove());

  /** The command that containers of the image run, from the image's folder. */
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const [, ...entry] = listOf("ENTRYPOINT").map((word) => word.replace("/project", image.project));
    const options = { cwd: image.folder, env: { ...process.env, ...env, NO_COLOR: "1" } };
    return watched(
      spawn(process.execPath, [...entry, ...args], { ...options, stdio: ["ignore", "pipe", "pipe"] }),
    );
  };

  test("is the page of the console, and the project in its place", () => {
    expect(existsSync(join(image.folder, "console/dist/index.html"))).toBe(true);
    expect(existsSync(join(image.project, "shop.journey"))).toBe(true);
    expect(existsSync(join(image.project, ".trajet"))).toBe(true);
  });

  test("checks the project without the packages that only development needs", async () => {
    const check = run(["check"]);
    expect(await check.ended, check.output()).toBe(0);
    expect(existsSync(join(image.folder, "node_modules/vitest"))).toBe(false);
  });

  test.runIf(process.env.TRAJET_TEST_POSTGRES)(
    "serves the console with all that its page asks for",
    async () => {
      const database = await freshDatabase(process.env.TRAJET_TEST_POSTGRES ?? "");
      const { services } = parse(readFileSync(join(ROOT, "compose.yaml"), "utf8"), { merge: true });
      const args = (services.serve.command as string[]).map((word) => (word === "4800" ? "0" : word));
      const serve = run(
        args.map((word) => (word === "0.0.0.0" ? "127.0.0.1" : word)),
        { DATABASE_URL: database },
      );
      try {
        const [, url = ""] = await serve.says(/"url":"([^"]+)".*"msg":"ready"/);
        const page = await fetch(new URL("/console/", url));
        expect(page.status).toBe(200);
        const asked = [...(await page.text()).matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)].map(
          ([, path = ""]) => path,
        );
        expect(asked.some((path) => path.endsWith(".js"))).toBe(true);
        for (const path of asked) expect((await fetch(new URL(path, url))).status, path).toBe(200);
        expect((await fetch(new URL("/readyz", url))).status).toBe(200);
        serve.kill("SIGTERM");
        expect(await serve.ended, serve.output()).toBe(0);
      } finally {
        serve.kill("SIGKILL");
        await serve.ended;
        await dropDatabase(database);
      }
    },
  );
});
