/** Values of expressions, and their form on the wire. */

export { BUILT_IN_FIELDS, decodeField, fieldType } from "./fields.ts";
export * from "./value.ts";
export { type Care, decode, encode, formatMoment, isZone, parseMoment } from "./wire.ts";
