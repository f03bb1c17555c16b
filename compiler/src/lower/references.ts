import type { Reference } from "@trajet/grammar";
import type { Type } from "../model/types.ts";
import type { Expr, Root } from "../program/types.ts";
import { type Happening, type Lowering, LoweringError, type Named, ownField, pathOf } from "./lowering.ts";

/** `contact.city`, `entry.order.total`, `event.plan`, `now`; `entry` alone is the moment at which the run began. */
export function lowerReference(reference: Reference, place: Lowering): Expr {
  const [root = "", ...path] = pathOf(reference);
  // A name that is given here hides what it is called like elsewhere.
  const out = place.happenings.findIndex(({ names }) => names.has(root as Root));
  const happening = place.happenings[out];
  if (happening !== undefined) return ofHappening(root as Root, path, happening, out, place);
  const named = place.names.get(root);
  if (named !== undefined) return ofName(reference, path, named, place);
  switch (root) {
    case "now":
      return { op: "now" };
    case "today":
      return { op: "today" };
    case "entry":
      return path.length === 0
        ? { op: "entered" }
        : { op: "get", root, path: entryPath(reference, path, place) };
    case "contact":
      if (path[0] !== undefined && ownField(place, path[0])) place.uses.fields.add(path[0]);
      return { op: "get", root, path };
    default:
      throw new LoweringError(`a program has nothing called "${root}"`);
  }
}

/** `event.plan`, `order.total`: payloads are kept as they arrive, each name is the one under which its field comes. */
function ofHappening(
  root: Root,
  path: readonly string[],
  { event, survey }: Happening,
  out: number,
  place: Lowering,
): Expr {
  if (root === "event" && event !== undefined) place.uses.events.add(event);
  if (root === "answer" && survey !== undefined) place.uses.answers.add(survey);
  const written = root === "event" ? wirePath(path, place.model.types.event(event ?? "")) : path;
  return { op: "get", root, path: written, ...(out > 0 ? { out } : {}) };
}

/** `patience`, `crm.score`: a parameter, or what a step remembered. */
function ofName(reference: Reference, path: readonly string[], named: Named, place: Lowering): Expr {
  const { root, key, types } = named;
  return { op: "get", root, path: [key, ...wirePath(path, meantOf(reference, path, types, place))] };
}

/** Of several starts the one whose payload has the path, under the name that the checks have found. */
function entryPath(reference: Reference, path: readonly string[], place: Lowering): readonly string[] {
  const [member, ...rest] = path;
  if (member === "answer") for (const survey of place.entry.surveys) place.uses.answers.add(survey);
  if (member !== "event") return path;
  for (const event of place.entry.events) place.uses.events.add(event);
  const types = place.entry.events.map((event) => place.model.types.event(event));
  return [member, ...wirePath(rest, meantOf(reference, rest, types, place))];
}

/** Of several types that a value may have, one that has the path under the name that the checks have found. */
function meantOf(
  reference: Reference,
  path: readonly string[],
  types: readonly (Type | undefined)[],
  { model }: Lowering,
): Type | undefined {
  const wireName = model.typeOf(reference)?.wireName;
  const having = types.filter((type) => has(type, path));
  return having.find((type) => memberAt(type, path)?.wireName === wireName) ?? having[0];
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
