// A realistic shop as the files that `trajet import` takes: contacts.csv and orders.csv.
//   node bench/shops/write.ts --out DIR [--contacts 500] [--orders 5000] [--seed 1] [--now 2026-11-02T00:00:00Z]
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { csv } from "../../cli/src/csv.ts";
import { openBenchStore } from "../store.ts";
import { fillShop } from "./fill.ts";
import { SHOP } from "./project.ts";

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    contacts: { type: "string", default: "500" },
    orders: { type: "string", default: "5000" },
    seed: { type: "string", default: "1" },
    now: { type: "string", default: "2026-11-02T00:00:00Z" },
  },
});
if (values.out === undefined) throw new Error("Say where: --out DIR.");
const { store, close } = await openBenchStore("pglite", SHOP);
await fillShop(store.db, {
  contacts: Number(values.contacts),
  orders: Number(values.orders),
  seed: Number(values.seed),
  now: Date.parse(values.now),
});
mkdirSync(values.out, { recursive: true });
const contacts = await store.db
  .selectFrom("contact")
  .select(["id", "audience", "fields"])
  .orderBy("id")
  .execute();
const people = contacts.map(({ id, audience, fields }) => [
  id,
  audience,
  String(fields.email),
  String(fields.country),
]);
writeFileSync(join(values.out, "contacts.csv"), csv([["id", "audience", "email", "country"], ...people]));
const orders = await store.db.selectFrom("orders").selectAll().orderBy("placed_at").orderBy("id").execute();
const lines = orders.map((one) => [
  ...[one.id, one.contact, one.store, one.total, one.currency],
  ...[new Date(one.placed_at).toISOString(), one.status, one.refunded],
]);
const names = ["id", "contact", "store", "total", "currency", "placedAt", "status", "refunded"];
writeFileSync(join(values.out, "orders.csv"), csv([names, ...lines]));
await close();
