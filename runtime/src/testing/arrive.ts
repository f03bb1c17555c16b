import type { AudienceShape, ValueType } from "@trajet/compiler/program";
import type { Json, Millis } from "../engine/facts.ts";
import { BUILT_IN_FIELDS } from "../engine/fields.ts";
import { formatMoment } from "../engine/wire.ts";
import type { PutResult, StockResult } from "../store/gateway.ts";
import { addressFor } from "./make-up.ts";
import { asMoment, type Person, type Stage, zoneOf } from "./stage.ts";
import { TestStopped } from "./stopped.ts";

/** How somebody comes: by signing up, or as if imported, which signs nobody up, with a moment of creation. */
export type Arrival = { readonly by: "sign-up" } | { readonly by: "import"; readonly createdAt: Millis };

/** Makes the contact of a person with all that is given of her. */
export async function arrive(stage: Stage, person: Person, at: Millis, arrival: Arrival): Promise<void> {
  const { given, name } = person;
  const fields = contactFields(stage, person);
  const consent = { ...addressConsent(fields), ...given.consent };
  const result = await stage.host.putContact({
    id: name,
    audience: stage.test.audience,
    fields: arrival.by === "import" ? { createdAt: formatMoment(arrival.createdAt), ...fields } : fields,
    addTags: [...given.tags],
    joinGroups: [...given.groups],
    consent,
    imported: arrival.by === "import",
    at,
  });
  refuse(result);
  person.isThere = true;
}

/** Who has an address is subscribed there, unless the test says something else. */
function addressConsent(fields: { readonly [name: string]: Json }): Record<string, "subscribed"> {
  return {
    ...(typeof fields.email === "string" && { email: "subscribed" as const }),
    ...(typeof fields.phone === "string" && { sms: "subscribed" as const }),
  };
}

/** What is given, with an address and what a new contact must have. */
function contactFields(stage: Stage, { name, given }: Person): Record<string, Json> {
  const shape = shapeOf(stage);
  const needed = Object.entries(shape.fields).filter(
    ([, { type, default: fallback }]) => !type.optional && !type.list && fallback === undefined,
  );
  const made = needed.map(([field, { type }]) => [field, stage.makeUp.value(type, field)] as const);
  const own = Object.entries(given.fields).map(([field, value]): [string, Json] => [
    field,
    fitted(stage, name, field, value),
  ]);
  return { email: addressFor(name), ...Object.fromEntries(made), ...Object.fromEntries(own) };
}

/** A value as the field's type wants it. */
export function fitted(stage: Stage, person: string, field: string, value: Json): Json {
  return fieldTypeOf(stage, field)?.type === "moment"
    ? (asMoment(value, zoneOf(stage, person)) ?? value)
    : value;
}

export function fieldTypeOf(stage: Stage, field: string): ValueType | undefined {
  const { fields } = shapeOf(stage);
  if (Object.hasOwn(fields, field)) return fields[field]?.type;
  return Object.hasOwn(BUILT_IN_FIELDS, field) ? BUILT_IN_FIELDS[field] : undefined;
}

function shapeOf({ project, test }: Stage): AudienceShape {
  const shape = project.audiences[test.audience];
  if (shape === undefined) throw new TestStopped(`The project has no audience ${test.audience}.`);
  return shape;
}

/** Stops the test where the host does not take something in. */
export function refuse(result: PutResult | StockResult): void {
  if (result.result === "rejected") throw new TestStopped(`This is not taken in: ${result.reason}.`);
}

/** Stops the test where something changes nothing, although the test says that it happens. */
export function refuseUnchanged(result: PutResult | StockResult): void {
  refuse(result);
  if (result.result === "unchanged")
    throw new TestStopped(
      "This changes nothing, as it is so already. Leave the line out, or give another state before it.",
    );
}
