import { fileURLToPath } from "node:url";
import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { delay, inARow, program, project, send } from "../store/programs.ts";
import { T0 } from "../store/world.ts";

const ENTRY = fileURLToPath(new URL("../../../runtime/src/simulator/simulator.ts", import.meta.url));

/** What a page has beside the language itself. */
const PAGE = { atob, TextEncoder, TextDecoder, URL, URLSearchParams, structuredClone, Intl };

test("a page can simulate a journey: nothing of Node, no database and no server is loaded", async () => {
  // Where the platform is a browser, an import of what only Node has is an error.
  const { outputFiles, metafile } = await build({
    entryPoints: [ENTRY],
    bundle: true,
    platform: "browser",
    format: "iife",
    globalName: "trajet",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  const packages = Object.keys(metafile.inputs).join("\n");
  expect(packages).not.toMatch(
    /node_modules\/(kysely|pg|@electric-sql|@temporalio|nodemailer|fastify|ajv)\//,
  );
  const page = createContext({ ...PAGE });
  new Script(outputFiles[0]?.text ?? "").runInContext(page);
  Object.assign(page, {
    compiled: project(program({ journey: "J", steps: inARow({ a: delay(1), "send:one": send() }) })),
    startAt: T0,
  });
  const kinds = new Script(`
    const host = trajet.createSimulator({
      compiled, startAt, outside: { answer: () => ({ kind: "done", providerRef: "250 ok" }) },
    });
    host.setStatus("J", "active");
    host.until(startAt + 1000);
    host.putContact({ id: "ada", imported: false, fields: { email: "ada@shop.example", points: 0 } });
    host.until(startAt + 3 * 86_400_000);
    host.journal().map(({ kind }) => kind).join(" ");
  `).runInContext(page);
  expect(kinds).toBe("entered delayed sent finished");
});
