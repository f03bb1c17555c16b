import type { Formats } from "../texts/formats.ts";

/** What a decision read, as a person writes it: `order.total = €49.90`, `contact.city = "Lyon"`. */
export function readText(saw: { readonly [name: string]: unknown }, money: Formats["money"]): string {
  return Object.entries(saw)
    .map(([name, value]) => `${name} = ${valueText(value, money)}`)
    .join(", ");
}

function valueText(value: unknown, money: Formats["money"]): string {
  return isMoney(value) ? money(value) : JSON.stringify(value);
}

function isMoney(value: unknown): value is { readonly amount: string; readonly currency: string } {
  return typeof value === "object" && value !== null && "amount" in value && "currency" in value;
}
