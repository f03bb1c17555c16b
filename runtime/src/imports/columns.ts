import type { Kind } from "./entry.ts";
import { ImportProblem } from "./import-problem.ts";
import { CODE_NAMES } from "./shapes/code.ts";
import { contactName, knownContactNames } from "./shapes/contact-names.ts";
import { EVENT_NAMES } from "./shapes/event.ts";
import { unknownName } from "./shapes/nearest.ts";
import { ORDER_NAMES } from "./shapes/order.ts";
import type { Raw } from "./shapes/reading.ts";
import type { Shapes } from "./shapes/shapes.ts";

/** What the head of a table says: a name by column, `undefined` for one that is left out, and a sentence on each of those. */
export interface Columns {
  readonly names: readonly (string | undefined)[];
  readonly notes: readonly string[];
}

/**
 * Reads the head of a table; what is `given` needs no column.
 * @throws ImportProblem where a column stands twice, or one is missing without which no line can be read
 */
export function columnsOf(
  kind: Kind,
  shapes: Shapes,
  cells: readonly string[],
  given: ReadonlySet<string> = new Set(),
): Columns {
  const heads = cells.map((cell) => cell.trim());
  refuseTwice(heads.filter((head) => head !== ""));
  const known = knownNames(kind, shapes);
  const names = heads.map((head) => (isKnown(kind, shapes, head) ? head : undefined));
  refuseMissing(kind, [...names, ...given]);
  const unknown = heads.filter((head) => head !== "" && !names.includes(head));
  return {
    names,
    notes: unknown.map((head) => leftOut(unknownName("field", head, kind, known))),
  };
}

const leftOut = (reason: string): string =>
  `${reason}${reason.endsWith("?") ? "" : "."} The column is left out.`;

/** A row by the names of its columns, those that are left out apart. */
export function rawOf(columns: Columns, cells: readonly string[]): Raw {
  return Object.fromEntries(
    columns.names.flatMap((name, index) => (name === undefined ? [] : [[name, cells[index] ?? ""]])),
  );
}

function refuseTwice(heads: readonly string[]): void {
  const twice = heads.find((head, index) => heads.indexOf(head) !== index);
  if (twice !== undefined)
    throw new ImportProblem(`the column "${twice}" stands twice in the first line; keep one of them`);
}

const NEEDED: Readonly<Record<Kind, readonly (readonly string[])[]>> = {
  contacts: [["id", "email"]],
  orders: [["id"], ["contact"], ["store"], ["total"], ["placedAt"], ["status"]],
  events: [["id"], ["contact"], ["name"], ["at"]],
  coupons: [["coupon"], ["code"]],
};

function refuseMissing(kind: Kind, names: readonly (string | undefined)[]): void {
  const missing = NEEDED[kind].filter((choices) => !choices.some((choice) => names.includes(choice)));
  if (missing.length === 0) return;
  const columns = missing.map((choices) => choices.map((choice) => `"${choice}"`).join(" or "));
  throw new ImportProblem(
    `the first line must name the columns, and ${columns.join(", ")} ${columns.length === 1 ? "is" : "are"} not among them`,
  );
}

function isKnown(kind: Kind, shapes: Shapes, name: string): boolean {
  if (kind !== "contacts") return knownNames(kind, shapes).includes(name);
  return Object.values(shapes.audiences).some((audience) => contactName(audience, name) !== undefined);
}

function knownNames(kind: Kind, shapes: Shapes): readonly string[] {
  switch (kind) {
    case "contacts":
      return [...new Set(Object.values(shapes.audiences).flatMap(knownContactNames))];
    case "orders":
      return ORDER_NAMES;
    case "events":
      return EVENT_NAMES;
    case "coupons":
      return CODE_NAMES;
    default:
      return kind satisfies never;
  }
}
