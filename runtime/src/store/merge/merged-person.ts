import type { ConsentStatus, Json, ListPlace, Millis } from "../../engine/facts.ts";
import type { Membership } from "../../engine/watches/watch.ts";

/** What a row of `contact` says of a person, as far as a merge decides about it. */
export interface Person {
  readonly fields: { readonly [name: string]: Json };
  readonly tags: readonly string[];
  readonly groups: readonly string[];
  readonly consent: { readonly [channel: string]: ConsentStatus };
  readonly lists: { readonly [query: string]: ListPlace };
  readonly watches: { readonly [id: string]: Membership };
}

/** What is known besides: when consents were decided, and the ranks in the latest lists. */
export interface Known {
  /** By channel; only of a status that an event has brought. */
  readonly decided: { readonly [channel: string]: Millis };
  /** By query. */
  readonly ranks: { readonly [query: string]: number };
}

/** Where a channel's address stands; a channel of the project's own has none of its own. */
const ADDRESS_OF: Readonly<Record<string, string>> = { email: "email", sms: "phone" };

/** One person of two: `into` keeps what it has, and gets what it lacks. */
export function mergedPerson(from: Person & Known, into: Person & Known): Person {
  return {
    fields: { ...withoutNull(from.fields), ...withoutNull(into.fields) },
    tags: [...new Set([...into.tags, ...from.tags])],
    groups: [...new Set([...into.groups, ...from.groups])],
    consent: mergedConsent(from, into),
    lists: mergedLists(from, into),
    watches: mergedWatches(from.watches, into.watches),
  };
}

/** The addresses that `into` does not take over, by the names of their fields. */
export function droppedAddresses(
  from: Pick<Person, "fields">,
  into: Pick<Person, "fields">,
): { readonly email?: string; readonly phone?: string } {
  const dropped = Object.values(ADDRESS_OF).flatMap((field) => {
    const [given, kept] = [from.fields[field], into.fields[field]];
    return typeof given === "string" && kept != null && given !== kept ? [[field, given] as const] : [];
  });
  return Object.fromEntries(dropped);
}

const withoutNull = (fields: Person["fields"]): Person["fields"] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function mergedConsent(from: Person & Known, into: Person & Known): Person["consent"] {
  const channels = new Set([...Object.keys(into.consent), ...Object.keys(from.consent)]);
  const decided = [...channels].flatMap((channel) => {
    const status = consentOf(channel, from, into);
    return status === undefined ? [] : [[channel, status] as const];
  });
  return Object.fromEntries(decided);
}

/**
 * A no counts unless it is known to be older than the other's yes; a yes counts more than nothing said. `cleaned` says
 * something of an address, and goes with it.
 */
function consentOf(channel: string, from: Person & Known, into: Person & Known): ConsentStatus | undefined {
  const field = ADDRESS_OF[channel];
  const [given, own] = [from.consent[channel], into.consent[channel]];
  if (own === "cleaned") return own;
  // It came back at an address that nobody writes to any more, unless it is taken over.
  if (given === "cleaned") return field === undefined || into.fields[field] != null ? own : given;
  if (given === "unsubscribed" || own === "unsubscribed") {
    const [yes, no] = own === "unsubscribed" ? [from, into] : [into, from];
    return isLaterYes(channel, yes, no) ? "subscribed" : "unsubscribed";
  }
  return STRENGTH.find((status) => status === given || status === own);
}

const STRENGTH = ["subscribed", "pending", "none"] as const;

function isLaterYes(channel: string, yes: Person & Known, no: Known): boolean {
  const [said, refused] = [yes.decided[channel], no.decided[channel]];
  if (yes.consent[channel] !== "subscribed" || said === undefined || refused === undefined) return false;
  return said > refused;
}

/** The better place of each list, until it is made anew: whoever was told of it once is not told again. */
function mergedLists(from: Person & Known, into: Person & Known): Person["lists"] {
  const better = Object.entries(from.lists).filter(
    ([query]) => !Object.hasOwn(into.lists, query) || rankIn(from, query) < rankIn(into, query),
  );
  return { ...into.lists, ...Object.fromEntries(better) };
}

const rankIn = ({ ranks }: Known, query: string): number => ranks[query] ?? Number.POSITIVE_INFINITY;

/** Who was in a segment has entered it: what follows from that has begun, and does not begin again. */
function mergedWatches(from: Person["watches"], into: Person["watches"]): Person["watches"] {
  const entered = Object.entries(from).flatMap(([id, theirs]) => {
    const own = into[id];
    if (!theirs.in || own?.in === true) return [];
    return [
      [id, { in: true, at: Math.max(theirs.at, own?.at ?? 0), changes: (own?.changes ?? 0) + 1 }] as const,
    ];
  });
  return { ...into, ...Object.fromEntries(entered) };
}
