import type { Tracking } from "../rendering/tracked.ts";
import type { SurveySending } from "../store/gateway.ts";
import type { Signer } from "./signer.ts";

/** The addresses in messages, of doors that are open at `url`. */
export interface Links {
  /** Where a contact leaves a channel by one click; opaque. */
  readonly unsubscribeUrl: (contact: string, run: string, step: string, channel: string) => string;
  /** Where a contact answers one sending of a survey; opaque. */
  readonly surveyUrl: (sending: SurveySending) => string;
  /** By which opens and clicks of a sending are known. */
  readonly tracking: (sending: string) => Tracking;
}

export function createLinks(url: string, signer: Signer): Links {
  const base = url.endsWith("/") ? url : `${url}/`;
  const at = (path: string): string => new URL(path, base).href;
  return {
    unsubscribeUrl: (contact, run, step, channel) => at(`u/${signer.sign({ contact, channel, run, step })}`),
    surveyUrl: (sending) => at(`s/${signer.signSurvey(sending)}`),
    tracking: (sending) => ({
      openUrl: at(`t/o/${signer.signOpen(sending)}`),
      clickUrl: (target, links) => at(`t/c/${signer.signClick({ sending, target, links })}`),
    }),
  };
}
