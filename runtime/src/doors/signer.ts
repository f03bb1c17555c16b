import type { SurveySending } from "../store/gateway.ts";
import { createTokens } from "./signed-token.ts";

/** What an unsubscribe link stands for: opaque ids, nothing that names a person. */
export interface Unsubscribing {
  readonly contact: string;
  readonly channel: string;
  /** The run and the step whose message carries the link. */
  readonly run?: string;
  readonly step?: string;
}

/** A link of a message: of which sending, where it leads, and how the message calls it. */
export interface TrackedLink {
  /** Run, step and visit. */
  readonly sending: string;
  readonly target: string;
  readonly links: readonly string[];
}

/** Tokens of addresses in messages. `undefined` for what this signer has not signed, cut or changed ones among it. */
export interface Signer {
  sign(link: Unsubscribing): string;
  verify(token: string): Unsubscribing | undefined;
  signSurvey(sending: SurveySending): string;
  verifySurvey(token: string): SurveySending | undefined;
  signOpen(sending: string): string;
  verifyOpen(token: string): string | undefined;
  signClick(link: TrackedLink): string;
  verifyClick(token: string): TrackedLink | undefined;
}

/**
 * Signs the links in messages. Where a click leads stands in its token, so that nobody can make one that leads elsewhere,
 * and it works although the sending is long forgotten.
 *
 * @throws RangeError for a secret of fewer than 16 bytes
 */
export function createSigner(secret: string): Signer {
  const unsubscribing = createTokens(secret, "trajet unsubscribe 1");
  const answering = createTokens(secret, "trajet survey 1");
  const opening = createTokens(secret, "trajet open 1");
  const clicking = createTokens(secret, "trajet click 1");
  return {
    sign: ({ contact, channel, run, step }) =>
      unsubscribing.sign([contact, channel, run ?? null, step ?? null]),
    verify(token) {
      const parts = unsubscribing.verify(token);
      if (parts === undefined) return undefined;
      const [contact, channel, run, step] = parts;
      return {
        contact: contact ?? "",
        channel: channel ?? "",
        ...(run == null ? {} : { run }),
        ...(step == null ? {} : { step }),
      };
    },
    signSurvey: ({ contact, run, step, visit }) => answering.sign([contact, run, step, String(visit)]),
    verifySurvey(token) {
      const parts = answering.verify(token);
      if (parts === undefined) return undefined;
      const [contact, run, step, visit] = parts;
      return { contact: contact ?? "", run: run ?? "", step: step ?? "", visit: Number(visit) };
    },
    signOpen: (sending) => opening.sign([sending]),
    verifyOpen: (token) => opening.verify(token)?.[0] ?? undefined,
    signClick: ({ sending, target, links }) => clicking.sign([sending, target, ...links]),
    verifyClick(token) {
      const [sending, target, ...links] = clicking.verify(token) ?? [];
      if (sending == null || target == null) return undefined;
      return { sending, target, links: links.map(String) };
    },
  };
}
