import type { MeasureName } from "@trajet/compiler/program";

/** Of these the smallest comes first: who bought lately, or often. */
const ASCENDING: ReadonlySet<MeasureName> = new Set([
  "average days between orders",
  "days since first order",
  "days since last order",
]);
const MONEY: ReadonlySet<MeasureName> = new Set(["total spent", "average order value", "largest order"]);

export const isAscending = (measure: MeasureName): boolean => ASCENDING.has(measure);
export const isMoney = (measure: MeasureName): boolean => MONEY.has(measure);
/** Whether a measure counts messages, and not orders. */
export const isEngagement = (measure: MeasureName): measure is "opens" | "clicks" =>
  measure === "opens" || measure === "clicks";
