import type { CompiledMessage } from "@trajet/compiler/program";
import { factsOf } from "../engine/draft.ts";
import type { EffectRequest } from "../engine/request.ts";
import { refusalOf } from "../intake/found.ts";
import { RenderError } from "../rendering/message.ts";
import { findContact } from "./contact-lookup.ts";
import type { HandSending } from "./hand-sending.ts";
import type { Ingest } from "./ingest.ts";
import { loadDraft } from "./load-draft.ts";
import { type ProgramShelf, storeProgram } from "./programs.ts";
import { saveDraft } from "./save-draft.ts";
import { begin, render, TRIAL } from "./send-by-hand.ts";
import { unkept } from "./unkept.ts";

export type Preview = { readonly request: EffectRequest } | { readonly refused: string };

/** What one contact would get of a message, whatever the sending rules say; nothing is sent, and nothing is kept. */
export async function previewByHand(
  ingest: Ingest,
  shelf: ProgramShelf,
  compiled: CompiledMessage,
  asked: Pick<HandSending, "contact" | "args">,
): Promise<Preview> {
  const { db } = ingest;
  const found = await findContact(db, asked.contact, compiled.program.audience);
  if (found.found !== "one") return { refused: refusalOf(found, asked.contact) };
  await storeProgram(db, compiled, await ingest.now());
  await shelf.fetch(db, [compiled.hash]);
  return unkept(db, async (tx): Promise<Preview> => {
    const before = await loadDraft(tx, shelf, { contact: found.id }, () => TRIAL);
    if (before === undefined) return { refused: "the contact was erased meanwhile" };
    const { id } = begin(
      before.draft,
      compiled,
      { id: `preview ${before.draft.now}`, args: asked.args },
      shelf,
    );
    await saveDraft(tx, before.draft);
    const loaded = await loadDraft(tx, shelf, { contact: found.id, run: id }, () => TRIAL);
    const run = loaded?.draft.runs.find((one) => one.id === id);
    const step = compiled.program.first;
    if (loaded === undefined || run === undefined || step === null)
      throw new Error(`run ${id} is not where it was just begun`);
    try {
      const program = shelf.get(compiled.hash);
      return { request: render(run, step, program, factsOf(loaded.draft, program.program, run)) };
    } catch (error) {
      if (error instanceof RenderError) return { refused: error.message };
      throw error;
    }
  });
}
