import type { Store } from "@trajet/grammar";
import type { Symbols } from "./symbols.ts";

export function currencyOf(store: Store): string | undefined {
  const item = store.items.find((item) => item.kind === "Currency");
  return item?.kind === "Currency" ? item.value?.text : undefined;
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
