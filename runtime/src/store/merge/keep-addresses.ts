import type { Json } from "../../engine/facts.ts";
import type { ContactInput } from "../gateway.ts";

/** What is told of a contact as whom nobody is known any more: it brings addresses, and takes none away. */
export function keepAddresses(
  { fields, ...input }: ContactInput,
  kept: { readonly [name: string]: Json },
): ContactInput {
  const told = Object.entries(fields).filter(
    ([name]) => !(name === "email" || name === "phone") || kept[name] == null,
  );
  return { ...input, fields: Object.fromEntries(told) };
}
