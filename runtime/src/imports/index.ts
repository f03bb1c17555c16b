/** Files of contacts, orders and events, and the checks that they share with the doors. */

export { entriesOf, type ReadLine } from "./entries.ts";
export { type Entry, KINDS, type Kind, putEntry, readEntry } from "./entry.ts";
export { ImportProblem } from "./import-problem.ts";
export {
  type ImportEars,
  type ImportReport,
  importRows,
  into,
  type Outcome,
  type Rejected,
  type Sink,
} from "./import-rows.ts";
export type { Format } from "./rows.ts";
export {
  type AskedSending,
  readAsked,
  type SendingReport,
  sendAsked,
} from "./sending.ts";
export type { Shapes } from "./shapes/shapes.ts";
export type { ExportPlatform, ShopExport } from "./shop-exports.ts";
