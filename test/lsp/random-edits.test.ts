import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { typeAtRandom } from "./random-edits.ts";

const ROOT = path.resolve(import.meta.dirname, "../../examples");

/** Files of an example by their paths in it. */
function example(name: string): Readonly<Record<string, string>> {
  const folder = path.join(ROOT, name);
  const files = globSync("**/*.{journey,hbs,mjml,json,txt,html}", { cwd: folder });
  return Object.fromEntries(files.map((file) => [file, readFileSync(path.join(folder, file), "utf8")]));
}

// 20,000 of them: TRAJET_EDITS=20000 npx vitest run test/lsp/random-edits.test.ts
const EDITS = Number(process.env.TRAJET_EDITS ?? 2_000);
const EXAMPLES = ["shop", "prebuilt/onboarding"];

it.each(EXAMPLES.map((name, index) => ({ name, seed: index + 1 })))(
  "types at random into $name: no request fails, and what is told at the end is what a fresh check says",
  { timeout: 3_600_000 },
  async ({ name, seed }) => {
    const { errors, log, stale, requests } = await typeAtRandom(example(name), EDITS / EXAMPLES.length, seed);
    expect(errors).toEqual([]);
    expect(log).toEqual([]);
    expect(stale).toEqual([]);
    expect(requests).toBeGreaterThan(EDITS / EXAMPLES.length / 10);
  },
);
