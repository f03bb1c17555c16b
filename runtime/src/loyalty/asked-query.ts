import type { CompiledProject, ListSize, LoyaltyProgram, MeasureName } from "@trajet/compiler/program";
import { unknownName } from "../imports/shapes/nearest.ts";
import type { Reading } from "../imports/shapes/reading.ts";
import { periodOf } from "./asked-period.ts";
import { isEngagement } from "./measure-kinds.ts";

/** A query that the project declares, by its name, or one that is only asked. Texts, as they arrive. */
export type AskedQuery =
  | { readonly name: string }
  | {
      /** May be left out where the project has one. */
      readonly audience?: string | undefined;
      /** `Boutique`, `Boutique,Atelier`, or `any`, which it is unless said. */
      readonly store?: string | undefined;
      /** A measure; `total` and `average` are short. */
      readonly by?: string | undefined;
      /** A period as in the language. */
      readonly over?: string | undefined;
      /** `100` or `10%`. */
      readonly top?: string | undefined;
    };

const MEASURES: Readonly<Record<string, MeasureName>> = {
  orders: "orders",
  units: "units",
  "distinct products": "distinct products",
  "total spent": "total spent",
  total: "total spent",
  "average order value": "average order value",
  average: "average order value",
  "largest order": "largest order",
  "average days between orders": "average days between orders",
  "days since first order": "days since first order",
  "days since last order": "days since last order",
  opens: "opens",
  clicks: "clicks",
};

/** All measures, each once. */
export const MEASURE_NAMES: readonly MeasureName[] = [...new Set(Object.values(MEASURES))];

/** ISO 4217's code for no currency. */
const NO_CURRENCY = "XXX";

/** Finds the query, or makes it; a sentence of what cannot be understood. */
export function readQuery(project: CompiledProject, asked: AskedQuery): Reading<LoyaltyProgram> {
  if (!("name" in asked)) return adHoc(project, asked);
  const found = project.loyalty.find((query) => query.name === asked.name);
  if (found !== undefined) return { value: found };
  const names = project.loyalty.map(({ name }) => name);
  return { reason: unknownName("loyalty query", asked.name, "this project", names) };
}

function adHoc(
  project: CompiledProject,
  asked: Exclude<AskedQuery, { name: string }>,
): Reading<LoyaltyProgram> {
  const problems: string[] = [];
  const read = <T>(reading: Reading<T>): T | undefined => {
    if ("value" in reading) return reading.value;
    problems.push(reading.reason);
    return undefined;
  };
  const audience = read(audienceOf(project, asked.audience));
  const measure = read(measureOf(asked.by));
  const period = read(periodOf(asked.over));
  const top = read(topOf(asked.top));
  const stores = read(storesOf(project, asked.store, measure));
  const currency = stores === undefined ? undefined : read(currencyOf(project, stores));
  if (problems.length > 0) return { reason: problems.join("; ") };
  const { timezone, weekStart = 1, yearStart } = project;
  return {
    value: {
      name: `${measure} over ${asked.over}`,
      audience: audience ?? "",
      stores: stores ?? null,
      currency: currency ?? NO_CURRENCY,
      timezone,
      weekStart,
      ...(yearStart !== undefined && { yearStart }),
      measure: measure ?? "orders",
      period: period ?? { period: "all time" },
      atLeast: measure !== undefined && isEngagement(measure) ? 0 : 1,
      top: top ?? null,
      orders: null,
      people: null,
      fields: {},
    },
  };
}

function audienceOf({ audiences }: CompiledProject, name: string | undefined): Reading<string> {
  const names = Object.keys(audiences);
  const [only, ...more] = names;
  if (name === undefined) {
    if (only !== undefined && more.length === 0) return { value: only };
    return { reason: `name the audience: the project has ${names.length === 0 ? "none" : names.join(", ")}` };
  }
  if (names.includes(name)) return { value: name };
  return { reason: unknownName("audience", name, "this project", names) };
}

function measureOf(by: string | undefined): Reading<MeasureName> {
  if (by === undefined) return { reason: "say by what to rank, as orders, average or total" };
  const found = Object.hasOwn(MEASURES, by) ? MEASURES[by] : undefined;
  if (found !== undefined) return { value: found };
  const known = Object.keys(MEASURES);
  return { reason: unknownName("measure", by, "the language", known, known.length) };
}

function storesOf(
  { stores }: CompiledProject,
  text: string | undefined,
  measure: MeasureName | undefined,
): Reading<readonly string[] | null> {
  if (measure !== undefined && isEngagement(measure) && text !== undefined) {
    return { reason: `${measure} come from messages, and from no store` };
  }
  if (text === undefined || text === "any") return { value: null };
  const names = [...new Set(text.split(",").map((name) => name.trim()))];
  const unknown = names.find((name) => !Object.hasOwn(stores, name));
  if (unknown === undefined) return { value: names };
  return { reason: unknownName("store", unknown, "this project", Object.keys(stores)) };
}

function currencyOf(project: CompiledProject, names: readonly string[] | null): Reading<string> {
  const chosen = names ?? Object.keys(project.stores);
  const currencies = [...new Set(chosen.flatMap((name) => project.stores[name]?.currency ?? []))];
  if (currencies.length > 1) {
    return {
      reason: `${chosen.join(", ")} count in ${currencies.join(" and ")}: ask about stores of one currency`,
    };
  }
  return { value: currencies[0] ?? project.currency ?? NO_CURRENCY };
}

function topOf(text: string | undefined): Reading<ListSize | null> {
  if (text === undefined) return { value: null };
  const [, digits = "", percent] = /^(\d{1,9}(?:\.\d{1,6})?)(%?)$/.exec(text) ?? [];
  const count = Number(digits);
  if (percent === "%" && count > 0 && count <= 100) return { value: { percent: digits } };
  if (percent === "" && Number.isSafeInteger(count) && count > 0) return { value: { count } };
  return { reason: `"top" is a number of customers or a share of them, as 100 or 10%; "${text}" is neither` };
}
