import type { ColumnType } from "kysely";
import type { Json, Millis } from "../engine/facts.ts";

/** `timestamptz`: read as milliseconds since 1970 (both drivers are set so), written as an ISO string. */
export type Moment = ColumnType<Millis, string, string>;
export type MaybeMoment = ColumnType<Millis | null, string | null, string | null>;
/** `jsonb`: read parsed, written as text. */
export type JsonColumn<T = Json> = ColumnType<T, string, string>;
