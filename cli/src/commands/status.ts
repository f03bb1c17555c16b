import type { JourneyRow } from "../runtime.ts";
import { type Column, textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

export const registerStatus: Register = (program, { terminal }) => {
  const command = program
    .command("status")
    .description("Show the journeys, and how many people are in each.")
    .argument("[journey]", "only this one, with the steps at which people stand")
    .option("--format <format>", "table or json", "table")
    .action(async (name: string | undefined, options: { readonly format: string }) => {
      const format = oneOf("--format", ["table", "json"], options.format);
      const folder = projectFolder(command, terminal);
      const rows = await withBackend(folder, terminal, (backend) => backend.journeys());
      const journeys = name === undefined ? rows : [named(rows, name)];
      if (format === "json") printJson(terminal, { version: 1, journeys });
      else terminal.out(table(journeys) + (name === undefined ? "" : journeys.map(steps).join("")));
    });
};

function named(rows: readonly JourneyRow[], name: string): JourneyRow {
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
  { head: "stuck", right: true },
];

function table(journeys: readonly JourneyRow[]): string {
  const rows = journeys.map(({ name, status, counts }) => [
    name,
    status,
    ...[counts.entered, counts.active, counts.finished, counts.exited, counts.stuck].map(String),
  ]);
  return textTable(COLUMNS, rows);
}

function steps({ at }: JourneyRow): string {
  const rows = Object.entries(at).map(([step, people]) => [step, String(people)]);
  return rows.length === 0 ? "" : `\n${textTable([{ head: "step" }, { head: "people", right: true }], rows)}`;
}
