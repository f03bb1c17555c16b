import type { Store } from "@trajet/grammar";
import { readProducts } from "../../model/stores.ts";
import type { Check } from "../check.ts";
import { isCurrency, nearestCurrency } from "../expressions/written-values.ts";
import { named } from "./audience.ts";
import { checkOnce, checkRequired, checkUnique } from "./lines.ts";

/** Checks a store: its currency, and its products and categories. */
export function checkStore(store: Store, check: Check): void {
  const name = store.name?.text ?? "";
  const where = `store ${name}`.trim();
  checkOnce(
    store.items.filter(({ kind }) => kind === "Platform" || kind === "Currency"),
    (line) => line.kind.toLowerCase(),
    where,
    check,
  );
  checkRequired(store.items, { Currency: "currency" }, "store", store, check);
  for (const item of store.items) checkItem(item, where, check);
}

function checkItem(item: Store["items"][number], where: string, check: Check): void {
  switch (item.kind) {
    case "Platform":
      return;
    case "Currency":
      if (item.value !== undefined && !isCurrency(item.value.text)) {
        const { text, span } = item.value;
        check.report("TJ3011", span, { currency: text, nearest: nearestCurrency(text) });
      }
      return;
    case "Products":
      checkUnique(named(item.codes), "product", where, check);
      if (item.from !== undefined) checkProductFile(item.from, check);
      return;
    case "Categories":
      checkUnique(named(item.names), "category", where, check);
      return;
    default:
      item satisfies never;
  }
}

function checkProductFile(
  path: NonNullable<Extract<Store["items"][number], { kind: "Products" }>["from"]>,
  check: Check,
): void {
  const text = check.readFile(path.value);
  if (text === undefined) check.report("TJ6013", path.span, { path: path.value, what: "product list" });
  else if (readProducts(text) === undefined) {
    const problem = 'it is not a JSON list of codes, or of products with a "sku"';
    check.report("TJ6014", path.span, { path: path.value, problem });
  }
}
