import { createProgressBar, type ProgressBar } from "../backend/progress-bar.ts";
import type { SimulatedEntry } from "../runtime.ts";
import type { Simulated, SimulateOptions } from "../simulate/simulate.ts";
import type { Source } from "../simulate/source.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, projectFolder, type Register, wholeNumber } from "./context.ts";

interface Options {
  readonly contacts?: string;
  readonly events?: string;
  readonly orders?: string;
  readonly population?: string;
  readonly database?: true;
  readonly from?: string;
  readonly to?: string;
  readonly seed?: string;
  readonly against?: string;
  readonly apart?: true;
  readonly traces?: true;
  readonly strict?: true;
  readonly format: string;
}

export const registerSimulate: Register = (program, { terminal, exit }) => {
  const command = program
    .command("simulate")
    .description("Play people and what happened to them against a journey, or all of the project, and count.")
    .argument("[journey]", "the journey; all of them unless one is named")
    .option("--contacts <file>", "people, as for trajet import")
    .option("--events <file>", "what happened to them")
    .option("--orders <file>", "what they bought")
    .option("--population <file>", "people made up by the rates and distributions of this file")
    .option("--database", "people and what happened to them, as the project's database has it")
    .option(
      "--from <moment>",
      "journeys let people in from then on; the first moment that is told unless said",
    )
    .option("--to <moment>", "the end; 30 days behind the last moment that is told unless said")
    .option("--seed <number>", "of what is made up; the same number gives the same")
    .option("--against <revision>", "compare with the project at that revision of its git repository")
    .option("--apart", "play each person alone, although rates or lists tie them to each other")
    .option("--traces", "tell what happened to each person")
    .option("--strict", "take no file of which a line cannot be read")
    .option("--format <format>", "text, json or svg", "text")
    .action(async (journey: string | undefined, options: Options) => {
      const format = oneOf("--format", ["text", "json", "svg"], options.format);
      if (options.traces && format === "svg") throw new UsageError("--traces goes with text and json.");
      const { checkFolder } = await import("../checking.ts");
      const folder = projectFolder(command, terminal);
      const { compiled } = await checkFolder(folder);
      if (compiled === undefined)
        throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
      const names = compiled.journeys.map((one) => one.program.journey);
      if (journey !== undefined) refuseUnknown(journey, names);
      const against = options.against === undefined ? undefined : await readAgainst(folder, options.against);
      const bar = createProgressBar(terminal);
      const source = await openSource(folder, options, compiled, terminal, bar);
      try {
        refuseRejected(source, options, terminal, bar);
        const range = rangeOf(source, options);
        const common = { compiled, source, apart: options.apart === true, ...range };
        const found = await run(
          { ...common, ...(journey !== undefined && { journey }), ...(against !== undefined && { against }) },
          options,
          format,
          terminal,
          bar,
        );
        bar.end();
        await tell(found, format, options, terminal);
        if (found.rejected.length > 0) exit(PROBLEMS);
      } finally {
        bar.end();
        source.close();
      }
    });
};

type Format = "text" | "json" | "svg";

function refuseUnknown(name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const there = known.length === 0 ? "has none" : `has ${known.join(", ")}`;
  throw new UsageError(`There is no journey ${name}; the project ${there}.`);
}

async function readAgainst(folder: string, revision: string): Promise<SimulateOptions["against"]> {
  const { diskAt } = await import("../simulate/git-disk.ts");
  const { checkFolder } = await import("../checking.ts");
  const { compiled } = await checkFolder(folder, await diskAt(folder, revision));
  if (compiled !== undefined) return { revision, compiled };
  throw new UsageError(`The project has errors at ${revision}: it cannot be simulated.`);
}

/** People come from files, from the database, or are made up: one of these. */
async function openSource(
  folder: string,
  options: Options,
  compiled: SimulateOptions["compiled"],
  terminal: Terminal,
  bar: ProgressBar,
): Promise<Source> {
  const { contacts, events, orders, population } = options;
  const given = [contacts, population, options.database].filter((one) => one !== undefined);
  if (given.length !== 1)
    throw new UsageError(
      "Say where people come from, at one place: --contacts FILE, --population FILE or --database.",
    );
  if (contacts === undefined && (events ?? orders) !== undefined)
    throw new UsageError("--events and --orders go with --contacts: they tell what happened to people.");
  if (options.seed !== undefined && population === undefined)
    throw new UsageError("--seed goes with --population: nothing else is made up.");
  if (contacts !== undefined) {
    const { readFiles } = await import("../simulate/read-files.ts");
    const files = {
      contacts,
      ...(events !== undefined && { events }),
      ...(orders !== undefined && { orders }),
    };
    return readFiles(files, compiled, terminal, (share) => bar.show(share, "reading"));
  }
  if (population !== undefined) {
    const { readPopulation } = await import("../simulate/read-population.ts");
    const seed = options.seed === undefined ? undefined : wholeNumber("--seed", options.seed);
    return readPopulation(population, compiled, terminal, seed);
  }
  const { readDatabase } = await import("../simulate/read-database.ts");
  return readDatabase(folder, terminal);
}

/** More than these are no reading for a terminal. */
const MOST_SHOWN = 20;

function refuseRejected(
  { rejected }: Source,
  { strict }: Options,
  terminal: Terminal,
  bar: ProgressBar,
): void {
  if (!strict || rejected.length === 0) return;
  bar.end();
  for (const { file, line, reason } of rejected.slice(0, MOST_SHOWN))
    terminal.err(`${file}:${line}: ${reason}\n`);
  const lines = rejected.length === 1 ? "1 line cannot be read" : `${rejected.length} lines cannot be read`;
  throw new UsageError(`${lines}, and --strict takes none of it.`);
}

const THIRTY_DAYS_MS = 30 * 24 * 60 * 60 * 1000;

function rangeOf({ range }: Source, { from, to }: Options): { readonly from: number; readonly to: number } {
  const first = from === undefined ? range?.first : momentOf("--from", from);
  const last = to === undefined ? range && range.last + THIRTY_DAYS_MS : momentOf("--to", to);
  if (first === undefined || last === undefined)
    throw new UsageError("Nothing that is told has a moment: say --from and --to.");
  if (first >= last)
    throw new UsageError("The end lies before the beginning: --to has to come behind --from.");
  return { from: first, to: last };
}

/** A date alone would leave the zone open, so the moment needs its offset. */
function momentOf(option: string, text: string): number {
  const millis = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(millis)) return millis;
  throw new UsageError(
    `${option} takes a moment with its offset, as 2026-10-01T00:00:00+02:00; "${text}" is none.`,
  );
}

async function run(
  options: SimulateOptions,
  { traces }: Options,
  format: Format,
  terminal: Terminal,
  bar: ProgressBar,
): Promise<Simulated> {
  const { simulate } = await import("../simulate/simulate.ts");
  const { count } = options.source;
  let told = 0;
  if (traces && format === "json") terminal.out('{\n  "traces": [');
  const onTrace = (contact: string, entries: readonly SimulatedEntry[]): void => {
    if (format === "json")
      terminal.out(`${told === 0 ? "" : ","}\n    ${JSON.stringify(traceOf(contact, entries))}`);
    else terminal.out(traceText(contact, entries));
    told += 1;
  };
  return simulate({
    ...options,
    ...(traces && { onTrace }),
    onProgress: (people) =>
      bar.show(
        count === undefined || count === 0 ? undefined : people / count,
        `${people.toLocaleString("en")} people`,
      ),
  });
}

const entryOf = ({ at, kind, journey, run, step, data }: SimulatedEntry) => ({
  at: new Date(at).toISOString(),
  kind,
  journey,
  run,
  ...(step !== null && { step }),
  ...data,
});

const traceOf = (contact: string, entries: readonly SimulatedEntry[]) => ({
  contact,
  trace: entries.map(entryOf),
});

function traceText(contact: string, entries: readonly SimulatedEntry[]): string {
  const lines = entries.map(({ at, kind, journey, step, data }) => {
    const said = data.name ?? data.arm ?? data.reason ?? "";
    return `  ${[new Date(at).toISOString(), journey, kind, step ?? "", String(said)].filter((part) => part !== "").join("  ")}\n`;
  });
  return `${contact}\n${lines.join("")}`;
}

async function tell(
  found: Simulated,
  format: Format,
  { traces }: Options,
  terminal: Terminal,
): Promise<void> {
  if (format === "json") {
    const text = JSON.stringify(found, null, 2);
    // What was streamed before is the first member of the same document.
    terminal.out(traces ? `\n  ],${text.slice(1)}\n` : `${text}\n`);
    return;
  }
  for (const { file, line, reason } of found.rejected.slice(0, MOST_SHOWN))
    terminal.err(`${file}:${line}: ${reason}\n`);
  const more = found.rejected.length - MOST_SHOWN;
  if (more > 0) terminal.err(`… and ${more} more; --format json lists them all.\n`);
  if (format === "svg") {
    const { simulationChart } = await import("../simulate/chart.ts");
    terminal.out(simulationChart(found));
    return;
  }
  const { simulationText } = await import("../simulate/text.ts");
  terminal.out(simulationText(found));
}
