import type { ValueType } from "@trajet/compiler/program";
import type { Json } from "../../engine/facts.ts";
import { decode, encode, ValueError } from "../../engine/values.ts";
import { cellToJson, moneyOf } from "./cell.ts";
import { unknownName } from "./nearest.ts";
import { isDocument, type Manner } from "./reading.ts";
import { amount, country, currency, email, language, phone } from "./text-forms.ts";

/**
 * A value from outside, in the form in which it is stored: as the engine decodes it. A record's type has the names of the wire.
 * Throws a `ValueError` that says what to write instead.
 */
export function readValue(type: ValueType, raw: Json, manner: Manner): Json {
  return fromJson(
    type,
    typeof raw === "string" && manner.form === "text" ? cellToJson(type, raw, manner.zone) : raw,
  );
}

function fromJson(type: ValueType, json: Json): Json {
  const { list, ...element } = type;
  if (!list) return oneFromJson(element, json);
  if (!Array.isArray(json)) throw new ValueError(`expected a list, found ${shown(json)}`);
  return json.map((item: Json, index) => at(`[${index}]`, () => oneFromJson(element, item)));
}

function oneFromJson(type: ValueType, json: Json): Json {
  if (typeof json === "string") return fromText(type, json);
  if (type.type === "record") return recordFromJson(type, json);
  if (type.type === "money" && isDocument(json)) return moneyFromJson(json);
  return encode(decode(type, json, "strict"));
}

function fromText(type: ValueType, text: string): Json {
  switch (type.type) {
    case "email":
      return email(text);
    case "phone":
      return phone(text);
    case "country":
      return country(text);
    case "language":
      return language(text);
    case "money":
      return moneyOf(text);
    case "enum":
      if (type.values?.includes(text)) return text;
      throw new ValueError(unknownName("value", text, "this enumeration", type.values ?? []));
    default:
      return encode(decode(type, text, "strict"));
  }
}

function moneyFromJson(json: { readonly [name: string]: Json }): Json {
  const { amount: digits, currency: code } = json;
  const text = typeof digits === "number" ? String(digits) : digits;
  if (typeof text !== "string" || typeof code !== "string") {
    throw new ValueError(
      `expected money such as { "amount": "49.90", "currency": "EUR" }, found ${shown(json)}`,
    );
  }
  return { amount: amount(text), currency: currency(code) };
}

/** The members that a record has: those given, checked, and none that it must have missing. */
function recordFromJson(type: ValueType, json: Json): Json {
  if (!isDocument(json)) throw new ValueError(`expected an object, found ${shown(json)}`);
  const members = new Map(Object.entries(type.fields ?? {}));
  const given = Object.entries(json).filter(([, value]) => value !== null);
  // A misspelt name first: it says more than that the right one is missing.
  const read = given.map(([name, value]) => {
    const member = members.get(name);
    if (!member) throw new ValueError(unknownName("field", name, "this object", members.keys()));
    return [name, at(name, () => fromJson(member, value))] as const;
  });
  const missing = [...members].find(
    ([name, member]) => (json[name] ?? null) === null && !member.optional && !member.list,
  );
  if (missing) throw new ValueError(`"${missing[0]}" is missing`);
  return Object.fromEntries(read);
}

/** Adds the place inside the value to what is wrong with it. */
function at<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ValueError) throw new ValueError(`${place}: ${error.message}`);
    throw error;
  }
}

/** A value as a reason quotes it: cut between characters, since half of a surrogate pair cannot be stored. */
export function shown(json: Json): string {
  const text = [...JSON.stringify(json)];
  return (text.length > 60 ? [...text.slice(0, 57), "…"] : text).join("");
}
