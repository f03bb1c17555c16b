import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import { unknownName } from "./nearest.ts";
import { type Parts, textOf } from "./parts.ts";
import { isDocument } from "./reading.ts";
import { declared, type Shapes } from "./shapes.ts";
import { amount, currency } from "./text-forms.ts";
import { shown } from "./value.ts";

/** A declared store, by its name. Throws a `ValueError`. */
export function storeOf(shapes: Shapes, value: Json): string {
  const name = textOf(value);
  if (declared(shapes.stores, name)) return name;
  throw new ValueError(unknownName("store", name, "this project", Object.keys(shapes.stores)));
}

/** The currency of what is said, which is that of its store. */
export function currencyOf(shapes: Shapes, parts: Parts, store: string | undefined): string | undefined {
  const own = store === undefined ? undefined : declared(shapes.stores, store)?.currency;
  const said = parts.get("currency", (value) => {
    const code = currency(textOf(value));
    if (own === undefined || own === code) return code;
    throw new ValueError(`store ${store} sells in ${own}, not in ${code}`);
  });
  return own ?? said;
}

/** `"49.90"`, `49.9`, `"49.90 EUR"` or `{ amount, currency }`, as decimal text; a currency must be the store's. */
export function amountOf(value: Json, money: string | undefined): string {
  const { digits, code } = partsOfAmount(value);
  if (code !== undefined && money !== undefined && currency(code) !== money) {
    throw new ValueError(`the store sells in ${money}, this amount is in ${currency(code)}`);
  }
  const text = amount(digits);
  if (text.startsWith("-")) throw new ValueError(`an amount is not below zero, and this is ${text}`);
  return text;
}

function partsOfAmount(value: Json): { readonly digits: string; readonly code?: string } {
  if (typeof value === "number") return { digits: String(value) };
  if (isDocument(value) && typeof value.amount === "string" && typeof value.currency === "string") {
    return { digits: value.amount, code: value.currency };
  }
  if (typeof value !== "string")
    throw new ValueError(`expected an amount such as "49.90", found ${shown(value)}`);
  const [digits = "", code] = value.trim().split(/\s+/, 2);
  return code === undefined ? { digits } : { digits, code };
}
