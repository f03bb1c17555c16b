import type { SurveySending } from "../store/gateway.ts";
import type { Signer } from "./signer.ts";

/** The addresses in messages, of doors that are open at `url`. */
export interface Links {
  /** Where a contact leaves a channel by one click; opaque. */
  readonly unsubscribeUrl: (contact: string, run: string, step: string, channel: string) => string;
  /** Where a contact answers one sending of a survey; opaque. */
  readonly surveyUrl: (sending: SurveySending) => string;
}

export function createLinks(url: string, signer: Signer): Links {
  const base = url.endsWith("/") ? url : `${url}/`;
  return {
    unsubscribeUrl: (contact, run, step, channel) =>
      new URL(`u/${signer.sign({ contact, channel, run, step })}`, base).href,
    surveyUrl: (sending) => new URL(`s/${signer.signSurvey(sending)}`, base).href,
  };
}
