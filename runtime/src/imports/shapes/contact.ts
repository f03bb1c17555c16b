import type { Json } from "../../engine/facts.ts";
import { ValueError } from "../../engine/values.ts";
import type { ContactInput } from "../../store/gateway.ts";
import { type ContactDraft, type NamedAudience, takeMember } from "./contact-members.ts";
import { type ContactName, contactName, knownContactNames } from "./contact-names.ts";
import { unknownName } from "./nearest.ts";
import { noting } from "./parts.ts";
import { isSilent, type Manner, type Raw, type Reading, readingOf } from "./reading.ts";
import { declared, type Shapes } from "./shapes.ts";
import { readValue } from "./value.ts";

/**
 * A contact from a document or a row: own and built-in fields by name or wire name, `id`, `audience`, `tags` and `groups`
 * (added; `removeTags` and `leaveGroups` take away), `status` (of email; or `emailStatus`, `smsStatus`, or `consent` by
 * channel) and `createdAt`. In JSON `null` clears an own field. `imported` says whether it is loaded rather than signing up.
 */
export function readContact(
  shapes: Shapes,
  raw: Raw,
  manner: Manner,
  imported: boolean,
): Reading<ContactInput> {
  const chosen = audienceOf(shapes, raw, manner);
  if ("reason" in chosen) return chosen;
  const draft: ContactDraft = { audience: chosen.value.name, fields: {}, imported };
  const problems: string[] = [];
  for (const [key, value] of Object.entries(raw)) {
    if (!isSilent(value, manner)) noting(problems, key, () => take(draft, chosen.value, key, value, manner));
  }
  if (draft.id === undefined && draft.fields.email === undefined && problems.length === 0) {
    problems.push('a contact needs an "id" or an "email"');
  }
  return readingOf(problems, () => draft);
}

/** The audience that the row names, or the project's only one. */
function audienceOf(shapes: Shapes, raw: Raw, manner: Manner): Reading<NamedAudience> {
  const names = Object.keys(shapes.audiences);
  const said = Object.hasOwn(raw, "audience") ? raw.audience : undefined;
  const silent = isSilent(said, manner) || said === null;
  if (silent && names.length !== 1) {
    return { reason: `"audience" is missing; this project has ${names.map((one) => `"${one}"`).join(", ")}` };
  }
  const name = String(silent ? names[0] : said).trim();
  const shape = declared(shapes.audiences, name);
  if (shape) return { value: { name, shape, channels: ["email", "sms", ...(shapes.channels ?? [])] } };
  return { reason: `"audience": ${unknownName("audience", name, "this project", names)}` };
}

function take(draft: ContactDraft, audience: NamedAudience, key: string, value: Json, manner: Manner): void {
  const meaning = contactName(audience.shape, key);
  switch (meaning?.is) {
    case "kept":
      throw new ValueError("this is kept by Trajet and cannot be given");
    case "field":
      if (Object.hasOwn(draft.fields, meaning.field)) throw new ValueError("this field is given twice");
      draft.fields[meaning.field] = fieldValue(meaning, value, manner);
      return;
    case "member":
      if (value !== null) takeMember(draft, audience, meaning.member, value, manner);
      return;
    case undefined:
      throw new ValueError(
        unknownName("field", key, `audience ${audience.name}`, knownContactNames(audience.shape)),
      );
    default:
      meaning satisfies never;
  }
}

function fieldValue(meaning: Extract<ContactName, { is: "field" }>, value: Json, manner: Manner): Json {
  const { type, field, builtIn } = meaning;
  if (value !== null) return readValue(type, value, manner);
  if (type.list) return [];
  if (type.optional && !(builtIn && field === "email")) return null;
  throw new ValueError("this field must have a value; it cannot be cleared");
}
