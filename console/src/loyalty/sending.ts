import { ask, askLines, queryOf } from "../api/ask.ts";
import type { ListSending, Progress, Row } from "../api/shapes.ts";
import type { Asked } from "./use-ranking.ts";

export interface Recipient {
  readonly id: string;
  /** For people. */
  readonly name: string;
}

/** What is to be sent: a message of the project, or a mail that was written here. */
export type Draft =
  | { readonly kind: "declared"; readonly message: string; readonly args: Readonly<Record<string, string>> }
  | {
      readonly kind: "letter";
      readonly subject: string;
      readonly text: string;
      /** Given to each, its code below the text. */
      readonly coupon?: string;
    };

export const recipientOf = ({ contact, email }: Row): Recipient => ({ id: contact, name: email ?? contact });

/** To whom it goes: those who were chosen, or all of a ranking. */
export type To =
  | { readonly kind: "chosen"; readonly people: readonly Recipient[] }
  | { readonly kind: "all"; readonly asked: Asked; readonly total: number; readonly first: Recipient };

export const countOf = (to: To): number => (to.kind === "all" ? to.total : to.people.length);

/** Whose mail is looked at before all get theirs. */
export const firstOf = (to: To): Recipient | undefined => (to.kind === "all" ? to.first : to.people[0]);

/** Draws a sending up; one that was begun and came to no end goes on. */
export function drawUp(draft: Draft, to: To, audience: string): Promise<ListSending> {
  const { kind, ...content } = draft;
  const what = kind === "letter" ? { letter: { ...content, audience } } : content;
  return ask<ListSending>("/console/api/sendings", {
    method: "POST",
    body: { to: askedOf(to, audience), ...what },
  });
}

function askedOf(to: To, audience: string): unknown {
  if (to.kind === "chosen") return { audience, contacts: to.people.map(({ id }) => id) };
  const { name, ...choice } = to.asked;
  return name === undefined ? choice : { name };
}

/** Tries a sending, or sends it: one call that tells how far it is. Each gets it once, however often it is called. */
export const work = (id: string, what: "try" | "send", tell: (progress: Progress) => void): Promise<void> =>
  askLines(`/console/api/sendings/${id}/${what}`, { method: "POST" }, tell);

/** Forgets one that was not begun; where this does not arrive, it is forgotten after a day. */
export const forget = (id: string): Promise<void> =>
  ask<void>(`/console/api/sendings/${id}`, { method: "DELETE" }).catch(() => undefined);

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
