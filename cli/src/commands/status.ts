import type { JourneyRow, StuckRun } from "../runtime.ts";
import { type Column, textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register, wholeNumber } from "./context.ts";
import { heldIn, heldTable, releasingLine } from "./held-table.ts";
import { stuckTable } from "./retry.ts";
import { withBackend } from "./with-backend.ts";

export const registerStatus: Register = (program, { terminal }) => {
  const command = program
    .command("status")
    .description("Show the journeys, and how many people are in each.")
    .argument("[journey]", "only this one, with the steps at which people stand")
    .option("--held", "who is held in the journey, and why")
    .option("--limit <count>", "how many of those who are held", "20")
    .option("--format <format>", "table or json", "table")
    .action(async (name: string | undefined, options: Options) => {
      if (options.held && name === undefined) throw new UsageError("--held is about one journey: name it.");
      const limit = limitOf(options.limit);
      const format = oneOf("--format", ["table", "json"], options.format);
      const folder = projectFolder(command, terminal);
      const { rows, stuck, held } = await withBackend(folder, terminal, async (backend) => ({
        rows: await backend.journeys(),
        stuck: await backend.stuck(name),
        held: options.held && name !== undefined ? await backend.held(name, limit) : undefined,
      }));
      const journeys = name === undefined ? rows : [named(rows, name)];
      if (format === "json") printJson(terminal, { version: 1, journeys, stuck, ...(held && { held }) });
      else {
        const at = name === undefined ? "" : journeys.map(steps).join("");
        const [first] = journeys;
        const who = held === undefined || first === undefined ? "" : heldTable(first, held);
        terminal.out(table(journeys) + journeys.map(releasingLine).join("") + at + who + stuckRuns(stuck));
      }
    });
};

interface Options {
  readonly held?: boolean;
  readonly limit: string;
  readonly format: string;
}

function limitOf(text: string): number {
  const limit = wholeNumber("--limit", text);
  if (limit < 1 || limit > 1_000) throw new UsageError("--limit is from 1 to 1000.");
  return limit;
}

/** @throws UsageError where there is none of that name */
export function named(rows: readonly JourneyRow[], name: string): JourneyRow {
  const found = rows.find((row) => row.name === name);
  if (found !== undefined) return found;
  const names = rows.map((row) => row.name).join(", ");
  throw new UsageError(
    `No journey ${name} has been deployed; there is ${names === "" ? "none yet" : names}.`,
  );
}

const COLUMNS: readonly Column[] = [
  { head: "journey" },
  { head: "status" },
  { head: "entered", right: true },
  { head: "under way", right: true },
  { head: "finished", right: true },
  { head: "left", right: true },
  { head: "held", right: true },
  { head: "stuck", right: true },
];

function table(journeys: readonly JourneyRow[]): string {
  const rows = journeys.map((journey) => {
    const { entered, active, finished, exited, stuck } = journey.counts;
    const counts = [entered, active, finished, exited, heldIn(journey), stuck].map(String);
    return [journey.name, journey.status, ...counts];
  });
  return textTable(COLUMNS, rows);
}

/** More than these are no reading for a terminal. */
const MOST_SHOWN = 20;

function stuckRuns(stuck: readonly StuckRun[]): string {
  if (stuck.length === 0) return "";
  const more = stuck.length - MOST_SHOWN;
  const rest = more > 0 ? `… and ${more} more; trajet retry --list shows them all.\n` : "";
  const advice = "Once what is wrong is right, trajet retry lets them go on.\n";
  return `\n${stuckTable(stuck.slice(0, MOST_SHOWN))}${rest}${advice}`;
}

function steps({ at }: JourneyRow): string {
  const rows = Object.entries(at).map(([step, people]) => [step, String(people)]);
  return rows.length === 0 ? "" : `\n${textTable([{ head: "step" }, { head: "people", right: true }], rows)}`;
}
