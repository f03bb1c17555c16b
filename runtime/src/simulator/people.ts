import { type Found, refusalOf } from "../intake/found.ts";
import { newPerson, type Person } from "./person.ts";

/** The contacts of a host, and by what they are found. */
export interface People {
  readonly byId: ReadonlyMap<string, Person>;
  readonly add: (id: string, audience: string, email: string | undefined) => Person;
  /** Notes by what a person is found after its fields have changed. */
  readonly index: (person: Person) => void;
  /** By id, or by e-mail address, in one audience where one is named. */
  readonly find: (idOrEmail: string, audience?: string) => Person | { readonly reason: string };
  /** Whether another contact of the audience has the address. */
  readonly isTaken: (email: string, audience: string, id: string) => boolean;
  readonly withEmail: (address: string) => readonly Person[];
  readonly withPhone: (number: string) => readonly Person[];
  /** How many contacts of an audience have each zone; "" is none. */
  readonly zones: (audience: string) => ReadonlyMap<string, number>;
}

export function createPeople(): People {
  const byId = new Map<string, Person>();
  const byEmail = new Map<string, Set<Person>>();
  const byPhone = new Map<string, Set<Person>>();
  const zones = new Map<string, Map<string, number>>();
  const count = (person: Person, zone: string, by: number): void => {
    const here = getOr(zones, person.state.audience, () => new Map());
    const n = (here.get(zone) ?? 0) + by;
    if (n === 0) here.delete(zone);
    else here.set(zone, n);
  };
  const people: People = {
    byId,
    add(id, audience, email) {
      const person = newPerson(id, audience, email);
      byId.set(id, person);
      count(person, "", 1);
      people.index(person);
      return person;
    },
    index(person) {
      const { email, phone, timezone } = person.state.fields;
      const now = { email: textOf(email).toLowerCase(), phone: textOf(phone), zone: textOf(timezone) };
      const before = person.indexed;
      move(byEmail, person, before.email, now.email);
      move(byPhone, person, before.phone, now.phone);
      if (before.zone !== now.zone) {
        count(person, before.zone, -1);
        count(person, now.zone, 1);
      }
      person.indexed = now;
    },
    find(idOrEmail, audience) {
      const found = byId.get(idOrEmail);
      if (found !== undefined) return found;
      const all = people
        .withEmail(idOrEmail.toLowerCase())
        .filter((one) => audience === undefined || one.state.audience === audience);
      const [only] = all;
      if (only !== undefined && all.length === 1) return only;
      const none: Found =
        all.length === 0
          ? { found: "none" }
          : { found: "many", audiences: all.map((one) => one.state.audience) };
      return { reason: refusalOf(none, idOrEmail) };
    },
    isTaken: (email, audience, id) =>
      people
        .withEmail(email.toLowerCase())
        .some(({ state }) => state.audience === audience && state.id !== id),
    withEmail: (address) => sorted(byEmail.get(address)),
    withPhone: (number) => sorted(byPhone.get(number)),
    zones: (audience) => zones.get(audience) ?? new Map(),
  };
  return people;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function move(index: Map<string, Set<Person>>, person: Person, from: string, to: string): void {
  if (from === to) return;
  const before = index.get(from);
  before?.delete(person);
  if (before?.size === 0) index.delete(from);
  if (to !== "") getOr(index, to, () => new Set()).add(person);
}

function getOr<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function sorted(people: Iterable<Person> = []): readonly Person[] {
  return [...people].sort((one, other) => (one.state.id < other.state.id ? -1 : 1));
}
