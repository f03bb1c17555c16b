import { type Audience, type Field, PRIMITIVES, type TextLiteral, type TypeNode } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import { categoriesOf, fieldsOf } from "../../model/audience.ts";
import { CONTACT_FIELDS } from "../../model/builtin-types.ts";
import { isRecordName, recordNames } from "../../model/project-types.ts";
import type { Check } from "../check.ts";
import { assign } from "../expressions/assign.ts";
import { outsideRuns } from "../scope.ts";
import { checkUnique } from "./lines.ts";

/** Checks an audience: its fields, and that no tag, group or field stands twice. */
export function checkAudience(audience: Audience, check: Check): void {
  const where = `audience ${audience.name?.text ?? ""}`.trim();
  const fields = fieldsOf(audience);
  checkFields(fields, where, check);
  for (const { name } of fields) {
    if (name !== undefined && Object.hasOwn(CONTACT_FIELDS, name.text)) {
      check.report("TJ2027", name.span, { field: name.text });
    }
  }
  checkUnique(
    named(audience.items.flatMap((item) => (item.kind === "Tags" ? item.tags : []))),
    "tag",
    where,
    check,
  );
  const groups = audience.items.filter((item) => item.kind === "Group");
  checkUnique(named(groups.map((group) => group.category)), "group", where, check);
  for (const category of new Set(categoriesOf(audience))) {
    const members = groups
      .filter((group) => group.category?.value === category)
      .flatMap((group) => group.groups);
    checkUnique(named(members), "name", `the group "${category}"`, check);
  }
}

/** Texts as names with their places. */
export function named(literals: readonly (TextLiteral | undefined)[]) {
  return literals.flatMap((literal) =>
    literal === undefined ? [] : [{ text: literal.value, span: literal.span }],
  );
}

/** Checks the fields of an audience, event, record or answer: names, types and defaults. */
export function checkFields(fields: readonly Field[], where: string, check: Check): void {
  checkUnique(
    fields.flatMap(({ name }) => (name === undefined ? [] : [name])),
    "field",
    where,
    check,
  );
  checkUnique(named(fields.map((field) => field.wireName)), "arriving name", where, check);
  for (const field of fields) {
    checkTypeNode(field.type, check);
    if (field.default !== undefined && field.name !== undefined) {
      const type = check.types.node(field.type);
      assign(field.default, type, `the default of "${field.name.text}"`, outsideRuns(undefined), check);
    }
  }
}

/** What other languages call the types. */
const FOREIGN_TYPES: Readonly<Record<string, string>> = {
  string: "text",
  str: "text",
  varchar: "text",
  int: "number",
  integer: "number",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  datetime: "moment",
  timestamp: "moment",
  uri: "url",
};

/** Checks that the record a type names is there, and that an enumeration names each value once. */
export function checkTypeNode(node: TypeNode | undefined, check: Check): void {
  if (node?.of.kind === "named") {
    const { name } = node.of;
    check.use("records", name.text);
    check.use("events", name.text);
    if (isRecordName(name.text, check.symbols)) return;
    const known = [...PRIMITIVES, ...recordNames(check.symbols)];
    const near = FOREIGN_TYPES[name.text.toLowerCase()] ?? nearest(name.text, known);
    const params = { noun: "type", name: name.text, nearest: near };
    check.report("TJ2009", name.span, params, replaceWithNearest(check.file, name.span, near));
  }
  if (node?.of.kind === "enum") {
    const values = node.of.values.map((value) => ({ text: value.value, span: value.span }));
    checkUnique(values, "value", "this enumeration", check);
  }
}
