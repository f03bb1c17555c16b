import { Printed } from "./context.ts";

/** There, and neither false, empty nor 0: what `if` asks for. */
export function isTrue(condition: unknown): boolean {
  const value = Printed.unwrap(condition) ?? condition;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** There, and neither false nor empty: what `with` asks for. */
export function isPresent(value: unknown): boolean {
  return isTrue(value) || (Printed.unwrap(value) ?? value) === 0;
}
