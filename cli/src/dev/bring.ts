import { type Ask, answer } from "../backend/ask.ts";
import { UsageError } from "../usage-error.ts";
import type { DoorLine } from "./play.ts";

const DOORS: Readonly<Record<DoorLine["kind"], string>> = {
  contact: "/v1/contacts",
  order: "/v1/orders",
  cart: "/v1/carts",
  stock: "/v1/stock",
  event: "/v1/events",
  text: "/v1/texts",
};

/** The member that says when it happened. */
const MOMENTS: Readonly<Record<DoorLine["kind"], string | undefined>> = {
  contact: undefined,
  order: "placedAt",
  cart: "updatedAt",
  stock: "at",
  event: "at",
  text: undefined,
};

/**
 * Brings a line of the play to the HTTP door, as a shop would. An order or event that does not say when it was is of now,
 * by the project's clock.
 *
 * @returns why it was not taken, if it was not
 */
export function bringTo(ask: Ask): (line: DoorLine, now: number) => Promise<string | undefined> {
  return async (line, now) => {
    const text = JSON.stringify(documentOf(line, now));
    const response = await ask(DOORS[line.kind], { type: "application/json", text });
    try {
      await answer(response);
      return undefined;
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
  };
}

/** What comes to the door at a moment, in milliseconds since 1970. */
export function documentOf({ kind, body }: DoorLine, now: number): DoorLine["body"] {
  const moment = MOMENTS[kind];
  return moment === undefined ? body : { [moment]: new Date(now).toISOString(), ...body };
}
