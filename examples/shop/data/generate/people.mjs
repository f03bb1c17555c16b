import { DAY, DAY_0, moment } from "./time.mjs";

/** Where people come from: names, towns and numbers as they are there. Numbers are of the ranges kept for fiction. */
const HOMES = [
  {
    weight: 66,
    country: "FR",
    language: "fr",
    timezone: "Europe/Paris",
    first: [
      "Camille",
      "Léa",
      "Manon",
      "Chloé",
      "Inès",
      "Jade",
      "Louise",
      "Zoé",
      "Juliette",
      "Margaux",
      "Élise",
      "Nathalie",
      "Sophie",
      "Isabelle",
      "Aurélie",
      "Claire",
      "Mathilde",
      "Agathe",
      "Hugo",
      "Lucas",
      "Louis",
      "Gabriel",
      "Arthur",
      "Jules",
      "Théo",
      "Antoine",
      "Maxime",
      "Étienne",
      "François",
      "Benoît",
      "Yannick",
      "Rachid",
      "Mehdi",
      "Samia",
      "Awa",
    ],
    last: [
      "Martin",
      "Bernard",
      "Petit",
      "Durand",
      "Leroy",
      "Moreau",
      "Simon",
      "Laurent",
      "Lefèvre",
      "Michel",
      "Garcia",
      "Roux",
      "Fournier",
      "Girard",
      "Bonnet",
      "Dupuis",
      "Lambert",
      "Fontaine",
      "Rousseau",
      "Vincent",
      "Muller",
      "Faure",
      "Mercier",
      "Blanc",
      "Guérin",
      "Boyer",
      "Chevalier",
      "François",
      "Legrand",
      "Gauthier",
      "Benali",
      "Diallo",
      "N'Guyen",
    ],
    towns: [
      [9, "Lyon"],
      [4, "Villeurbanne"],
      [3, "Paris"],
      [2, "Grenoble"],
      [2, "Saint-Étienne"],
      [2, "Annecy"],
      [1, "Marseille"],
      [1, "Nantes"],
      [1, "Dijon"],
      [1, "Clermont-Ferrand"],
      [1, "Toulouse"],
      [1, "Strasbourg"],
    ],
    phone: (random) => `+33639980${digits(random, 3)}`,
  },
  {
    weight: 20,
    country: "BE",
    language: "fr",
    timezone: "Europe/Brussels",
    first: [
      "Amélie",
      "Charlotte",
      "Noémie",
      "Laure",
      "Élodie",
      "Fien",
      "Lotte",
      "Marie",
      "Anouk",
      "Thomas",
      "Maxence",
      "Bastien",
      "Wout",
      "Pieter",
      "Quentin",
      "Adrien",
      "Loïc",
      "Joris",
    ],
    last: [
      "Peeters",
      "Janssens",
      "Maes",
      "Dubois",
      "Lambert",
      "Claes",
      "Dumont",
      "Willems",
      "Mertens",
      "Leclercq",
      "Wouters",
      "De Smet",
      "Van Damme",
      "Renard",
      "Collard",
      "Goossens",
    ],
    towns: [
      [4, "Bruxelles"],
      [2, "Liège"],
      [2, "Namur"],
      [1, "Gand"],
      [1, "Mons"],
      [1, "Anvers"],
    ],
    phone: () => "",
  },
  {
    weight: 14,
    country: "GB",
    language: "en",
    timezone: "Europe/London",
    first: [
      "Emily",
      "Olivia",
      "Grace",
      "Hannah",
      "Charlotte",
      "Amelia",
      "Freya",
      "Imogen",
      "Oliver",
      "George",
      "Harry",
      "Callum",
      "Rhys",
      "Edward",
      "Priya",
      "Aisha",
    ],
    last: [
      "Smith",
      "Jones",
      "Taylor",
      "Brown",
      "Wilson",
      "Evans",
      "Walker",
      "Wright",
      "Hughes",
      "Green",
      "Clarke",
      "Bennett",
      "O'Connor",
      "Patel",
      "Campbell",
      "Ashworth",
    ],
    towns: [
      [4, "London"],
      [2, "Bristol"],
      [1, "Leeds"],
      [1, "Edinburgh"],
      [1, "Cardiff"],
      [1, "York"],
    ],
    phone: (random) => `+447700900${digits(random, 3)}`,
  },
];

const INTERESTS = ["Pottery", "Baking", "Gardening"];
const SOURCES = [
  [5, "checkout"],
  [4, "website"],
  [3, "shop counter"],
  [1, "workshop"],
  [1, "market stall"],
];

function digits(random, count) {
  return Array.from({ length: count }, () => random.between(0, 9)).join("");
}

/**
 * Somebody whose address is not taken yet. Tags, points and the card come with the orders.
 *
 * @param {ReturnType<import("./random.mjs").createRandom>} random
 * @param {string} id
 * @param {Set<string>} taken addresses so far, to which the new one is added
 */
export function createPerson(random, id, taken) {
  const home = random.weighted(HOMES.map((place) => [place.weight, place]));
  const [firstName, lastName] = [random.pick(home.first), random.pick(home.last)];
  const from = createdBefore(random);
  return {
    id,
    email: freeAddress(random, firstName, lastName, taken),
    phone: random.chance(0.3) ? home.phone(random) : "",
    firstName: random.chance(0.95) ? firstName : "",
    lastName,
    birthday: random.chance(0.6) ? birthday(random) : "",
    city: random.chance(0.9) ? random.weighted(home.towns) : "",
    country: home.country,
    language: home.language,
    timezone: random.chance(0.92) ? home.timezone : "",
    groups: random
      .sample(
        INTERESTS,
        random.weighted([
          [3, 0],
          [5, 1],
          [3, 2],
          [1, 3],
        ]),
      )
      .map((name) => `Interests/${name}`),
    status: random.weighted([
      [205, "subscribed"],
      [10, "unsubscribed"],
      [3, "pending"],
      [3, "cleaned"],
    ]),
    source: random.weighted(SOURCES),
    createdAt: moment(from),
  };
}

function createdBefore(random) {
  return DAY_0 - random.between(3, 900) * DAY - random.between(0, 86_000) * 1000;
}

function birthday(random) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${random.between(1948, 2006)}-${pad(random.between(1, 12))}-${pad(random.between(1, 28))}`;
}

/** `lea.de-smet@example.net`, with a number behind it if that one is taken. */
function freeAddress(random, first, last, taken) {
  const name = [first, last].map(plain).join(random.pick([".", "_", ""]));
  const host = random.pick(["example.com", "example.net", "example.org"]);
  let address = `${name}@${host}`;
  for (let number = 2; taken.has(address); number += 1) address = `${name}${number}@${host}`;
  taken.add(address);
  return address;
}

function plain(name) {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z -]/g, "")
    .toLowerCase()
    .replaceAll(" ", "-");
}
