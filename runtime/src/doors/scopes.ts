/** The groups of doors; each door's tag in the OpenAPI document is one of them. */
export const DOORS = [
  "contacts",
  "orders",
  "carts",
  "stock",
  "events",
  "coupons",
  "journeys",
  "loyalty",
  "messages",
  "operation",
] as const;
export type DoorGroup = (typeof DOORS)[number];

/** What a key may do: read or write everywhere, or at one group of doors. */
export type Scope = Verb | `${Verb}:${DoorGroup}`;
type Verb = "read" | "write";

/** Everything. */
export const ALL_SCOPES: readonly Scope[] = ["read", "write"];

/** All that can be asked for, for messages. */
export const SCOPES: readonly Scope[] = [
  ...ALL_SCOPES,
  ...ALL_SCOPES.flatMap((verb) => DOORS.map((door) => `${verb}:${door}` as Scope)),
];

export function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}

/** The scope that a request needs: `read` for what changes nothing. */
export function neededScope(method: string, door: string): Scope {
  return `${method === "GET" || method === "HEAD" ? "read" : "write"}:${door}` as Scope;
}

export function allows(held: readonly Scope[], needed: Scope): boolean {
  const [verb] = needed.split(":");
  return held.some((scope) => scope === needed || scope === verb);
}
