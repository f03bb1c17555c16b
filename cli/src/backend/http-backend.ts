import type {
  ContactExport,
  ContactView,
  Erased,
  JourneyRow,
  LoyaltyResult,
  SendingReport,
} from "../runtime.ts";
import { type Ask, answer } from "./ask.ts";
import type { Backend } from "./backend.ts";
import { createHttpSink } from "./http-sink.ts";

/** Asks a running `trajet dev`. */
export function createHttpBackend(ask: Ask): Backend {
  return {
    journeys: async () =>
      (await answer<{ journeys: readonly JourneyRow[] }>(await ask("/v1/journeys"))).journeys,
    async contact(idOrEmail) {
      const response = await ask(`/v1/contacts/${encodeURIComponent(idOrEmail)}/timeline`);
      return response.status === 404 ? undefined : answer<ContactView>(response);
    },
    async exportContact(idOrEmail) {
      const response = await ask(`/v1/contacts/${encodeURIComponent(idOrEmail)}/export`);
      return response.status === 404 ? undefined : answer<ContactExport>(response);
    },
    async eraseContact(id) {
      const response = await ask(`/v1/contacts/${encodeURIComponent(id)}`, undefined, "DELETE");
      return response.status === 404 ? undefined : answer<Erased>(response);
    },
    async send(sending) {
      const body = { type: "application/json", text: JSON.stringify(sending) };
      return answer<SendingReport>(await ask("/v1/messages", body));
    },
    async loyalty(name, asOf) {
      const query = asOf === undefined ? "" : `?asOf=${encodeURIComponent(new Date(asOf).toISOString())}`;
      return answer<LoyaltyResult>(await ask(`/v1/loyalty/${encodeURIComponent(name)}${query}`));
    },
    sink: createHttpSink(ask),
    close: async () => {},
  };
}
