import type { Status } from "../api/shapes.ts";

export type Action = "activate" | "pause" | "resume" | "archive";

/** What can be done to a journey as it stands; all else is refused. */
export const POSSIBLE: Readonly<Record<Status, readonly Action[]>> = {
  draft: ["activate", "archive"],
  active: ["pause"],
  paused: ["resume", "archive"],
  archived: [],
};

export const BECOMES = {
  activate: "active",
  pause: "paused",
  resume: "active",
  archive: "archived",
} as const satisfies Readonly<Record<Action, Status>>;
