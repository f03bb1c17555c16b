import { nearest } from "../../diagnostics/nearest.ts";
import type { PlacedJson } from "../../project/json-places.ts";
import { DRAFTS, type Form, formOf, isRead, KEYWORDS, NEEDS, TYPES } from "./keywords.ts";
import type { SchemaProblem } from "./problems.ts";

type Json = Readonly<Record<string, unknown>>;

/** Says what is wrong with the form of a schema, and once for each keyword that it is not read. */
export function schemaProblems(file: string, json: PlacedJson): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const said = new Set<string>();
  const spanAt = (pointer: string) => json.valueAt(pointer) ?? { start: 0, end: 1 };
  const keyAt = (pointer: string) => json.keyAt(pointer) ?? spanAt(pointer);

  const visitKeyword = (keyword: string, value: unknown, pointer: string): void => {
    const form = formOf(keyword);
    if (form === undefined) {
      // Names that begin with `x-` are extensions, by common use.
      if (said.has(keyword) || keyword.startsWith("x-")) return;
      said.add(keyword);
      problems.push({
        kind: "unknown-keyword",
        file,
        span: keyAt(pointer),
        keyword,
        nearest: nearest(keyword, KEYWORDS),
      });
      return;
    }
    if (!hasForm(value, form)) {
      problems.push({ kind: "invalid", file, span: spanAt(pointer), keyword, needs: NEEDS[form] });
      return;
    }
    if (!isRead(keyword) && !said.has(keyword)) {
      said.add(keyword);
      problems.push({ kind: "unread-keyword", file, span: keyAt(pointer), keyword });
    }
    if (keyword === "$schema" && !DRAFTS.has(String(value).replace(/#$/, "")))
      problems.push({ kind: "unread-draft", file, span: spanAt(pointer), draft: String(value) });
    for (const [name, inner] of innerSchemas(value, form)) visit(inner, `${pointer}${name}`);
  };

  const visit = (schema: unknown, pointer: string): void => {
    if (typeof schema === "boolean") return;
    if (!isObject(schema)) {
      problems.push({ kind: "invalid", file, span: spanAt(pointer), keyword: "", needs: NEEDS.schema });
      return;
    }
    for (const [keyword, value] of Object.entries(schema))
      visitKeyword(keyword, value, `${pointer}/${escaped(keyword)}`);
  };

  visit(json.value, "");
  return problems;
}

/** A key as it stands in a JSON Pointer. */
export function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schemas in a keyword's value, with the rest of their pointers. */
function innerSchemas(value: unknown, form: Form): readonly (readonly [string, unknown])[] {
  switch (form) {
    case "schema":
      return [["", value]];
    case "schemas":
      return numbered(value);
    case "schema or schemas":
      return Array.isArray(value) ? numbered(value) : [["", value]];
    case "schemas by name":
      return Object.entries(value as Json).map(([name, inner]) => [`/${escaped(name)}`, inner]);
    case "schemas or texts by name":
      return Object.entries(value as Json).flatMap(([name, inner]) =>
        Array.isArray(inner) ? [] : [[`/${escaped(name)}`, inner] as const],
      );
    default:
      return [];
  }
}

function numbered(values: unknown): readonly (readonly [string, unknown])[] {
  return (values as readonly unknown[]).map((value, index) => [`/${index}`, value]);
}

/** Whether a value has a form; whether the schemas in it are ones is seen when they are visited. */
function hasForm(value: unknown, form: Form): boolean {
  switch (form) {
    case "anything":
    case "schema":
      return true;
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "count":
      return Number.isInteger(value) && Number(value) >= 0;
    case "types":
      return Array.isArray(value)
        ? value.length > 0 && value.every(isType) && areDifferent(value)
        : isType(value);
    case "texts":
      return Array.isArray(value) && value.every((each) => typeof each === "string") && areDifferent(value);
    case "values":
      return Array.isArray(value) && value.length > 0;
    case "schemas":
      return Array.isArray(value) && value.length > 0;
    case "schema or schemas":
      return true;
    case "schemas by name":
    case "schemas or texts by name":
      return isObject(value);
    default:
      return form satisfies never;
  }
}

function isType(value: unknown): boolean {
  return typeof value === "string" && TYPES.includes(value);
}

function areDifferent(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}
