import { randomUUID } from "node:crypto";
import type { CompiledMessage } from "@trajet/compiler/program";
import type { Kysely } from "kysely";
import { beginByHand } from "../engine/by-hand.ts";
import type { Draft, Ports } from "../engine/draft.ts";
import type { Json } from "../engine/facts.ts";
import { walk } from "../engine/walk.ts";
import { refusalOf } from "../intake/found.ts";
import { createCompose } from "../sending/compose.ts";
import { findContact } from "./contact-lookup.ts";
import type { HandResult, HandSending } from "./hand-sending.ts";
import type { Ingest } from "./ingest.ts";
import { loadDraft } from "./load-draft.ts";
import { type ProgramShelf, storeProgram } from "./programs.ts";
import { saveDraft } from "./save-draft.ts";
import type { Schema } from "./schema.ts";
import { unkept } from "./unkept.ts";

/**
 * Sends one message to one contact, through the gate that messages of journeys pass. First it is tried what the gate says
 * now, and nothing of that is kept; what is not refused then begins a run, which a worker takes to its end. So a refusal is
 * told at once, and the message leaves once, however often the same sending is asked for.
 */
export async function sendByHand(
  ingest: Ingest,
  shelf: ProgramShelf,
  compiled: CompiledMessage,
  sending: HandSending,
): Promise<HandResult> {
  const { db } = ingest;
  const found = await findContact(db, sending.contact, compiled.program.audience);
  if (found.found !== "one") return { refused: refusalOf(found, sending.contact) };
  const { id: contact, audience } = found;
  const isOther = (id: string): boolean => sending.exactly === true && id !== sending.contact;
  if (isOther(contact)) return MERGED;
  if (audience !== compiled.program.audience)
    return { refused: `the contact is one of ${audience}, the message is for ${compiled.program.audience}` };
  const done = { contact, id: sending.id };
  if (await wasBegun(db, compiled, contact, sending.id)) return { sent: { ...done, repeated: true } };
  await storeProgram(db, compiled, await ingest.now());
  await shelf.fetch(db, [compiled.hash]);
  const refused = await refusalNow(ingest, shelf, compiled, contact, sending);
  if (refused !== undefined) return { refused };
  if (sending.dryRun) return { sent: { ...done, repeated: false } };
  const began = await ingest.onContact(contact, async ({ draft }, tx) => {
    if (isOther(draft.contact.id)) return "merged";
    if (await wasBegun(tx, compiled, draft.contact.id, sending.id)) return "known";
    begin(draft, compiled, sending, shelf);
    return "begun";
  });
  if (began === undefined) return { refused: "the contact was erased meanwhile" };
  if (began === "merged") return MERGED;
  return { sent: { ...done, repeated: began === "known" } };
}

const MERGED: HandResult = { refused: "the contact was merged into another", merged: true };

async function wasBegun(
  db: Kysely<Schema>,
  { program }: CompiledMessage,
  contact: string,
  id: string,
): Promise<boolean> {
  const run = await db
    .selectFrom("run")
    .select("id")
    .where("journey", "=", program.journey)
    .where("contact", "=", contact)
    .where("occurrence", "=", id)
    .executeTakeFirst();
  return run !== undefined;
}

export function begin(
  draft: Draft,
  { hash, message }: CompiledMessage,
  { id, args }: { readonly id: string; readonly args: { readonly [name: string]: Json } },
  shelf: ProgramShelf,
) {
  return beginByHand(draft, shelf.get(hash), { message, id, args });
}

/** Where a link leads does not matter to a message that nobody gets. */
export const render = createCompose({
  unsubscribeUrl: () => "https://trajet.invalid/",
  surveyUrl: () => "https://trajet.invalid/",
});

export const TRIAL: Omit<Ports, "program"> = {
  newRunId: randomUUID,
  mayCall: () => true,
  leaseUntil: () => 0,
  // A provider's rate delays a message, and refuses none.
  slot: () => "free",
  render,
};

/** Why the message would not leave now; `undefined` where it would, or would be held. */
function refusalNow(
  { db }: Ingest,
  shelf: ProgramShelf,
  compiled: CompiledMessage,
  contact: string,
  sending: HandSending,
): Promise<string | undefined> {
  return unkept(db, (tx) => tryGate(tx, shelf, compiled, contact, sending));
}

/** The run is begun, and loaded again as a worker would load it, with all that the rules ask about. */
async function tryGate(
  tx: Kysely<Schema>,
  shelf: ProgramShelf,
  compiled: CompiledMessage,
  contact: string,
  sending: HandSending,
): Promise<string | undefined> {
  const before = await loadDraft(tx, shelf, { contact }, () => TRIAL);
  if (before === undefined) return "the contact was erased meanwhile";
  // Under the lock: another sender of the same may have come first, and passed.
  if (await wasBegun(tx, compiled, before.draft.contact.id, sending.id)) return undefined;
  const { id } = begin(before.draft, compiled, sending, shelf);
  await saveDraft(tx, before.draft);
  const loaded = await loadDraft(tx, shelf, { contact, run: id }, () => TRIAL);
  const run = loaded?.draft.runs.find((one) => one.id === id);
  if (loaded === undefined || run === undefined) throw new Error(`run ${id} is not where it was just begun`);
  walk(loaded.draft, run);
  const said = loaded.draft.changed.journal.find(
    (entry) => entry.run === id && (entry.kind === "refused" || entry.kind === "skipped"),
  );
  return said && String(said.data.reason ?? said.kind);
}
