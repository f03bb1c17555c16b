import { condition, duration, type Known, trigger } from "./conditions.ts";
import type { Draw } from "./draw.ts";

/** The lines before the steps: starts, exits, who may come back, hours, limits, a goal. */
export function settings(draw: Draw, known: Known): readonly string[] {
  const start: Known = { ...known, inRun: false, answers: [], sent: [] };
  const keyed = known.entry === "Booked" && draw.percent(45);
  const each = !keyed && known.entry === "Booked" && draw.percent(15);
  return [
    ...draw.some(known.entry === "by hand" ? 0 : 1, known.entry === "any" ? 3 : 2, () =>
      startLine(draw, start),
    ),
    ...(known.entry === "by hand" ? ["start manually"] : []),
    ...(draw.percent(15) ? [`timezone "${draw.one(["America/New_York", "Europe/Paris"])}"`] : []),
    ...(draw.percent(15)
      ? [`enter from 2026-03-${draw.one(["05", "28", "29"])}${draw.percent(50) ? " to 2026-10-26" : ""}`]
      : []),
    ...draw.some(0, 2, () => exitLine(draw, known)),
    ...(draw.percent(80) ? [reenterLine(draw, each)] : []),
    ...(keyed ? ["one run per entry.event.id"] : []),
    ...(each ? ["one run per entry"] : []),
    ...(draw.percent(25) ? [windowLine(draw)] : []),
    ...draw.some(0, draw.percent(25) ? 2 : 0, () => capLine(draw)),
    ...(draw.percent(30) ? [goalLine(draw, known)] : []),
  ];
}

function startLine(draw: Draw, known: Known): string {
  if (known.entry === "Booked")
    return `start when contact does Booked${draw.percent(40) ? ` where event.price ${draw.one(["> 1", "< 5"])}` : ""}`;
  if (known.entry === "order")
    return `start when contact buys ${draw.one(["any product", '"mug"'])}${draw.percent(40) ? ` where ${condition(draw, { ...known, entry: "any" }, 1)}` : ""}`;
  return draw.percent(25) ? "start when contact signs up" : `start when ${trigger(draw, known)}`;
}

function exitLine(draw: Draw, known: Known): string {
  if (draw.percent(30)) return `exit if ${condition(draw, { ...known, journeys: [] }, 1)}`;
  return `exit when ${trigger(draw, known)}`;
}

function reenterLine(draw: Draw, each: boolean): string {
  return `reenter ${draw.weighted([
    [3, "always"],
    [2, "restart"],
    [2, `after ${draw.one(["1 day", "3 days", "1 week", "6 hours", "(contact.patience or 2 days)"])}`],
    [each ? 0 : 1, "never"],
  ])}`;
}

function windowLine(draw: Draw): string {
  const [from, to] = draw.one([
    ["9:00", "17:30"],
    ["22:00", "6:00"],
    ["2:15", "2:45"],
    ["8:00", "0:00"],
    ["1:30", "3:30"],
  ]);
  const days = draw.one(["", "", " on weekdays", " on weekends", " on monday, sunday"]);
  return `send between ${from} and ${to}${days}${draw.percent(25) ? " otherwise skip" : ""}`;
}

function capLine(draw: Draw): string {
  const count = 1 + draw.int(2);
  const across = draw.percent(40) ? ` across "${draw.one(["news", "offers"])}"` : "";
  return `limit ${count} ${count === 1 ? "message" : "messages"} per ${draw.one(["hour", "day", "week"])}${across}${draw.percent(30) ? " otherwise skip" : ""}`;
}

function goalLine(draw: Draw, known: Known): string {
  const within = draw.percent(60)
    ? ` within ${draw.percent(80) ? duration(draw) : "(contact.patience or 3 days)"}`
    : "";
  return `goal "done"${within} when ${trigger(draw, { ...known, sent: [] })}${draw.percent(25) ? " then exit" : ""}`;
}
