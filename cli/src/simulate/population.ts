import { nearest } from "@trajet/compiler";
import { Ajv, type ErrorObject } from "ajv";
import schema from "../../schemas/population.schema.json" with { type: "json" };
import { UsageError } from "../usage-error.ts";

/** How a value is drawn; `missing` is the share of those who have none. */
export type Distribution = { readonly missing?: number } & (
  | { readonly value: unknown }
  | { readonly oneOf: Weights }
  | { readonly between: readonly [number, number]; readonly digits?: number }
  | {
      readonly normal: readonly [mean: number, deviation: number];
      readonly atLeast?: number;
      readonly digits?: number;
    }
);
export type Weights = { readonly [text: string]: number };

/** People who are made up, in the shape of population.schema.json. */
export interface Population {
  readonly version: 1;
  readonly seed?: number;
  readonly contacts: number;
  readonly audience?: string;
  readonly from: string;
  readonly to: string;
  readonly there?: number;
  readonly fields?: { readonly [name: string]: Distribution };
  readonly consent?: { readonly [channel: string]: Weights };
  readonly tags?: { readonly [tag: string]: number };
  readonly events?: readonly {
    readonly name: string;
    readonly perDay: number;
    readonly properties?: { readonly [name: string]: Distribution };
  }[];
  readonly orders?: readonly {
    readonly store: string;
    readonly perDay: number;
    readonly total: Distribution;
    readonly sku?: Distribution;
  }[];
  readonly messages?: {
    readonly open?: number;
    readonly click?: number;
    readonly unsubscribe?: number;
    readonly afterHours?: number;
  };
  readonly calls?: { readonly refuse?: number; readonly fail?: number; readonly timeOut?: number };
}

/** @throws UsageError with the first place that does not fit the schema */
export function parsePopulation(text: string, file: string): Population {
  const value = parsed(text, file);
  const validate = new Ajv({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTuples: false,
    discriminator: false,
  }).compile<Population>(schema);
  if (validate(value)) return value;
  throw new UsageError(`${file}: ${problemOf(value, validate.errors ?? [])}.`);
}

/**
 * Of a value to be drawn every form was tried: the errors inside of one say less than that none of them fits. A name
 * that nobody knows comes first: it is most likely the one that is missing elsewhere.
 */
function problemOf(value: unknown, errors: readonly ErrorObject[]): string {
  const whole = errors.filter(({ schemaPath }) => !schemaPath.includes("/oneOf/"));
  const ofKind = (kind: string) => whole.find(({ keyword }) => keyword === kind);
  const error = ofKind("additionalProperties") ?? ofKind("oneOf") ?? whole[0] ?? errors[0];
  const { instancePath = "", keyword, message = "is wrong", params = {} } = error ?? {};
  const place = placeIn(value, instancePath);
  if (keyword === "additionalProperties") {
    const known = Object.keys((error?.parentSchema as { properties?: object } | undefined)?.properties ?? {});
    const name = String(params.additionalProperty);
    const near = nearest(name, known);
    return near === undefined
      ? `${place} has no "${name}"; it has ${known.join(", ")}`
      : `${place} has no "${name}": write "${near}"`;
  }
  if (keyword === "oneOf")
    return `${place} is drawn by one of value, oneOf, between and normal, beside missing (and digits; atLeast with normal)`;
  const more = Object.values(params).map((one) => JSON.stringify(one));
  return `${place} ${message} (${more.join(", ")})`;
}

/** `events/0 Booked: perDay`: a place by its path, and an event or store by its name as well. */
function placeIn(value: unknown, path: string): string {
  const [, list = "", index, ...inside] = path.split("/");
  if (list === "") return "the population";
  if (index === undefined || !(list === "events" || list === "orders")) return path.slice(1);
  const entry = (value as { readonly [list: string]: Record<string, unknown>[] })[list]?.[Number(index)];
  const name = entry?.[list === "events" ? "name" : "store"];
  const whose = `${list}/${index}${typeof name === "string" ? ` ${name}` : ""}`;
  return inside.length === 0 ? whose : `${whose}: ${inside.join("/")}`;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
}
