import { type Ask, answer } from "../backend/ask.ts";
import { UsageError } from "../usage-error.ts";
import type { PlayLine } from "./play.ts";

const DOORS: Readonly<Record<PlayLine["kind"], string>> = {
  contact: "/v1/contacts",
  order: "/v1/orders",
  event: "/v1/events",
};

/** Brings a line of the play to the HTTP door, as a shop would. What comes back is why it was not taken, if it was not. */
export function bringTo(ask: Ask): (line: PlayLine) => Promise<string | undefined> {
  return async ({ kind, body }) => {
    const response = await ask(DOORS[kind], { type: "application/json", text: JSON.stringify(body) });
    try {
      await answer(response);
      return undefined;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };
}
