import type { Name } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { describe, type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";

/** The type of a record's member; one that it lacks is reported, and unknown. */
export function checkMember(record: Type, name: Name, check: Check): Type {
  if (record.unknown) return UNKNOWN;
  const fields = record.type === "record" && !record.list ? record.fields : undefined;
  if (fields === undefined) {
    check.report("TJ2019", name.span, { name: name.text, type: describe(record) });
    return UNKNOWN;
  }
  const type = Object.hasOwn(fields, name.text) ? fields[name.text] : undefined;
  if (type !== undefined) return type;
  const near = nearest(name.text, Object.keys(fields));
  check.report(
    "TJ2012",
    name.span,
    { name: name.text, record: record.name ?? "record", nearest: near },
    replaceWithNearest(check.file, name.span, near),
  );
  return UNKNOWN;
}
