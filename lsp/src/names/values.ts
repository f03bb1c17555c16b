import type { Model, Type } from "@trajet/compiler";

/** What the language's own names stand for where nothing nearer has the name. */
export function builtInRoot(name: string, model: Model): Type | undefined {
  switch (name) {
    case "now":
      return { type: "moment" };
    case "today":
      return { type: "date" };
    case "order":
      return builtInRecord("Order", model);
    case "cart":
      return builtInRecord("Cart", model);
    case "product":
      return builtInRecord("Product", model);
    default:
      return undefined;
  }
}

/** A record that needs no declaration, as the type of a field that names it: with the currency of the project's stores. */
export function builtInRecord(record: "Order" | "Cart" | "Product", model: Model): Type {
  const span = { start: 0, end: 0 };
  const of = { kind: "named", name: { kind: "Name", text: record, span } } as const;
  return model.types.node({ kind: "Type", span, list: false, optional: false, of });
}
