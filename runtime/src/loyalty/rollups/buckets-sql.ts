import { type RawBuilder, sql } from "kysely";

/** The first and the last key of a bucket, as `rollup_key` of 0093 makes them. */
const keysOf = (bucket: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(${bucket}::bigint << 32) and (${bucket}::bigint << 32) + 4294967295`;

/** Whether a row `r` of `rollup` is of a bucket: a range of the index of customers. */
export const isOfBucket = (bucket: number): RawBuilder<unknown> =>
  sql`rollup_key(r.bucket, r.customer) between ${keysOf(sql`${bucket}`)}`;

/** The rows `r` of several buckets, each a range of the index; of none too. */
export const rowsOfBuckets = (buckets: readonly number[]): RawBuilder<unknown> =>
  sql`unnest(${`{${buckets.join(",")}}`}::integer[]) b (id)
    join rollup r on rollup_key(r.bucket, r.customer) between ${keysOf(sql`b.id`)}`;
