import type { Store } from "@trajet/grammar";
import type { Symbols } from "./symbols.ts";

export function currencyOf(store: Store): string | undefined {
  const item = store.items.find((item) => item.kind === "Currency");
  return item?.kind === "Currency" ? item.value?.text : undefined;
}

/** As it is written: `shopify`, or any other. */
export function platformOf(store: Store | undefined): string | undefined {
  const item = store?.items.find((item) => item.kind === "Platform");
  return item?.kind === "Platform" ? item.value?.value : undefined;
}

export function currencyOfStore(symbols: Symbols, name: string): string | undefined {
  const store = symbols.stores.get(name);
  return store === undefined ? undefined : currencyOf(store);
}

/** The currency of all stores, if they have one in common. */
export function onlyCurrency(symbols: Symbols): string | undefined {
  const currencies = new Set([...symbols.stores.values()].map(currencyOf));
  return currencies.size === 1 ? currencies.values().next().value : undefined;
}

/**
 * The product or category codes that a store declares, `undefined` where it declares none (then any code is fine) or
 * where its product file cannot be read (which is reported at the declaration).
 */
export function goodsOf(
  store: Store,
  what: "product" | "category",
  readFile: (path: string) => string | undefined,
): readonly string[] | undefined {
  const kind = what === "product" ? "Products" : "Categories";
  const items = store.items.filter((item) => item.kind === kind);
  if (items.length === 0) return undefined;
  const codes: string[] = [];
  for (const item of items) {
    if (item.kind === "Categories") codes.push(...item.names.map((name) => name.value));
    if (item.kind !== "Products") continue;
    const read = item.from === undefined ? [] : readProducts(readFile(item.from.value));
    if (read === undefined) return undefined;
    codes.push(...read, ...item.codes.map((code) => code.value));
  }
  return codes;
}

/** The codes in a product file: a JSON list of texts, or of objects with a `sku`. `undefined` for anything else. */
export function readProducts(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const codes = list.map((item: unknown) => (typeof item === "string" ? item : skuOf(item)));
  return codes.every((code) => code !== undefined) ? codes : undefined;
}

function skuOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("sku" in item)) return undefined;
  return typeof item.sku === "string" ? item.sku : undefined;
}
