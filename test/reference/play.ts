import type { Simulator } from "../../runtime/src/simulator/simulator.ts";
import type { SimulatedCall } from "../../runtime/src/simulator/virtual-host.ts";
import type { CallOutcome } from "../../runtime/src/store/caller.ts";
import type { Case, MadeAnswer, Told } from "./generate/case.ts";
import type { Reference } from "./interpreter.ts";
import type { Answer, Call } from "./world.ts";

/* One case on the engine and on the reference: the same told, the same clock, the same answers. */

const DAY = 86_400_000;
/** So long after the last that is told both sides go on. */
export const AFTERWARDS = 45 * DAY;

/** The answer that a call gets: by what it is, so that both sides ask the same. */
function answerOf(
  answers: readonly MadeAnswer[],
  { contact, journey, step, attempt }: Omit<Call, "name">,
): MadeAnswer {
  let mixed = attempt;
  for (const letter of `${contact} ${journey} ${step}`)
    mixed = (mixed * 31 + letter.charCodeAt(0)) % 1_000_003;
  return answers[mixed % answers.length] ?? "done";
}

export const answerOfReference =
  ({ answers }: Case) =>
  (call: Call): Answer => {
    const kind = answerOf(answers, call);
    return kind === "done" ? { kind, answer: { score: 3 } } : { kind };
  };

export const answerOfEngine =
  ({ answers }: Case, sendings: Sendings) =>
  (call: SimulatedCall): CallOutcome => {
    switch (answerOf(answers, call)) {
      case "done":
        sendings.set(`${call.contact} ${call.name}`, `${call.run}/${call.step}/${call.visit}`);
        return {
          kind: "done",
          providerRef: "ok",
          ...(call.request.kind === "webhook" && { answer: { score: 3 } }),
        };
      case "refused":
        return { kind: "refused", reason: "no", permanent: true };
      case "not sent":
        return { kind: "not-sent", reason: "nobody listens" };
      case "unknown":
        return { kind: "unknown", reason: "no answer came" };
    }
  };

export function tellReference(made: Case, reference: Reference): void {
  for (const told of made.told) {
    reference.until(reference.now() + told.after);
    tell(made, reference, told);
  }
  reference.until(reference.now() + AFTERWARDS);
}

function tell({ people }: Case, reference: Reference, { contact, what, late }: Told): void {
  const at = reference.now() - late;
  switch (what.kind) {
    case "signs up":
      reference.signUp(contact, people.find(({ id }) => id === contact)?.fields ?? {});
      break;
    case "changes":
      reference.change(contact, { fields: what.fields });
      break;
    case "tag":
      reference.change(contact, { addTags: [what.tag] });
      break;
    case "untag":
      reference.change(contact, { removeTags: [what.tag] });
      break;
    case "join":
      reference.change(contact, { joinGroups: [what.group] });
      break;
    case "leave group":
      reference.change(contact, { leaveGroups: [what.group] });
      break;
    case "buys":
      reference.buy(contact, { id: what.id, ...orderOf(what) }, at);
      break;
    case "does":
      reference.does(contact, what.event, what.id, what.payload, at);
      break;
    case "consent":
      reference.consent(contact, what.status);
      break;
    case "by hand":
      reference.startByHand(contact, what.journey);
      break;
    case "opens":
      reference.open(contact, what.message);
      break;
    default:
      what satisfies never;
  }
}

const itemsOf = (sku: string) => [{ sku, title: sku, category: `${sku}s`, quantity: 1 }];

const orderOf = ({ total, sku }: { readonly total: string; readonly sku: string }) => ({
  store: "Boutique",
  total: { amount: Number(total), currency: "EUR" },
  items: itemsOf(sku),
});

/** The latest sending of each message to each contact, by the name under which an open of it is told. */
export type Sendings = Map<string, string>;

export function tellEngine(made: Case, host: Simulator, sendings: Sendings): void {
  for (const [nth, told] of made.told.entries()) {
    host.until(host.now() + told.after);
    tellHost(made, host, told, { nth, sendings });
  }
  host.until(host.now() + AFTERWARDS);
}

interface Telling {
  readonly nth: number;
  readonly sendings: Sendings;
}

function tellHost(
  { people }: Case,
  host: Simulator,
  { contact, what, late }: Told,
  { nth, sendings }: Telling,
): unknown {
  const at = host.now() - late;
  const person = { id: contact, audience: "People", imported: false, fields: {} };
  switch (what.kind) {
    case "signs up":
      return host.putContact({
        ...person,
        fields: (people.find(({ id }) => id === contact)?.fields ?? {}) as never,
      });
    case "changes":
      return host.putContact({ ...person, fields: what.fields as never });
    case "tag":
      return host.putContact({ ...person, addTags: [what.tag] });
    case "untag":
      return host.putContact({ ...person, removeTags: [what.tag] });
    case "join":
      return host.putContact({ ...person, joinGroups: [what.group] });
    case "leave group":
      return host.putContact({ ...person, leaveGroups: [what.group] });
    case "buys": {
      const order = {
        id: what.id,
        contact,
        store: "Boutique",
        total: what.total,
        currency: "EUR",
        placedAt: at,
      } as const;
      return host.putOrder({ ...order, status: "paid", items: itemsOf(what.sku) });
    }
    case "does":
      return host.putEvent({ id: what.id, contact, name: what.event, at, properties: what.payload as never });
    case "consent":
      return host.setConsent(contact, "email", what.status, `consent ${nth}`);
    case "by hand":
      return host.startManually(what.journey, contact, `hand ${nth}`);
    case "opens":
      return opened(host, sendings.get(`${contact} ${what.message}`));
    default:
      return what satisfies never;
  }
}

function opened(host: Simulator, sending: string | undefined): unknown {
  return sending === undefined ? undefined : host.putEngagement({ kind: "open", bot: false, sending });
}
