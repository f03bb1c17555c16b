import type { ValueType } from "../program/types.ts";

/**
 * The type of an expression. Records carry their fields; `order`, `product`, `cart` and the like are records with a name
 * for messages. `unknown` is the type of what is already reported: it agrees with everything, so one mistake gives one message.
 */
export type Type = ValueType & { readonly name?: string; readonly unknown?: true };
