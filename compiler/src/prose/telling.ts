import type { Expression } from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import type { Type } from "../model/types.ts";

/** What is known while a journey is told. */
export interface Telling {
  readonly model: Model;
  /** In a fragment that is spelled out: what its parameters stand for, in words. */
  readonly values: ReadonlyMap<string, { readonly words: string; readonly type: Type | undefined }>;
  /** The fragments around, so that one that runs itself is told once. */
  readonly inside: readonly string[];
}

export function tellingOf(model: Model): Telling {
  return { model, values: new Map(), inside: [] };
}

/** The type of an expression as it was checked; of a duration or a parameter also where the check did not come. */
export function typeIn(expression: Expression | undefined, { model, values }: Telling): string | undefined {
  if (expression === undefined) return undefined;
  if (expression.kind === "Parenthesized") return typeIn(expression.inner, { model, values, inside: [] });
  if (expression.kind === "Duration") return "duration";
  const known = model.typeOf(expression);
  if (known !== undefined && known.unknown !== true) return known.list === true ? "list" : known.type;
  if (expression.kind !== "Reference" || expression.path.length !== 1) return undefined;
  return values.get(expression.path[0]?.text ?? "")?.type?.type;
}
