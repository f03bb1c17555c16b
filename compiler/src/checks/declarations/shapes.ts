import type { Coupon, EventDeclaration, Field, RecordDeclaration, Shape } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { checkFields } from "./audience.ts";
import { checkSchemaFile } from "./schema-file.ts";

/** Checks a record, and that it does not contain itself. */
export function checkRecord(record: RecordDeclaration, check: Check): void {
  checkFields(record.fields, `record ${record.name?.text ?? ""}`.trim(), check);
  if (record.name !== undefined) checkCycle(record.name.text, record.fields, check);
}

/** Checks an event: its fields, or the JSON Schema that describes it. */
export function checkEvent(event: EventDeclaration, check: Check): void {
  checkShape(event.shape, `event ${event.name?.text ?? ""}`.trim(), check);
  if (event.name !== undefined && event.shape?.kind === "fields") {
    checkCycle(event.name.text, event.shape.fields, check);
  }
}

/** Checks what an event or an answer is made of. */
export function checkShape(shape: Shape | undefined, where: string, check: Check): void {
  if (shape?.kind === "fields") checkFields(shape.fields, where, check);
  if (shape?.kind === "file") checkSchemaFile(shape.path, check);
}

function checkCycle(name: string, fields: readonly Field[], check: Check): void {
  for (const field of fields) {
    if (field.type?.of.kind !== "named") continue;
    if (leadsTo(field.type.of.name.text, name, new Set(), check)) {
      check.report("TJ3021", field.type.of.name.span, { record: name, through: field.type.of.name.text });
    }
  }
}

function leadsTo(from: string, target: string, seen: Set<string>, check: Check): boolean {
  if (from === target) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  const event = check.symbols.events.get(from)?.shape;
  const fields = check.symbols.records.get(from)?.fields ?? (event?.kind === "fields" ? event.fields : []);
  return fields.some(
    (field) => field.type?.of.kind === "named" && leadsTo(field.type.of.name.text, target, seen, check),
  );
}

/** A coupon's one line is asked for by the parser; an empty code gives nothing. */
export function checkCoupon(coupon: Coupon, check: Check): void {
  if (coupon.source?.kind !== "code" || coupon.source.code === undefined) return;
  if (coupon.source.code.value.trim() === "")
    check.report("TJ3022", coupon.source.code.span, { what: "a coupon's code" });
}
