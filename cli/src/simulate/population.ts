import { Ajv } from "ajv";
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
    allErrors: false,
    strict: true,
    strictTuples: false,
    discriminator: false,
  }).compile<Population>(schema);
  if (validate(value)) return value;
  const [error] = validate.errors ?? [];
  const place = error === undefined || error.instancePath === "" ? "the population" : error.instancePath;
  const more = Object.values(error?.params ?? {}).map((one) => JSON.stringify(one));
  throw new UsageError(`${file}: ${place} ${error?.message ?? "is wrong"} (${more.join(", ")}).`);
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
