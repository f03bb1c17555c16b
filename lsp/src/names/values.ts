import { cartType, type Model, orderType, productType, type Type } from "@trajet/compiler";

/** What the language's own names stand for where nothing nearer has the name. */
export function builtInRoot(name: string, model: Model): Type | undefined {
  switch (name) {
    case "now":
      return { type: "moment" };
    case "today":
      return { type: "date" };
    case "order":
      return orderRecord(model);
    case "cart":
      return cartRecord(model);
    case "product":
      return productRecord(model);
    default:
      return undefined;
  }
}

export const orderRecord = (model: Model): Type => orderType(model.types.currency(undefined));
export const cartRecord = (model: Model): Type => cartType(model.types.currency(undefined));
export const productRecord = (model: Model): Type => productType(model.types.currency(undefined));
