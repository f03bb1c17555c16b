import { readFileSync } from "node:fs";
import { readConfig } from "@trajet/compiler";
import { expect, it } from "vitest";

const at = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const text = at("compiler/schemas/trajet.schema.json");

interface Setting {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Setting>>;
  readonly items?: Setting;
  readonly else?: Setting;
}

/** Every setting of a schema, by its path. */
function settings(schema: Setting, path = ""): readonly (readonly [string, Setting])[] {
  const inner = { ...schema.properties, ...schema.else?.properties, ...schema.items?.properties };
  return Object.entries(inner).flatMap(([key, setting]) => {
    const here = path === "" ? key : `${path}.${key}`;
    return [[here, setting] as const, ...settings(setting, here)];
  });
}

const schema: Setting = JSON.parse(text);

it("is published with the manual as it is; `node compiler/scripts/write-diagnostics.ts` copies it", () => {
  expect(at("docs/schemas/trajet.schema.json")).toBe(text);
});

it("says of every setting what it is", () => {
  const all = settings(schema);
  expect(all.length).toBeGreaterThan(25);
  expect(all.filter(([, { description }]) => !description?.endsWith(".")).map(([path]) => path)).toEqual([]);
});

it("has an example of every setting, which is accepted", () => {
  for (const [key, { examples = [] }] of Object.entries(schema.properties ?? {})) {
    expect(examples.length, key).toBeGreaterThan(0);
    for (const example of examples) {
      const config = JSON.stringify({ name: "shop", [key]: example });
      expect(readConfig(config).diagnostics, config).toEqual([]);
    }
  }
});

it("has every setting in the manual", () => {
  const manual = at("docs/cli.md");
  for (const key of Object.keys(schema.properties ?? {})) expect(manual).toContain(`| \`${key}`);
});
