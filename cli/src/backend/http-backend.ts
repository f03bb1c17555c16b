import type {
  Check,
  ContactExport,
  ContactView,
  DeadLetter,
  Erased,
  HeldRun,
  JourneyRow,
  Replayed,
  SendingReport,
  StuckRun,
} from "../runtime.ts";
import { replayAll } from "../runtime.ts";
import { type Ask, answer } from "./ask.ts";
import type { Backend, Merged } from "./backend.ts";
import { createHttpLoyalty } from "./http-loyalty.ts";
import { createHttpSink } from "./http-sink.ts";

/** Asks a running `trajet dev`. */
export function createHttpBackend(ask: Ask): Backend {
  return {
    journeys: async () =>
      (await answer<{ journeys: readonly JourneyRow[] }>(await ask("/v1/journeys"))).journeys,
    async held(journey, limit) {
      const response = await ask(`/v1/journeys/${encodeURIComponent(journey)}/held?limit=${limit}`);
      return response.status === 404 ? [] : (await answer<{ held: readonly HeldRun[] }>(response)).held;
    },
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
    async mergeContacts({ from, ...merge }) {
      const body = { type: "application/json", text: JSON.stringify(merge) };
      return answer<Merged>(await ask(`/v1/contacts/${encodeURIComponent(from)}/merge`, body));
    },
    examine: async () => (await answer<{ checks: readonly Check[] }>(await ask("/v1/doctor"))).checks,
    async send(sending) {
      const body = { type: "application/json", text: JSON.stringify(sending) };
      return answer<SendingReport>(await ask("/v1/messages", body));
    },
    ...createHttpLoyalty(ask),
    async stuck(journey) {
      const query = journey === undefined ? "" : `?journey=${encodeURIComponent(journey)}`;
      return (await answer<{ stuck: readonly StuckRun[] }>(await ask(`/v1/stuck${query}`))).stuck;
    },
    async retry(which) {
      const body = { type: "application/json", text: JSON.stringify(which) };
      const response = await ask("/v1/stuck/retry", body);
      return response.status === 404 ? 0 : (await answer<{ retried: number }>(response)).retried;
    },
    deadLetters: () => allLetters(ask),
    replay: () =>
      replayAll(async (from) =>
        answer<Replayed>(
          await ask(`/v1/dead-letters/replay?after=${from}`, { type: "application/json", text: "{}" }),
        ),
      ),
    async discard(letters) {
      const body = { type: "application/json", text: JSON.stringify(letters) };
      const response = await ask("/v1/dead-letters/discard", body);
      return response.status === 404 ? 0 : (await answer<{ discarded: number }>(response)).discarded;
    },
    async changeStatus(journey, action) {
      const inside = action === "archive" ? "?inside=exit" : "";
      await answer(
        await ask(`/v1/journeys/${encodeURIComponent(journey)}/${action}${inside}`, {
          type: "application/json",
          text: "{}",
        }),
      );
    },
    sink: createHttpSink(ask),
    close: async () => {},
  };
}

type WrittenLetter = Omit<DeadLetter, "receivedAt"> & { readonly receivedAt: string };

async function allLetters(ask: Ask): Promise<readonly DeadLetter[]> {
  const all: DeadLetter[] = [];
  for (;;) {
    const response = await ask(`/v1/dead-letters?after=${all.at(-1)?.id ?? 0}`);
    const { deadLetters } = await answer<{ readonly deadLetters: readonly WrittenLetter[] }>(response);
    if (deadLetters.length === 0) return all;
    all.push(...deadLetters.map((letter) => ({ ...letter, receivedAt: Date.parse(letter.receivedAt) })));
  }
}
