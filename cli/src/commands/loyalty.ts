import type { CompiledProject } from "@trajet/compiler";
import type { Backend } from "../backend/backend.ts";
import { createProgressBar } from "../backend/progress-bar.ts";
import type { Checked } from "../checking.ts";
import { csv } from "../csv.ts";
import { explainText } from "../loyalty/explain-text.ts";
import { sendToList } from "../loyalty/send-list.ts";
import { sheetOf } from "../loyalty/sheet.ts";
import { headingOf, tableOf } from "../loyalty/table.ts";
import type { AskedQuery } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { argsOf } from "./send.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly asOf?: string;
  readonly audience?: string;
  readonly store?: string;
  readonly by?: string;
  readonly over?: string;
  readonly top?: string;
  readonly change?: boolean;
  readonly explain?: string | true;
  readonly send?: string;
  readonly arg: readonly string[];
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly rebuild?: boolean;
  readonly format: string;
}

export const registerLoyalty: Register = (program, { terminal, exit }) => {
  const command = program
    .command("loyalty")
    .description("Rank customers: by a loyalty query of the project, or as asked.")
    .argument("[name]", "the query, as the project declares it; without it say --by and --over")
    .option("--as-of <moment>", "as it was then: RFC 3339, as 2026-10-01T00:00:00+02:00")
    .option("--audience <name>", "whose people are ranked; may be left out where there is one")
    .option("--store <names>", "Boutique, or Boutique,Atelier, or any")
    .option("--by <measure>", "orders, average, total, or another measure of the language")
    .option("--over <period>", 'as "last month", "quarter to date", "last 90 days" or "all time"')
    .option("--top <size>", "100 or 10%")
    .option("--change", "beside each row its rank and value in the period before")
    .option("--explain [contact]", "how it is computed and, of a contact, which orders made its value")
    .option("--send <message>", "send it to all who are listed, each once; asks first")
    .option("--arg <name=value...>", "a value for one of the message's parameters", [])
    .option("--yes", "send without asking")
    .option("--dry-run", "only say what would become of a sending")
    .option("--rebuild", "make the roll-ups of orders anew")
    .option("--format <format>", "table, csv or json", "table")
    .action(async (name: string | undefined, options: Options) => {
      const format = oneOf("--format", ["table", "csv", "json"], options.format);
      const work = workOf(name, options, format, terminal);
      const code = await withBackend(projectFolder(command, terminal), terminal, work);
      if (code !== undefined) exit(code);
    });
};

type Format = "table" | "csv" | "json";
type Work = (backend: Backend, checked: Checked) => Promise<number | undefined>;

/** What the command is to do; wrong usage is told before anything is opened. */
function workOf(name: string | undefined, options: Options, format: Format, terminal: Terminal): Work {
  if (options.rebuild === true) return (backend) => rebuild(backend, terminal);
  const asked = askedOf(name, options);
  const asOf = options.asOf === undefined ? undefined : momentOf(options.asOf);
  return async (backend, { compiled }) => {
    if (name !== undefined) refuseUnknown(name, compiled);
    if (options.send !== undefined) return send(backend, terminal, asked, options, format, compiled);
    if (options.explain !== undefined) {
      const contact = options.explain === true ? undefined : options.explain;
      const explained = await backend.explainLoyalty(asked, asOf, contact);
      if (format === "json") printJson(terminal, explained);
      else terminal.out(explainText(explained));
      return undefined;
    }
    const result = await backend.loyalty(asked, asOf, { before: options.change === true });
    if (format === "json") printJson(terminal, result);
    else if (format === "csv") terminal.out(csv(sheetOf(result)));
    else {
      terminal.err(`${headingOf(result)}\n`);
      terminal.out(tableOf(result));
    }
    return undefined;
  };
}

function askedOf(name: string | undefined, { audience, store, by, over, top }: Options): AskedQuery {
  const adHoc = { audience, store, by, over, top };
  const said = Object.entries(adHoc).filter(([, value]) => value !== undefined);
  const [first] = said;
  if (name === undefined) {
    if (first !== undefined) return adHoc;
    throw new UsageError(
      'Name a loyalty query of the project, or say --by and --over, as --over "last month".',
    );
  }
  if (first === undefined) return { name };
  throw new UsageError(`${name} says itself whom it ranks: leave out --${first[0]}, or the name.`);
}

async function send(
  backend: Backend,
  terminal: Terminal,
  query: AskedQuery,
  options: Options,
  format: Format,
  compiled: CompiledProject | undefined,
): Promise<number | undefined> {
  const { send: message = "", yes = false, dryRun = false } = options;
  if (options.asOf !== undefined)
    throw new UsageError("A message goes to the list as it is now: leave out --as-of.");
  if (compiled === undefined)
    throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
  const args = await argsOf(compiled, message, options.arg);
  const report = await sendToList(backend, terminal, { query, message, args, yes, dryRun });
  if (report === undefined) terminal.err("Nothing was sent.\n");
  else if (format === "json") printJson(terminal, report);
  return report !== undefined && report.refused.length > 0 ? PROBLEMS : undefined;
}

async function rebuild(backend: Backend, terminal: Terminal): Promise<undefined> {
  const bar = createProgressBar(terminal);
  const began = performance.now();
  try {
    await backend.rebuild((share, step) => bar.show(share, step));
  } finally {
    bar.end();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  terminal.err(`The roll-ups of orders are made anew, in ${seconds} s.\n`);
}

/** A date alone would leave the zone open, so the moment needs its offset. */
function momentOf(text: string): number {
  const millis = /T.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(millis)) return millis;
  throw new UsageError(
    `--as-of takes a moment with its offset, as 2026-10-01T00:00:00+02:00; "${text}" is none.`,
  );
}

function refuseUnknown(name: string, compiled: CompiledProject | undefined): void {
  const known = compiled?.loyalty.map((query) => query.name) ?? [name];
  if (known.includes(name)) return;
  const there = known.length === 0 ? "declares none" : `has ${known.join(", ")}`;
  throw new UsageError(`There is no loyalty query ${name}; the project ${there}.`);
}
