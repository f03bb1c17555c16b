import type { Type } from "@trajet/compiler";
import type { Context } from "../names/context.ts";
import { resolvePath } from "../names/paths.ts";
import { openCall } from "./open-call.ts";

const COMPARED = /([\p{L}_][\p{L}\d_.]*)\s*(?:==|!=|<=?|>=?|contains)\s*$/u;
const SET = /\bset\s+([\p{L}_][\p{L}\d_]*)\s*=\s*$/u;
const DURATION = /\b(?:delay|up\s+to|within|for|after|over|stay|older\s+than)\s+$/;

/** The type of the value that is wanted behind a text, as far as what stands before it tells. */
export function expectedType(before: string, context: Context): Type | undefined {
  const compared = COMPARED.exec(before)?.[1];
  if (compared !== undefined) return resolvePath(compared.split("."), context);
  const field = SET.exec(before)?.[1];
  if (field !== undefined) return resolvePath(["contact", field], context);
  if (DURATION.test(before)) return { type: "duration" };
  const call = /:\s*$/.test(before) ? openCall(before, before.length) : undefined;
  if (call?.active.name === undefined) return undefined;
  const declared = context.model.symbols[call.of].get(call.name);
  return declared && context.model.types.parameters(declared.parameters).get(call.active.name);
}

/** Whether a value of a type can stand where another is wanted, but for whether it is there. */
export function isOfType(type: Type | undefined, wanted: Type): boolean {
  if (type === undefined || type.unknown || wanted.unknown) return false;
  if (Boolean(type.list) !== Boolean(wanted.list)) return false;
  return type.type === wanted.type && (wanted.type !== "record" || type.name === wanted.name);
}
