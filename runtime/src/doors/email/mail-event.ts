import type { MailReport } from "../../store/gateway.ts";

/** A call of a hook as it came, before anything of it is believed. */
export interface HookCall {
  /** As it was sent: signatures cover every byte. */
  readonly body: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Real time. */
  readonly now: number;
}

/** What a provider calls for: reports on mails, or nothing that changes anything. */
export type HookAnswer = { readonly reports: readonly MailReport[] } | { readonly refused: string };

export type Json = Readonly<Record<string, unknown>>;

/** The members of a JSON object; none where it is no object. */
export function objectIn(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function parsed(text: string): Json | undefined {
  try {
    return objectIn(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A moment of RFC 3339; nothing where it is none. */
export function momentOf(value: unknown): { readonly at?: number } {
  const at = typeof value === "number" ? value : Date.parse(textOf(value));
  return Number.isFinite(at) ? { at } : {};
}
