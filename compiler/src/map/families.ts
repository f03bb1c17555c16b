/** Kinds of nodes that look alike: in their shape and their colours. */
export type Family =
  | "border"
  | "choice"
  | "time"
  | "message"
  | "change"
  | "outside"
  | "loop"
  | "fragment"
  | "exit"
  | "milestone"
  | "journey";

interface Look {
  readonly family: Family;
  /** Lines in a square of 16 px. */
  readonly icon: string;
}

const CLOCK = "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 4.5V8l2.5 1.5";
const PERSON = "M8 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM3 14c0-6 10-6 10 0z";
const BRANCH = "M8 2v4M8 6L3.5 13M8 6l4.5 7";
const LABEL = "M2 3h6l6 6-5 5-7-7zM5 6h.1";
const ROUTE = "M3 13c5 0 2-9 7-9h3M10.5 1.5L13 4l-2.5 2.5";
const PENCIL = "M3 13l1-4 7-7 3 3-7 7zM9.5 3.5l3 3";

/** How each kind of node looks (`FlowNode.kind`, and `journey` in the map of a project). */
const LOOKS: Readonly<Record<string, Look>> = {
  start: { family: "border", icon: "M5 3l8 5-8 5z" },
  end: { family: "border", icon: "M4 4h8v8H4z" },
  if: { family: "choice", icon: BRANCH },
  match: { family: "choice", icon: BRANCH },
  split: { family: "choice", icon: `${BRANCH}M8 6v7` },
  delay: { family: "time", icon: CLOCK },
  "delay until": { family: "time", icon: CLOCK },
  wait: { family: "time", icon: "M4 2h8M4 14h8M5 2c0 6 6 6 6 12M11 2c0 6-6 6-6 12" },
  send: { family: "message", icon: "M2 4h12v9H2zM2 4l6 5 6-5" },
  tag: { family: "change", icon: LABEL },
  untag: { family: "change", icon: `${LABEL}M2 14L14 2` },
  join: { family: "change", icon: PERSON },
  "leave group": { family: "change", icon: PERSON },
  unsubscribe: { family: "change", icon: PERSON },
  archive: { family: "change", icon: PERSON },
  update: { family: "change", icon: PENCIL },
  remember: { family: "change", icon: PENCIL },
  call: { family: "outside", icon: "M6 2v4M10 2v4M4 6h8v2a4 4 0 0 1-8 0zM8 12v3" },
  "give coupon": { family: "outside", icon: "M2 4h12v8H2zM9.5 4v8" },
  "add to": { family: "outside", icon: PERSON },
  "remove from": { family: "outside", icon: PERSON },
  repeat: {
    family: "loop",
    icon: "M3.5 8a4.5 4.5 0 0 1 8-3M12.5 8a4.5 4.5 0 0 1-8 3M12 1.5V5H8.5M4 14.5V11h3.5",
  },
  break: { family: "loop", icon: "M3 8h9M9 4.5L12.5 8 9 11.5" },
  exit: { family: "exit", icon: "M8 3H3v10h5M6 8h8M11 5l3 3-3 3" },
  milestone: { family: "milestone", icon: "M4 14V2h8l-2 3 2 3H4" },
  run: { family: "fragment", icon: "M3 5h8v8H3zM5 5V3h8v8h-2" },
  journey: { family: "journey", icon: ROUTE },
  "start journey": { family: "journey", icon: ROUTE },
  "leave journey": { family: "journey", icon: ROUTE },
};

const PLAIN: Look = { family: "change", icon: PENCIL };

export function lookOf(kind: string): Look {
  return LOOKS[kind] ?? PLAIN;
}
