import { changeConsent } from "../engine/change-consent.ts";
import type { Json } from "../engine/facts.ts";
import { engage, engagementEvents } from "../intake/engagement-events.ts";
import { reportEventId, takeMailReport } from "../intake/take-mail-report.ts";
import { takeText, textEventId } from "../intake/take-text.ts";
import type {
  EngagementInput,
  MailReport,
  PutResult,
  SurveySending,
  TextInput,
  TextResult,
} from "../store/gateway.ts";
import type { Memory } from "./memory.ts";
import { onPerson } from "./on-person.ts";
import type { Person } from "./person.ts";
import { takeIn } from "./put-happenings.ts";

/** Takes in that a mail was opened, or one of its links clicked. */
export function putEngagement(memory: Memory, input: EngagementInput): PutResult {
  const sending = memory.sendings.get(input.sending);
  if (sending?.kind !== "email") return { result: "rejected", reason: "no sending is known by this" };
  const { person, message, at: sentAt } = sending;
  const contact = person.state.id;
  const at = Math.min(input.at ?? memory.now, memory.now);
  const events = engagementEvents(input, { contact, message, at: sentAt }, at);
  const known = new Set(events.flatMap(({ id }) => (memory.known.has(id) ? [id] : [])));
  const last = events.at(-1);
  if (last === undefined || known.has(last.id)) return { result: "unchanged", contact };
  const written = onPerson(memory, person, ({ draft }) => engage(draft, events, at, known), undefined, at);
  return { result: written ? "written" : "unchanged", contact };
}

/** Takes in the answers to one sending of a survey: the first ones count. */
export function putAnswers(
  memory: Memory,
  { contact, run, step, visit }: SurveySending,
  answer: { readonly [question: string]: Json },
): PutResult {
  const sending = memory.sendings.get(`${run}/${step}/${visit}`);
  const message = sending && memory.ports.program(sending.run.program).program.messages[sending.message];
  if (sending?.person.state.id !== contact || message?.form !== "survey")
    return { result: "rejected", reason: "there is no such sending of a survey" };
  const id = `answers:${run}/${step}/${visit}`;
  const key = `answer:${sending.message}`;
  const event = { id, key, at: memory.now, body: { answer }, cause: null, depth: 0 };
  return { result: takeIn(memory, sending.person, event) ? "written" : "unchanged", contact };
}

/** A text message to the project's number, of every contact that has the sender's. */
export function receiveText(memory: Memory, input: TextInput): TextResult {
  const people = memory.people.withPhone(input.from);
  const written = people.filter((person) =>
    once(memory, person, textEventId(input, person.state.id), ({ draft }) => takeText(draft, input)),
  );
  return { contacts: people.length, written: written.length };
}

/** A bounce or a complaint, of every contact that has the address. */
export function reportMail(memory: Memory, report: MailReport): TextResult {
  const audiences = memory.published.project.audiences;
  const people = memory.people
    .withEmail(report.address.trim().toLowerCase())
    .filter(({ state }) => Object.hasOwn(audiences, state.audience));
  const sending = report.sending === undefined ? undefined : memory.sendings.get(report.sending);
  const written = people.filter((person) => {
    const message = sending?.person === person && sending.kind === "email" ? sending.message : undefined;
    const before = softBounces(person);
    return once(memory, person, reportEventId(report, person.state.id), ({ draft }) =>
      takeMailReport(draft, report, message, before),
    );
  });
  return { contacts: people.length, written: written.length };
}

/** Since the mail of the contact was last opened or clicked by a person. */
function softBounces({ history }: Person): number {
  const engaged = ["open", "click"].flatMap((key) => history.get(key) ?? []);
  const last = Math.max(
    Number.NEGATIVE_INFINITY,
    ...engaged.flatMap(({ at, body }) => (body.bot === undefined ? [at] : [])),
  );
  return (history.get("bounce:soft") ?? []).filter(({ at }) => at > last).length;
}

/** Consent that the person changes. */
export function setConsent(
  memory: Memory,
  contact: string,
  channel: string,
  status: "subscribed" | "unsubscribed",
  id: string,
): PutResult {
  const person = memory.people.byId.get(contact);
  if (person === undefined) return { result: "rejected", reason: `there is no contact ${contact}` };
  const isSame = person.state.consent[channel] === status || memory.known.has(id);
  const changed =
    !isSame && onPerson(memory, person, ({ draft }) => changeConsent(draft, { channel, status, id }));
  return { result: changed ? "written" : "unchanged", contact };
}

function once(
  memory: Memory,
  person: Person,
  id: string,
  take: Parameters<typeof onPerson<void>>[2],
): boolean {
  if (memory.known.has(id)) return false;
  onPerson(memory, person, take);
  return true;
}
