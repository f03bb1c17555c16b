// Makes the shop's past and its play. The same each time: `node examples/shop/data/generate.mjs` writes what is committed.
import { writeFileSync } from "node:fs";
import { createBooking } from "./generate/bookings.mjs";
import { createPlay } from "./generate/live.mjs";
import { createOrders } from "./generate/orders.mjs";
import { createPerson } from "./generate/people.mjs";
import { createRandom } from "./generate/random.mjs";
import { DAY, DAY_0, moment } from "./generate/time.mjs";

const CONTACTS = 240;
const BOOKINGS = 40;

const random = createRandom(20_261_123);
const taken = new Set();
const strangers = Array.from({ length: CONTACTS }, (_, index) =>
  createPerson(random, `c-${String(index + 1).padStart(4, "0")}`, taken),
);
const orders = createOrders(random, strangers);
const people = strangers.map((person) => ({ ...person, ...whatOrdersSay(person.id) }));
const lastOrder = new Map(orders.map((order) => [order.contact, Date.parse(order.placedAt)]));
const play = createPlay(random, { people, lastOrder, taken });

write(
  "contacts.csv",
  csv(
    people.map(({ tags, groups, ...person }) => ({
      audience: "Newsletter",
      ...person,
      tags: tags.join("|"),
      groups: groups.join("|"),
    })),
  ),
);
write("orders.csv", csv(orders.map((order) => ({ ...order, items: JSON.stringify(order.items) }))));
write("events.ndjson", ndjson(bookings()));
write("live.ndjson", ndjson([{ day0: moment(DAY_0) }, ...play]));

/** Points, card and tags, as the shop kept them before it had journeys. */
function whatOrdersSay(id) {
  const paid = orders.filter((order) => order.contact === id && order.status === "paid");
  const large = paid.filter((order) => Number(order.total) >= 50).length;
  const card = large >= 4 ? "gold" : large >= 2 ? "silver" : "none";
  return {
    points: large * 10,
    card,
    tags: [...(paid.length > 0 ? ["customer"] : []), ...(card === "gold" ? ["vip"] : [])],
  };
}

function bookings() {
  const moments = Array.from(
    { length: BOOKINGS },
    () => DAY_0 - random.between(5, 400) * DAY + random.between(0, 40_000) * 1000,
  );
  return moments
    .sort((a, b) => a - b)
    .map((at, index) => ({
      id: `w-${index + 1}`,
      contact: random.pick(people).id,
      name: "WorkshopBooked",
      at: moment(at),
      properties: createBooking(random, at, random.between(3, 20)),
    }));
}

function csv(rows) {
  const names = Object.keys(rows[0]);
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => cells.map(cell).join(","))
    .join("\n");
}

function cell(value) {
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function ndjson(lines) {
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

function write(name, text) {
  writeFileSync(new URL(name, import.meta.url), `${text}\n`);
}
