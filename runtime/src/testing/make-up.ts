import type { CompiledProject, ValueType } from "@trajet/compiler/program";
import type { Json } from "../engine/facts.ts";
import { isJsonRecord } from "../engine/wire.ts";

/** Values for what a test leaves out: the same each time, and plain enough to be seen for what they are. */
export interface MakeUp {
  readonly value: (type: ValueType, name: string) => Json;
  /** The same record with what must be in it and is not. */
  readonly complete: (type: ValueType, given: { readonly [name: string]: Json }) => Record<string, Json>;
}

const HOST = "test.example";

export function createMakeUp({ stores }: Pick<CompiledProject, "stores">): MakeUp {
  const currency = Object.values(stores)[0]?.currency ?? "EUR";

  const value = (type: ValueType, name: string): Json => {
    if (type.list) return [];
    switch (type.type) {
      case "text":
        return name;
      case "number":
        return 1;
      case "money":
        return { amount: "10.00", currency };
      case "boolean":
        return false;
      case "date":
        return "2030-01-01";
      case "time":
        return "09:00";
      case "moment":
        return "2030-01-01T09:00:00Z";
      case "duration":
        return "P1D";
      case "email":
        return `${name.toLowerCase()}@${HOST}`;
      case "phone":
        return "+33612345678";
      case "url":
        return `https://${HOST}/${encodeURIComponent(name)}`;
      case "timezone":
        return "UTC";
      case "country":
        return "FR";
      case "language":
        return "en";
      case "enum":
        return type.values?.[0] ?? name;
      case "record":
        return complete(type, {});
      default:
        return type.type satisfies never;
    }
  };

  const complete: MakeUp["complete"] = (type, given) => {
    const whole: Record<string, Json> = { ...given };
    for (const [name, field] of Object.entries(type.fields ?? {})) {
      const here = whole[name];
      if (here !== undefined) whole[name] = inside(field, here);
      else if (!field.optional) whole[name] = value(field, name);
    }
    return whole;
  };

  /** Records that are given in part are completed as well. */
  const inside = (type: ValueType, json: Json): Json => {
    if (type.type !== "record") return json;
    if (Array.isArray(json)) {
      const { list: _, ...element } = type;
      return json.map((one) => inside(element, one));
    }
    return isJsonRecord(json) ? complete(type, json) : json;
  };

  return { value, complete };
}

/** A value of the type other than the one that is there. */
export function anotherValue(type: ValueType, now: Json, makeUp: MakeUp): Json {
  if (type.list) return Array.isArray(now) && now.length > 0 ? [] : ["something else"];
  if (type.type === "boolean") return now !== true;
  if (type.type === "number") return typeof now === "number" ? now + 1 : 1;
  if (type.type === "enum") return type.values?.find((one) => one !== now) ?? null;
  const made = makeUp.value(type, "changed");
  return JSON.stringify(made) === JSON.stringify(now) ? null : made;
}

/** The made-up address of a person. */
export const addressFor = (person: string): string => `${person.toLowerCase()}@${HOST}`;
