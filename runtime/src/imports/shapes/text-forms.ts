import { ValueError } from "../../engine/values.ts";

/** Texts with a form of their own. Each function gives the text as it is stored, or throws a `ValueError`. */

/** E.164: `+33 6 11 22 33 44` and `0033611223344` are `+33611223344`. */
export function phone(text: string): string {
  const digits = text.replace(/[\s().\-/]/g, "").replace(/^00/, "+");
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  throw new ValueError(`"${text}" is not a phone number; write it with its country, as +33611223344`);
}

export function email(text: string): string {
  const address = text.trim();
  if (/^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]+$/.test(address) && address.length <= 254)
    return address;
  throw new ValueError(`"${text}" is not an e-mail address; write it as ada@example.com`);
}

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** ISO 3166, two letters, in capitals. */
export function country(text: string): string {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined) return code;
  throw new ValueError(`"${text}" is not a country; write its two letters by ISO 3166, as FR`);
}

/** BCP 47, in its canonical case: `fr`, `pt-BR`. */
export function language(text: string): string {
  const problem = `"${text}" is not a language; write it by BCP 47, as fr or pt-BR`;
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll("_", "-"));
    if (tag !== undefined) return tag;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new ValueError(problem);
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** ISO 4217. */
export function currency(text: string): string {
  const code = text.trim().toUpperCase();
  if (currencies.has(code)) return code;
  throw new ValueError(`"${text}" is not a currency; write its three letters by ISO 4217, as EUR`);
}

/** A decimal in digits: `49.90`, `-5`. */
export function amount(text: string): string {
  const digits = text.trim();
  if (/^-?\d{1,30}(\.\d{1,20})?$/.test(digits)) return digits;
  throw new ValueError(`"${text}" is not an amount; write it in digits with a point, as 1049.90`);
}
