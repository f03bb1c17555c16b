import { createBooking } from "./bookings.mjs";
import { createItems, totalOf } from "./orders.mjs";
import { createPerson } from "./people.mjs";
import { dayOf } from "./time.mjs";

const NEWCOMERS = 26;
const LAPSING = 12;
const REGULAR_ORDERS = 18;

/**
 * What happens from the play's first day on, by the day: people sign up, buy, book, fall silent, come back, leave.
 *
 * @param {ReturnType<import("./random.mjs").createRandom>} random
 * @param {{ people: readonly { id: string, status: string, tags: readonly string[] }[], lastOrder: ReadonlyMap<string, number>,
 *   taken: Set<string> }} past
 */
export function createPlay(random, past) {
  const day = (from, to) => Math.round((from + random.next() * (to - from)) * 100) / 100;
  const order = (at, contact, items = createItems(random)) => {
    return { day: at, order: { contact, store: "Boutique", total: totalOf(items), status: "paid", items } };
  };
  const contact = (at, id, change) => ({ day: at, contact: { id, ...change } });
  const lines = [
    ...newcomers(random, past.taken, { day, order, contact }),
    ...lapsing(random, past, { day, order, contact }),
    ...regulars(random, past, { day, order, contact }),
    ...bookings(random, past, day),
  ];
  return numbered(lines.sort((a, b) => a.day - b.day));
}

/** Orders and events get the next id of their kind. */
function numbered(lines) {
  let [orders, events] = [0, 0];
  return lines.map((line) => {
    if (line.order)
      return { ...line, order: { id: `L-${String(++orders).padStart(3, "0")}`, ...line.order } };
    if (line.event)
      return { ...line, event: { id: `W-${String(++events).padStart(3, "0")}`, ...line.event } };
    return line;
  });
}

/** Most read and wait, a third buys before the first offer, some after it, two leave at once. */
function newcomers(random, taken, { day, order, contact }) {
  return Array.from({ length: NEWCOMERS }, (_, index) => {
    const id = `c-${1001 + index}`;
    const at = day(0.2, 10);
    const { createdAt, status, phone, ...person } = createPerson(random, id, taken);
    const known = Object.fromEntries(Object.entries(person).filter(([, value]) => value !== ""));
    const after = random.weighted([
      [9, []],
      [6, [order(day(at + 1.2, at + 4.5), id)]],
      [4, [order(day(at + 5.2, at + 7.5), id)]],
      [2, [contact(day(at + 1.5, at + 3), id, { status: "unsubscribed" })]],
    ]);
    return [{ day: at, contact: known }, ...after];
  }).flat();
}

/** Nothing bought for half a year: the shop's own system tags them. A third comes back. */
function lapsing(random, { people, lastOrder }, { day, order, contact }) {
  const silent = people.filter(
    ({ id, status }) => status === "subscribed" && (lastOrder.get(id) ?? dayOf(0)) < dayOf(-180),
  );
  return random.sample(silent, LAPSING).flatMap(({ id }) => {
    const at = day(0.5, 8);
    const after = random.weighted([
      [6, []],
      [3, [order(day(at + 1.5, at + 5), id)]],
      [1, [contact(day(at + 2, at + 6), id, { status: "unsubscribed" })]],
    ]);
    return [contact(at, id, { tags: ["lapsing"] }), ...after];
  });
}

/** Large orders by people who are known; one of them loses the tag that it brought. */
function regulars(random, { people, lastOrder }, { day, order, contact }) {
  const known = people.filter(
    ({ id, status }) => status === "subscribed" && (lastOrder.get(id) ?? 0) >= dayOf(-180),
  );
  const buyers = random.sample(known, REGULAR_ORDERS);
  const orders = buyers.flatMap(({ id }, index) => {
    const at = day(0.3, 8);
    const again = index % 5 === 0 ? [order(day(at + 3, at + 9), id)] : [];
    return [order(at, id, createItems(random, 3)), ...again];
  });
  const named = random.sample(
    known.filter((person) => !person.tags.includes("vip") && !buyers.includes(person)),
    4,
  );
  const tagged = named.map(({ id }) => contact(day(1, 6), id, { tags: ["vip"] }));
  return [...orders, ...tagged, contact(9, named[0].id, { removeTags: ["vip"] })];
}

function bookings(random, { people }, day) {
  const interested = people.filter(({ status }) => status === "subscribed");
  return random.sample(interested, 6).map(({ id }) => {
    const at = day(0.5, 9);
    return {
      day: at,
      event: { contact: id, name: "WorkshopBooked", properties: createBooking(random, dayOf(at), 2) },
    };
  });
}
