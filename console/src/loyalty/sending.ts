import { ask, queryOf } from "../api/ask.ts";
import type { SendingReport } from "../api/shapes.ts";

export interface Recipient {
  readonly id: string;
  /** For people. */
  readonly name: string;
}

/** What is to be sent: a message of the project, or a mail that was written here. */
export type Draft =
  | { readonly kind: "declared"; readonly message: string; readonly args: Readonly<Record<string, unknown>> }
  | {
      readonly kind: "letter";
      readonly subject: string;
      readonly text: string;
      /** Given to each, its code below the text. */
      readonly coupon?: string;
    };

/** Sends to one, or asks what would become of it. The same id again sends nothing. */
export function sendOne(
  draft: Draft,
  contact: string,
  { id, dryRun }: { readonly id: string; readonly dryRun: boolean },
): Promise<SendingReport> {
  const { kind, ...content } = draft;
  const path = kind === "declared" ? "/v1/messages" : "/console/api/letters";
  return ask<SendingReport>(path, { method: "POST", body: { ...content, contact, id, dryRun } });
}

/** What is to be looked at, as the doors ask for it. */
export function previewed(draft: Draft): { readonly [name: string]: string } {
  return draft.kind === "declared"
    ? { message: draft.message, args: JSON.stringify(draft.args) }
    : { subject: draft.subject, text: draft.text };
}

/** An address has no room for more. */
const SHOWN = 3_000;

/** Where the mail stands as one gets it; of a long one the beginning. */
export function previewOf(draft: Draft, { id }: Recipient): string {
  const shown = draft.kind === "letter" ? { ...draft, text: draft.text.slice(0, SHOWN) } : draft;
  return `/console/api/preview${queryOf({ contact: id, ...previewed(shown) })}`;
}
