import type { ObjectExpression } from "@trajet/grammar";
import { required, type Type, UNKNOWN } from "../../model/types.ts";
import type { Check } from "../check.ts";
import { checkUnique } from "../declarations/lines.ts";
import { outsideRuns } from "../scope.ts";

/** Checks the rows of a table: each has the names of the first. Gives the names with the types of their values. */
export function checkCases(
  rows: readonly ObjectExpression[],
  check: Check,
): readonly (readonly [string, Type])[] {
  const [first] = rows;
  if (first === undefined) return [];
  const names = first.pairs.map(({ key }) => key.text);
  for (const row of rows) {
    const keys = row.pairs.map(({ key }) => key);
    checkUnique(keys, "name", "this row", check);
    const missing = names.filter((name) => !keys.some(({ text }) => text === name));
    const added = keys.map(({ text }) => text).filter((text) => !names.includes(text));
    if (missing.length + added.length === 0) continue;
    const related = [
      { file: check.file, span: first.span, message: "The names are those of the first row." },
    ];
    check.report("TJ4301", row.span, { missing, added }, { related });
  }
  return names.map((name) => [name, typeOfColumn(name, rows, check)]);
}

/** The type of a column where all rows agree. Of texts it is not known what they are meant for. */
function typeOfColumn(name: string, rows: readonly ObjectExpression[], check: Check): Type {
  const values = rows.flatMap(({ pairs }) => pairs.filter(({ key }) => key.text === name));
  const types = values.map(({ value }) => check.typeOf(value, outsideRuns(undefined)));
  const [first] = types;
  const agreed = first !== undefined && types.every((type) => type.type === first.type && !type.unknown);
  return agreed && first.type !== "text" ? required(first) : UNKNOWN;
}
