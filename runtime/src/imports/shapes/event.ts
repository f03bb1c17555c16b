import type { Json, Millis } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import type { EventInput } from "../../store/gateway.ts";
import { unknownName } from "./nearest.ts";
import { idOf, noting, partsOf, refuseUnknown, textOf, whenOf } from "./parts.ts";
import { propertiesOf } from "./properties.ts";
import { type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import { declared, type Shapes } from "./shapes.ts";

export const EVENT_NAMES = ["id", "contact", "name", "at", "properties"] as const;

type EventShape = Shapes["events"][string];

/**
 * An own event: `id`, `contact` (id or e-mail address), `name` (as declared or on the wire), `at`, `properties` by
 * their names on the wire. `now` stands for an `at` that is left out; without it, `at` must be given.
 */
export function readEvent(shapes: Shapes, raw: Raw, manner: Manner, now?: Millis): Reading<EventInput> {
  const parts = partsOf(raw, manner);
  refuseUnknown(raw, parts, "an event", EVENT_NAMES);
  const id = parts.need("id", idOf);
  const contact = parts.need("contact", idOf);
  const shape = parts.need("name", (value) => eventOf(shapes, value));
  const when = (value: Json) => whenOf(value, manner);
  const at = now === undefined ? parts.need("at", when) : (parts.get("at", when) ?? now);
  const given = Object.hasOwn(raw, "properties") ? raw.properties : undefined;
  const properties =
    shape && noting(parts.problems, "properties", () => propertiesOf(shape.type, given, manner));
  return readingOf(parts.problems, () => ({
    // Each of these is there, or a problem would be noted.
    id: id ?? "",
    contact: contact ?? "",
    name: shape?.wireName ?? "",
    at: at ?? 0,
    properties: properties ?? {},
  }));
}

function eventOf(shapes: Shapes, value: Json): EventShape {
  const name = textOf(value);
  const shape =
    declared(shapes.events, name) ?? Object.values(shapes.events).find((one) => one.wireName === name);
  if (shape) return shape;
  const known = Object.entries(shapes.events).flatMap(([own, { wireName }]) => [own, wireName]);
  throw new ValueError(unknownName("event", name, "this project", new Set(known)));
}
