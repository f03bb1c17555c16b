import type { Reference } from "@trajet/grammar";
import type { Type } from "../model/types.ts";
import type { Expr, Root } from "../program/types.ts";
import { type Lowering, LoweringError, ownField, pathOf } from "./lowering.ts";

/** `contact.city`, `entry.order.total`, `event.plan`, `now`; `entry` alone is the moment at which the run began. */
export function lowerReference(reference: Reference, place: Lowering): Expr {
  const [root = "", ...path] = pathOf(reference);
  switch (root) {
    case "now":
      return { op: "now" };
    case "today":
      return { op: "today" };
    case "entry":
      return path.length === 0 ? { op: "entered" } : get("entry", entryPath(reference, path, place));
    case "contact":
      if (path[0] !== undefined && ownField(place, path[0])) place.uses.fields.add(path[0]);
      return get("contact", path);
    case "event":
      return get("event", eventPath(path, place));
    case "order":
    case "product":
      return get(root, path);
    default:
      throw new LoweringError(`a program has nothing called "${root}"`);
  }
}

function get(root: Root, path: readonly string[]): Expr {
  return { op: "get", root, path };
}

function eventPath(path: readonly string[], place: Lowering): readonly string[] {
  if (place.event === undefined) throw new LoweringError("`event` stands where no event is spoken of");
  place.uses.events.add(place.event);
  return wirePath(path, place.model.types.event(place.event));
}

/** Of several starts the one whose payload has the path, under the name that the checks have found. */
function entryPath(reference: Reference, path: readonly string[], place: Lowering): readonly string[] {
  const [member, ...rest] = path;
  if (member !== "event") return path;
  for (const event of place.entryEvents) place.uses.events.add(event);
  const wireName = place.model.typeOf(reference)?.wireName;
  const types = place.entryEvents.map((event) => place.model.types.event(event));
  const having = types.filter((type) => has(type, rest));
  const meant = having.find((type) => memberAt(type, rest)?.wireName === wireName) ?? having[0];
  return [member, ...wirePath(rest, meant)];
}

function has(type: Type | undefined, path: readonly string[]): boolean {
  return path.length === 0 || memberAt(type, path) !== undefined;
}

function memberAt(type: Type | undefined, path: readonly string[]): Type | undefined {
  return path.reduce<Type | undefined>((record, name) => fieldOf(record, name), type);
}

function fieldOf(record: Type | undefined, name: string): Type | undefined {
  const fields = record?.fields;
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Payloads are kept as they arrive: each name is the one under which its field comes. */
function wirePath(path: readonly string[], type: Type | undefined): readonly string[] {
  const names: string[] = [];
  let record = type;
  for (const name of path) {
    record = fieldOf(record, name);
    names.push(record?.wireName ?? name);
  }
  return names;
}
