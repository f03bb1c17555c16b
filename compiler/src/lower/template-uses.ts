import type { Templated } from "../templates/texts.ts";
import { templateUses } from "../templates/uses.ts";
import type { Lowering } from "./lowering.ts";

/** What the templates of a message or webhook print is used by the program: fields, and what may have started the run. */
export function useTemplates(owner: Templated, { model, uses, entry }: Lowering): void {
  const { fields, entryMembers } = templateUses(model, owner);
  for (const field of fields) uses.fields.add(field);
  if (entryMembers.has("event")) for (const event of entry.events) uses.events.add(event);
  if (entryMembers.has("answer")) for (const survey of entry.surveys) uses.answers.add(survey);
}
