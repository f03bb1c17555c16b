import { barOf } from "../backend/progress-bar.ts";
import { textTable } from "../text-table.ts";
import { inFlowOrder } from "./flow-order.ts";
import type { Simulated } from "./simulate.ts";

const BAR_WIDTH = 24;
/** More than these are no reading for a terminal; JSON has them all. */
const MOST_LINES = 30;

/** What came of a simulation, for people. */
export function simulationText(found: Simulated): string {
  const { against, ...report } = found;
  return [
    heading(report),
    outcomes(report),
    movesText(report),
    withBars("Messages by day", "day", byDay(report)),
    section(
      "Peaks",
      ["channel", "minute", "messages"],
      report.peaks.map(({ channel, minute }) => [channel, minute.at, String(minute.count)]),
      [2],
    ),
    section(
      "Held",
      ["by", "people", "times", "hours each time"],
      report.held.map((one) => [one.by, String(one.people), String(one.times), String(one.meanHours)]),
      [1, 2, 3],
    ),
    section(
      "Messages that did not leave",
      ["message", "kind", "times", "reason"],
      report.unsent.map((one) => [one.message, one.kind, String(one.count), one.reason]),
      [2],
    ),
    section("Not let in", ["journey", "times", "reason"], report.refused.map(reasonCells), [1]),
    section("Exits", ["journey", "runs", "reason"], report.exits.map(reasonCells), [1]),
    ...(against === undefined ? [] : [againstText(against, report)]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

type Report = Omit<Simulated, "against">;

function heading({ journey, from, to, contacts, past, runs, together, shared }: Report): string {
  const what = journey ?? "All journeys";
  const tied = together
    ? `People were played together, as they share ${shared.join(", ")}.\n`
    : shared.length > 0
      ? `Each person was played alone, although they share ${shared.join(", ")}.\n`
      : "";
  const before =
    past === 0
      ? ""
      : `Of the moments that are told, ${past} lie${past === 1 ? "s" : ""} before that: the past, which conditions see, and which lets nobody in.\n`;
  return `${what}: ${contacts} people from ${from} to ${to}, ${runs} runs\n${before}${tied}`;
}

function outcomes({ journeys }: Report): string {
  const rows = journeys.map((one) => [
    one.journey,
    ...[one.runs, one.finished, one.exited, one.active, one.goal].map(String),
  ]);
  return section(
    "Outcomes",
    ["journey", "runs", "finished", "exited", "inside", "goal"],
    rows,
    [1, 2, 3, 4, 5],
  );
}

/** The moves of runs, in the order of the steps; of several journeys each with its name. */
function movesText({ journey, edges }: Report): string {
  const moves = inFlowOrder(edges);
  const [title, heads] = ["Where people went", ["from", "to", "times"]];
  if (journey !== undefined) return section(title, heads, moves.map(moveCells), [2]);
  const named = moves.map((move) => [move.journey, ...moveCells(move)]);
  return section(title, ["journey", ...heads], named, [3]);
}

const moveCells = ({ from, to, count }: Report["edges"][number]): readonly string[] => [
  from,
  to,
  String(count),
];
const reasonCells = ({ journey, reason, count }: Report["exits"][number]): readonly string[] => [
  journey,
  String(count),
  reason,
];

function section(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  if (rows.length === 0) return "";
  const columns = heads.map((head, index) => ({ head, ...(right.includes(index) && { right: true }) }));
  const more =
    rows.length > MOST_LINES ? `… and ${rows.length - MOST_LINES} more; --format json lists them all.\n` : "";
  return `${title}\n${textTable(columns, rows.slice(0, MOST_LINES))}${more}`;
}

function byDay({ messages }: Report): readonly (readonly [string, number])[] {
  const days = new Map<string, number>();
  for (const { day, count } of messages) days.set(day, (days.get(day) ?? 0) + count);
  return [...days];
}

function withBars(title: string, head: string, counts: readonly (readonly [string, number])[]): string {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([name, count]) => [name, String(count), barOf(count / most, BAR_WIDTH)]);
  return section(title, [head, "messages", ""], rows, [1]);
}

function againstText(
  { revision, report: before, same, changed, people }: NonNullable<Simulated["against"]>,
  after: Report,
): string {
  const total = ({ messages }: Report): number => messages.reduce((sum, { count }) => sum + count, 0);
  const rows = [
    ["runs", before.runs, after.runs],
    ["finished", before.outcomes.finished, after.outcomes.finished],
    ["exited", before.outcomes.exited, after.outcomes.exited],
    ["inside", before.outcomes.active, after.outcomes.active],
    ["goal", before.outcomes.goal, after.outcomes.goal],
    ["messages", total(before), total(after)],
  ].map((row) => row.map(String));
  const listed = people
    .slice(0, MOST_LINES)
    .map(({ contact, before: gone, after: come }) =>
      [
        contact,
        ...gone.map(({ at, what }) => `  - ${at} ${what}`),
        ...come.map(({ at, what }) => `  + ${at} ${what}`),
      ].join("\n"),
    );
  const more =
    changed > listed.length ? [`… and ${changed - listed.length} more; --format json lists them.`] : [];
  return [
    section(`Against ${revision}`, ["", revision, "now"], rows, [1, 2]),
    `The same for ${same} people, different for ${changed}.`,
    ...listed,
    ...more,
    "",
  ].join("\n");
}
