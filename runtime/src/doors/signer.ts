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

export interface Signer {
  sign(link: Unsubscribing): string;
  /** `undefined` for what this signer has not signed, cut or changed links among it. */
  verify(token: string): Unsubscribing | undefined;
  signSurvey(sending: SurveySending): string;
  verifySurvey(token: string): SurveySending | undefined;
}

/**
 * Signs the links in messages.
 *
 * @throws RangeError for a secret of fewer than 16 bytes
 */
export function createSigner(secret: string): Signer {
  const unsubscribing = createTokens(secret, "trajet unsubscribe 1");
  const answering = createTokens(secret, "trajet survey 1");
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
  };
}
