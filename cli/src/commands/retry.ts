import type { Backend } from "../backend/backend.ts";
import type { DeadLetter, Discarding, Replayed, StuckRun } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";
import { withBackend } from "./with-backend.ts";

interface Options {
  readonly run?: string;
  readonly deadLetters?: true;
  readonly list?: true;
  readonly discard?: string;
  readonly because?: string;
  readonly format: string;
}

export const registerRetry: Register = (program, { terminal, exit }) => {
  const command = program
    .command("retry")
    .description("Try again what could not be done: stuck runs, or payloads that did not fit.")
    .argument("[journey]", "only the stuck runs of this journey")
    .option("--run <id>", "only this run")
    .option("--dead-letters", "let in what came in and did not fit, by the project as it is now")
    .option("--list", "show them, and try nothing")
    .option("--discard <ids>", "throw away the dead letters with these ids (17,18), or all")
    .option("--because <reason>", "why nobody needs them, for the audit log")
    .option("--format <format>", "text or json", "text")
    .action(async (journey: string | undefined, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      if (options.deadLetters && (journey !== undefined || options.run !== undefined)) {
        throw new UsageError("--dead-letters are of no journey and no run: leave these out.");
      }
      const discarding = await readDiscarding(options);
      const result = await withBackend(projectFolder(command, terminal), terminal, (backend) =>
        discarding === undefined ? perform(backend, journey, options) : discard(backend, discarding),
      );
      if (format === "json") printJson(terminal, { version: 1, ...written(result) });
      else tell(result, terminal);
      if ("rejected" in result && result.rejected.length > 0) exit(PROBLEMS);
    });
};

type Result =
  | { readonly stuck: readonly StuckRun[] }
  | { readonly deadLetters: readonly DeadLetter[] }
  | { readonly retried: number }
  | { readonly discarded: number }
  | Omit<Replayed, "next">;

interface AskedDiscarding extends Omit<Discarding, "ids"> {
  readonly ids: readonly number[] | "all";
}

async function readDiscarding({
  discard,
  because,
  deadLetters,
  list,
}: Options): Promise<AskedDiscarding | undefined> {
  if (discard === undefined) {
    if (because === undefined) return undefined;
    throw new UsageError("--because says why dead letters are thrown away: say which with --discard.");
  }
  if (!deadLetters || list) throw new UsageError("--discard goes with --dead-letters, and without --list.");
  const { LONGEST_REASON } = await import("../runtime.ts");
  if (because === undefined || because.trim() === "" || because.length > LONGEST_REASON)
    throw new UsageError(
      `Say why nobody needs them, for the audit log: --because "orders of the test shop", in at most ${LONGEST_REASON} characters.`,
    );
  if (discard === "all") return { ids: "all", because };
  if (!/^[1-9]\d{0,14}(,[1-9]\d{0,14})*$/.test(discard))
    throw new UsageError(
      "--discard takes the ids that `trajet retry --dead-letters --list` shows, as 17,18, or all.",
    );
  return { ids: discard.split(",").map(Number), because };
}

async function discard(backend: Backend, { ids, because }: AskedDiscarding): Promise<Result> {
  const { DISCARDED_AT_ONCE } = await import("../runtime.ts");
  const asked = ids === "all" ? (await backend.deadLetters()).map(({ id }) => id) : ids;
  let discarded = 0;
  for (let from = 0; from < asked.length; from += DISCARDED_AT_ONCE)
    discarded += await backend.discard({ ids: asked.slice(from, from + DISCARDED_AT_ONCE), because });
  if (discarded === 0 && ids !== "all")
    throw new UsageError(`There is no dead letter ${ids.join(", ")}: \`--list\` shows those that are left.`);
  return { discarded };
}

async function perform(
  backend: Backend,
  journey: string | undefined,
  { run, deadLetters, list }: Options,
): Promise<Result> {
  if (deadLetters) return list ? { deadLetters: await backend.deadLetters() } : backend.replay();
  if (list) {
    const stuck = await backend.stuck(journey);
    return { stuck: run === undefined ? stuck : stuck.filter((one) => one.run === run) };
  }
  const which = { ...(journey !== undefined && { journey }), ...(run !== undefined && { run }) };
  const retried = await backend.retry(which);
  if (retried === 0 && run !== undefined) throw new UsageError(`No run ${run} is stuck.`);
  return { retried };
}

/** Moments are RFC 3339 in JSON. */
function written(result: Result): object {
  if (!("deadLetters" in result)) return result;
  const deadLetters = result.deadLetters.map((letter) => ({
    ...letter,
    receivedAt: new Date(letter.receivedAt).toISOString(),
  }));
  return { deadLetters };
}

function tell(result: Result, terminal: Terminal): void {
  if ("stuck" in result) terminal.out(stuckTable(result.stuck) || "No run is stuck.\n");
  else if ("deadLetters" in result) terminal.out(letterTable(result.deadLetters));
  else if ("discarded" in result) terminal.out(`${counted(result.discarded, "dead letter")} thrown away\n`);
  else if ("retried" in result) terminal.out(`${counted(result.retried, "stuck run")} tried again\n`);
  else tellReplayed(result, terminal);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** One line for each, with the reason; nothing for none. */
export function stuckTable(stuck: readonly StuckRun[]): string {
  if (stuck.length === 0) return "";
  return textTable(
    [{ head: "run" }, { head: "contact" }, { head: "journey" }, { head: "step" }, { head: "stuck because" }],
    stuck.map(({ run, contact, journey, step, reason }) => [run, contact, journey, step ?? "", reason]),
  );
}

function letterTable(letters: readonly DeadLetter[]): string {
  if (letters.length === 0) return "There are no dead letters.\n";
  return textTable(
    [{ head: "id", right: true }, { head: "came" }, { head: "as" }, { head: "reason" }],
    letters.map(({ id, receivedAt, kind, reason }) => [
      String(id),
      new Date(receivedAt).toISOString(),
      kind,
      reason,
    ]),
  );
}

function tellReplayed(
  { read, written, unchanged, rejected }: Omit<Replayed, "next">,
  terminal: Terminal,
): void {
  for (const { id, kind, reason } of rejected) terminal.err(`${id} (${kind}): ${reason}\n`);
  terminal.out(
    `dead letters: ${read} read, ${written} written, ${unchanged} unchanged, ${rejected.length} rejected\n`,
  );
}
