import fc from "fast-check";

/** As much of JSON Schema as the doors' descriptions use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What senders have sent to others: texts that a careless reader, database or template trips over. */
const ODD_TEXTS = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\u202e",
  "'; drop table contact; --",
  "' or '1'='1",
  "__proto__",
  "constructor",
  "{{constructor.constructor 'return process'}}",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "%00",
  "NaN",
  "1e400",
  "-0",
  "0000-00-00T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "2026-02-30T10:00:00Z",
  "99999999999999999999999999.99",
  "ada",
  "ada@example.com",
  "Boutique",
  "Ticket Purchased",
  "WelcomeSeries",
  "2026-05-01T10:00:00Z",
  "49.90",
  "x".repeat(2_100),
] as const;

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ODD_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
);

const number: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(0, -1, 1, 1e308, -1e308, Number.MAX_SAFE_INTEGER, 2 ** 63, 0.1, 1e-320),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Anything that JSON can say. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, fc.oneof(text, number), { maxKeys: 3 }),
);

/** Mostly what a schema allows, with a part now and then that it does not. */
export function mostly(schema: Schema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 9, arbitrary: allowed(schema) }, { weight: 1, arbitrary: anything });
}

function allowed(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(mostly));
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return anything;
  return fc.oneof(...types.map((type) => ofType(type, schema)));
}

function ofType(type: string, schema: Schema): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return text;
    case "integer":
      return fc.integer({ min: schema.minimum ?? -1_000, max: schema.maximum ?? 1_000 });
    case "number":
      return number;
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(schema.items === undefined ? anything : mostly(schema.items), { maxLength: 3 });
    case "object":
      return object(schema);
    default:
      return fc.constant(null);
  }
}

function object({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  const members = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, mostly(one)]));
  const known = fc.record(members, {
    requiredKeys: required.filter((name) => Object.hasOwn(members, name)),
  });
  const value = typeof additionalProperties === "object" ? mostly(additionalProperties) : anything;
  const more = fc.dictionary(text, value, { maxKeys: 2 });
  return fc.oneof(
    { weight: 4, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, more).map(([one, other]) => ({ ...one, ...other })) },
  );
}
