import type { JourneyStatus } from "../store/gateway.ts";

/** How a journey can be set: none becomes a draft again. */
export type Settable = Exclude<JourneyStatus, "draft">;

const FROM: Readonly<Record<Settable, readonly JourneyStatus[]>> = {
  active: ["draft", "paused"],
  paused: ["active"],
  archived: ["draft", "paused"],
};

/** Why a journey does not go from how it stands to another status; `null` where it does. */
export function statusRefusal(name: string, from: JourneyStatus, to: Settable): string | null {
  if (FROM[to].includes(from)) return null;
  return `journey ${name} is ${from}: ${FROM[to].join(" or ")} is needed for that`;
}
