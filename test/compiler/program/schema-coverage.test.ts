import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import schema from "../../../compiler/schemas/program.schema.json" with { type: "json" };

/*
 * Every form that the schema of programs knows is in a golden program of `test/fixtures`: a construct that is added to the
 * language and to the schema needs its golden.
 */

type Json = null | string | number | boolean | readonly Json[] | { readonly [key: string]: Json };

/** The forms of a definition with variants, by the property that tells them apart: `op=constant`, `on=signs up`. */
function formsOf(definition: Json, tag: string): readonly string[] {
  return variantsOf(definition).flatMap((variant) => {
    const values =
      at(at(at(variant, "properties"), tag), "const") ?? at(at(at(variant, "properties"), tag), "enum");
    return (Array.isArray(values) ? values : [values]).map((value) => `${tag}=${String(value)}`);
  });
}

function variantsOf(definition: Json): readonly Json[] {
  const variants = at(definition, "oneOf");
  return Array.isArray(variants) ? variants : [];
}

function at(json: Json | undefined, key: string): Json | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json) && Object.hasOwn(json, key)
    ? (json as { readonly [key: string]: Json })[key]
    : undefined;
}

const FIXTURES = join(import.meta.dirname, "../../fixtures");
const json = (path: string) => JSON.parse(readFileSync(join(FIXTURES, path), "utf8"));

const ofConstructs = readdirSync(join(FIXTURES, "constructs")).flatMap((name) => {
  const { journeys } = json(`constructs/${name}/program.json`);
  return (journeys as readonly { readonly program: Json }[]).map(({ program }) => program);
});
const others = readdirSync(join(FIXTURES, "programs"))
  .filter((name) => /^\w+\.json$/.test(name))
  .map((name) => json(`programs/${name}`).program as Json);

/** Each `tag=value` that is anywhere in the programs, and each property that any object has. */
const seen = new Set<string>();
function look(json: Json): void {
  if (typeof json !== "object" || json === null) return;
  if (Array.isArray(json)) {
    json.forEach(look);
    return;
  }
  for (const [key, value] of Object.entries(json as { readonly [key: string]: Json })) {
    seen.add(key);
    if (typeof value === "string") seen.add(`${key}=${value}`);
    look(value);
  }
}
[...ofConstructs, ...others].forEach(look);

const { definitions } = schema as unknown as { readonly definitions: { readonly [name: string]: Json } };
const TAGS = {
  step: "kind",
  expr: "op",
  trigger: "on",
  recurrence: "every",
  period: "period",
  goods: "kind",
  reenter: "policy",
  change: "change",
  watcher: "kind",
} as const;

describe.each(Object.entries(TAGS))("each form of a %s", (name, tag) => {
  test.each(formsOf(definitions[name] ?? null, tag))("%s", (form) => {
    expect(seen).toContain(form);
  });
});

/** Parts that are there only if they are used. */
const OPTIONAL = Object.keys(schema.properties).filter((key) => !schema.required.includes(key));

test.each([
  ...OPTIONAL,
  "sinceEntry",
  "since",
  "absentFor",
  "until",
  "to",
  "mayHold",
  "out",
  "otherwise",
  "oneYearEarlier",
])("%s is in a program", (key) => {
  expect(seen).toContain(key);
});
test.each([
  "form=survey",
  "form=sms",
  "form=message",
  "channel=email",
  "of=journey",
  "of=label",
  "of=project",
])("%s is in a program", (form) => {
  expect(seen).toContain(form);
});
