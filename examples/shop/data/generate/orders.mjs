import { DAY, DAY_0, moment } from "./time.mjs";

const PRODUCTS = [
  [10, { sku: "mug-lune", title: "Mug Lune", category: "mugs", price: 24 }],
  [8, { sku: "mug-grand-four", title: "Mug Grand Four", category: "mugs", price: 28 }],
  [7, { sku: "bol-breton", title: "Bol breton", category: "tableware", price: 29 }],
  [6, { sku: "assiette-mer", title: "Assiette Mer", category: "tableware", price: 34 }],
  [5, { sku: "plat-a-tarte", title: "Plat à tarte", category: "baking", price: 48 }],
  [3, { sku: "theiere-sencha", title: "Théière Sencha", category: "teapots", price: 89 }],
  [3, { sku: "pichet-lavande", title: "Pichet Lavande", category: "tableware", price: 56 }],
  [3, { sku: "vase-anemone", title: "Vase Anémone", category: "garden", price: 64 }],
  [4, { sku: "pot-basilic", title: "Pot Basilic", category: "garden", price: 19.5 }],
  [2, { sku: "atelier-tournage", title: "Atelier tournage", category: "workshops", price: 75 }],
];

/** Months in which people give pots, and those in which they are away. */
const SEASON = { 0: 0.7, 4: 1.2, 7: 0.5, 10: 1.5, 11: 1.9 };
const PAST_DAYS = 455;

/** What is in a basket: `count` lines, or one to three. */
export function createItems(
  random,
  count = random.weighted([
    [5, 1],
    [3, 2],
    [1, 3],
  ]),
) {
  const products = new Set(Array.from({ length: count }, () => random.weighted(PRODUCTS)));
  return [...products].map(({ sku, title, category, price }) => ({
    sku,
    title,
    category,
    quantity: random.weighted([
      [6, 1],
      [3, 2],
      [1, 4],
    ]),
    price: price.toFixed(2),
  }));
}

/** The sum of a basket, in cents until the end. */
export function totalOf(items) {
  const cents = items.reduce((sum, item) => sum + Math.round(Number(item.price) * 100) * item.quantity, 0);
  return (cents / 100).toFixed(2);
}

/**
 * The orders of the last fifteen months, the oldest first. A third of the people never bought, some buy all the time.
 *
 * @param {ReturnType<import("./random.mjs").createRandom>} random
 * @param {readonly { id: string, createdAt: string }[]} people
 */
export function createOrders(random, people) {
  const placed = people.flatMap((person) => {
    const since = Math.max(Date.parse(person.createdAt), DAY_0 - PAST_DAYS * DAY);
    const wanted = random.weighted([
      [8, 0],
      [6, 1],
      [5, 2],
      [4, 4],
      [1, 9],
    ]);
    return Array.from({ length: wanted }, () => ({ contact: person.id, at: inSeason(random, since) }));
  });
  placed.sort((a, b) => a.at - b.at);
  return placed.map(({ contact, at }, index) => createOrder(random, `B-${10_001 + index}`, contact, at));
}

function inSeason(random, since) {
  for (;;) {
    const at = since + Math.floor((random.next() * (DAY_0 - 12 * 3_600_000 - since)) / 1000) * 1000;
    if (random.chance((SEASON[new Date(at).getUTCMonth()] ?? 1) / 1.9)) return at;
  }
}

function createOrder(random, id, contact, at) {
  const items = createItems(random);
  const total = totalOf(items);
  const status = random.weighted([
    [90, "paid"],
    [3, "cancelled"],
    [2, "refunded"],
    [1, "pending"],
  ]);
  const refunded =
    status === "refunded" ? total : status === "paid" && random.chance(0.03) ? items[0].price : "";
  return {
    id,
    contact,
    store: "Boutique",
    total,
    currency: "EUR",
    placedAt: moment(at),
    status,
    refunded,
    items,
  };
}
