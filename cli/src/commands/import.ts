import { createReadStream, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CompiledProject } from "@trajet/compiler";
import type { Backend } from "../backend/backend.ts";
import { createProgressBar } from "../backend/progress-bar.ts";
import type { Checked } from "../checking.ts";
import type { ExportPlatform, ImportEars, ImportReport, Kind, ShopExport } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly rejects?: string;
  readonly coupon?: string;
  readonly from?: string;
  readonly store?: string;
  readonly format: string;
}

const KINDS: readonly Kind[] = ["contacts", "orders", "events", "coupons"];

export const registerImport: Register = (program, { terminal, exit }) => {
  const command = program
    .command("import")
    .description(
      "Load contacts, orders, events or the codes of coupons from a CSV file with a header, or NDJSON. The same file again changes nothing.",
    )
    .argument("<kind>", "contacts, orders, events or coupons")
    .argument("<file>", "the file; - is standard input")
    .option("--rejects <file>", "write the lines that were not taken there, to be mended and imported again")
    .option("--coupon <name>", "the coupon of all codes in the file, which then needs no column for it")
    .option("--from <shop>", "orders as a shop exports them: shopify or woocommerce")
    .option(
      "--store <name>",
      "the store of these orders; only needed where the project has several of the shop's",
    )
    .option("--format <format>", "text or json", "text")
    .action(async (kindText: string, file: string, options: Options) => {
      const kind = oneOf("What is imported", KINDS, kindText);
      const format = oneOf("--format", ["text", "json"], options.format);
      const given = givenBy(kind, options);
      const platform = platformOf(kind, options);
      const input = openInput(file, terminal);
      const { report, rejects } = await withBackend(
        projectFolder(command, terminal),
        terminal,
        (backend, checked) =>
          run(kind, input, { given, platform, store: options.store }, backend, checked, terminal),
      );
      if (options.rejects !== undefined) await writeLines(resolve(terminal.cwd, options.rejects), rejects);
      if (format === "json") printJson(terminal, { version: 1, ...report });
      else tell(kind, file, report, options, terminal);
      if (report.rejected.length > 0) exit(PROBLEMS);
    });
};

function givenBy(kind: Kind, { coupon }: Options): Readonly<Record<string, string>> {
  if (coupon === undefined) return {};
  if (kind === "coupons") return { coupon };
  throw new UsageError("--coupon names the coupon of codes: it goes with `trajet import coupons`.");
}

const PLATFORMS: readonly ExportPlatform[] = ["shopify", "woocommerce"];

function platformOf(kind: Kind, { from, store }: Options): ExportPlatform | undefined {
  if (from === undefined && store === undefined) return undefined;
  if (kind === "orders" && from !== undefined) return oneOf("--from", PLATFORMS, from);
  throw new UsageError(
    "--from and --store are of a shop's export: `trajet import orders FILE --from shopify`.",
  );
}

/** The store whose orders these are: the one that is named, or the only one of its platform. */
function exportOf(
  { stores }: CompiledProject,
  platform: ExportPlatform,
  named: string | undefined,
): ShopExport {
  const ofShop = Object.keys(stores).filter((name) => stores[name]?.platform === platform);
  const store = named ?? (ofShop.length === 1 ? ofShop[0] : undefined);
  if (store !== undefined && Object.hasOwn(stores, store)) return { platform, store };
  throw new UsageError(
    named === undefined
      ? `Say whose orders these are by --store: the project declares ${ofShop.length} stores with platform "${platform}".`
      : `The project declares no store ${named}.`,
  );
}

interface Asked {
  readonly given: Readonly<Record<string, string>>;
  readonly platform: ExportPlatform | undefined;
  readonly store: string | undefined;
}

interface Input {
  /** As it was given, for people. */
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
  /** `undefined` for standard input. */
  readonly size: number | undefined;
}

function openInput(file: string, terminal: Terminal): Input {
  if (file === "-") return { name: "standard input", bytes: terminal.stdin, size: undefined };
  const path = resolve(terminal.cwd, file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`There is no file ${file}.`);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder: name the file in it.`);
  return { name: file, bytes: createReadStream(path), size: found.size };
}

async function run(
  kind: Kind,
  input: Input,
  { given, platform, store }: Asked,
  backend: Backend,
  { compiled }: Checked,
  terminal: Terminal,
) {
  if (compiled === undefined) {
    throw new UsageError("The project has errors: see `trajet check`, and repair them first.");
  }
  const { ImportProblem, importRows } = await import("../runtime.ts");
  const from = platform && exportOf(compiled, platform, store);
  const rejects: string[] = [];
  const bar = createProgressBar(terminal);
  const counted = countBytes(input);
  try {
    const ears: ImportEars = {
      onNote: (note) => terminal.err(`${input.name}: ${note}\n`),
      onHeader: (header) => void rejects.push(header),
      onRejected: ({ text }) => void rejects.push(text),
      onProgress: ({ read }) => bar.show(counted.share(), `${read.toLocaleString("en")} ${kind}`),
    };
    const report = await importRows(kind, counted.bytes, "auto", backend.sink, compiled, ears, given, from);
    return { report, rejects };
  } catch (error) {
    if (error instanceof ImportProblem) throw new UsageError(`Nothing was imported: ${error.message}.`);
    throw error;
  } finally {
    bar.end();
  }
}

function countBytes({ bytes, size }: Input) {
  let seen = 0;
  async function* counting() {
    for await (const chunk of bytes) {
      seen += chunk.length;
      yield chunk;
    }
  }
  return { bytes: counting(), share: () => (size === undefined ? undefined : seen / size) };
}

async function writeLines(path: string, lines: readonly string[]): Promise<void> {
  await writeFile(path, lines.map((line) => `${line}\n`).join("")).catch((cause: Error) => {
    throw new UsageError(`The lines that were not taken cannot be written: ${cause.message}.`, { cause });
  });
}

/** More than these are no reading for a terminal. */
const MOST_SHOWN = 20;

function tell(
  kind: Kind,
  file: string,
  { read, written, unchanged, rejected }: ImportReport,
  { rejects }: Options,
  terminal: Terminal,
): void {
  const name = file === "-" ? "line " : `${file}:`;
  for (const { line, reason } of rejected.slice(0, MOST_SHOWN)) terminal.err(`${name}${line}: ${reason}\n`);
  const more = rejected.length - MOST_SHOWN;
  if (more > 0) terminal.err(`… and ${more} more; --format json lists them all.\n`);
  if (rejected.length > 0 && rejects === undefined) {
    terminal.err("With --rejects FILE these lines are written to a file, to be mended and imported again.\n");
  }
  terminal.out(
    `${kind}: ${read} read, ${written} written, ${unchanged} unchanged, ${rejected.length} rejected\n`,
  );
}
