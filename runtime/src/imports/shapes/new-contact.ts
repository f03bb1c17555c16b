import type { AudienceShape } from "@trajet/compiler/program";
import type { Json } from "../../engine/facts.ts";
import { encode, ofConstant } from "../../engine/values.ts";
import { type Reading, readingOf } from "./reading.ts";

type Fields = { readonly [name: string]: Json };

/**
 * The fields with which a contact is created: those given, the defaults of the others. A field that is neither optional
 * nor a list and has no default must be given; without it the contact is not created, and the reason names it.
 */
export function newContactFields(shape: AudienceShape, given: Fields): Reading<Fields> {
  const absent = Object.entries(shape.fields).filter(([name]) => (given[name] ?? null) === null);
  const missing = absent.filter(
    ([, { type, default: fallback }]) => !type.optional && !type.list && fallback === undefined,
  );
  const defaults = absent.flatMap(([name, { default: fallback }]) =>
    fallback === undefined ? [] : [[name, encode(ofConstant(fallback))] as const],
  );
  return readingOf(
    missing.map(([name]) => `"${name}" is missing, and a new contact must have it`),
    () => ({ ...given, ...Object.fromEntries(defaults) }),
  );
}
