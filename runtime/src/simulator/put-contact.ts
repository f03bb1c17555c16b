import { newContactFields } from "../imports/shapes/new-contact.ts";
import { addressTaken, calendarsFor, changeContact, whoseRecord } from "../intake/contact-changes.ts";
import type { ContactInput, PutResult } from "../store/gateway.ts";
import { recount } from "./calendar.ts";
import type { Memory } from "./memory.ts";
import { onPerson } from "./on-person.ts";
import type { Person } from "./person.ts";

/** Creates a contact or changes what differs, as the doors do. */
export function putContact(memory: Memory, input: ContactInput): PutResult {
  const { people, published } = memory;
  const whose = whoseRecord(input, published.project);
  if ("reason" in whose) return rejected(whose.reason);
  const { audience, shape, wanted } = whose;
  const found = people.find(wanted, audience);
  const known = "state" in found ? found : undefined;
  if (known !== undefined && known.state.audience !== audience)
    return rejected(`${known.state.id} is a contact of ${known.state.audience}, not of ${audience}`);
  const complete =
    known === undefined ? newContactFields(shape, input.fields) : ({ value: input.fields } as const);
  if ("reason" in complete) return rejected(complete.reason);
  const id = known?.state.id ?? input.id ?? `contact-${people.byId.size + 1}`;
  const { email } = input.fields;
  const address = typeof email === "string" ? email : undefined;
  if (address !== undefined && people.isTaken(address, audience, id))
    return rejected(addressTaken(audience, address));
  const person = known ?? people.add(id, audience, address);
  return change(memory, person, { ...input, fields: complete.value });
}

const rejected = (reason: string): PutResult => ({ result: "rejected", reason });

function change(memory: Memory, person: Person, input: ContactInput): PutResult {
  const { state } = person;
  const isNew = state.seq === 0;
  const written = onPerson(memory, person, ({ draft }) => {
    const changed = changeContact(draft, input, {}, memory.newEventId);
    if (isNew || input.fields.timezone !== undefined) noteZone(memory, person, calendarsFor(draft));
    return changed;
  });
  return { result: written ? "written" : "unchanged", contact: state.id };
}

/** The first contact of a zone lets the starts by the calendar look again: theirs may be the next one that is due. */
function noteZone(memory: Memory, { state, indexed }: Person, journeys: readonly string[]): void {
  const { timezone } = state.fields;
  if (journeys.length === 0 || typeof timezone !== "string") return;
  const others = memory.people.zones(state.audience).get(timezone) ?? 0;
  if (others === (indexed.zone === timezone ? 1 : 0)) recount(memory, journeys);
}
