import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import * as protocol from "vscode-languageserver";

const ROOT = path.resolve(import.meta.dirname, "../..");
const manual = readFileSync(path.join(ROOT, "docs/editor.md"), "utf8");
const FOLDER = path.join(import.meta.dirname, "every-request");
const tests = readdirSync(FOLDER)
  .map((file) => readFileSync(path.join(FOLDER, file), "utf8"))
  .join("\n");
/** Requests of a server's life have tests of their own. */
const LIFE = ["initialize", "shutdown"];

/** The rows of the table, by request: what it says of us, and why. */
const rows = new Map(
  [...manual.matchAll(/^\| `([^`]+)` \| (Y|–) \|.*\| ([^|]+) \|$/gm)].map(
    ([, method = "", ours = "", why = ""]) => [method, { ours, why }],
  ),
);

/** Every request that the protocol lets an editor send. */
const requests = Object.values(protocol as unknown as Record<string, unknown>).flatMap((each) => {
  const { method, type, messageDirection } = (each ?? {}) as Record<string, unknown>;
  const isRequest = String((type as object | undefined)?.constructor?.name).includes("Request");
  return typeof method === "string" && isRequest && messageDirection !== "serverToClient" ? [method] : [];
});

describe("the table of requests in the manual", () => {
  it("has every request of the protocol, and no other", () => {
    expect([...rows.keys()].toSorted()).toEqual([...new Set(requests)].toSorted());
    expect(rows.size).toBeGreaterThan(50);
  });

  it("says Y where a test shows it, and why where not", () => {
    for (const [method, { ours, why }] of rows) {
      if (LIFE.includes(method)) continue;
      expect([method, ours]).toEqual([method, tests.includes(`it("${method}"`) ? "Y" : "–"]);
      expect(why).toEqual(ours === "Y" ? "its test" : expect.stringMatching(/\w+ \w+/));
    }
  });
});
