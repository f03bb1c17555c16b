import type { Backend } from "../backend/backend.ts";
import { createProgressBar } from "../backend/progress-bar.ts";
import type { AskedQuery, AskedSending, ListSending } from "../runtime.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";

export interface ListOrder {
  readonly query: AskedQuery;
  readonly message: string;
  readonly args: AskedSending["args"];
  /** Sends without asking. */
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** What `--send --format json` prints. */
export interface ListReport {
  readonly version: 1;
  readonly id: string;
  readonly message: string;
  readonly asOf: string;
  readonly total: number;
  readonly sent: number;
  readonly refused: readonly { readonly contact: string; readonly reason: string }[];
}

/**
 * Sends a message to the people of a list: says how many get it and how many are refused and why, asks, and sends. A
 * sending that was begun, and came to no end, goes on where it was.
 *
 * @returns `undefined` where the answer was no
 */
export async function sendToList(
  backend: Backend,
  terminal: Terminal,
  { query, message, args, yes, dryRun }: ListOrder,
): Promise<ListReport | undefined> {
  if (!yes && !dryRun && !terminal.isTerminal) {
    throw new UsageError("Nobody is here to be asked: say --yes to send, or --dry-run.");
  }
  const sending = await backend.prepareSending(query, message, args);
  const report = { version: 1, id: sending.id, message, asOf: sending.asOf, total: sending.total } as const;
  if (sending.resumed) {
    const done = sending.total - sending.left;
    terminal.err(
      `This was begun before, with the list as of ${sending.asOf}: ${done} of ${sending.total} are done, and it goes on.\n`,
    );
  }
  const trial = await inPages(terminal, sending, "asked", (after) => backend.trySending(sending.id, after));
  terminal.err(`${message}: ${trial.sent} of ${sending.left} get it.\n${reasons(trial.refused)}`);
  const goes = !dryRun && sending.left > 0 && (yes || (await confirmed(terminal)));
  if (!goes) {
    if (!sending.resumed) await backend.forgetSending(sending.id);
    return dryRun || sending.left === 0 ? { ...report, ...trial } : undefined;
  }
  const done = await inPages(terminal, sending, "sent", () => backend.continueSending(sending.id));
  terminal.err(`${message} is on its way to ${done.sent}.\n${reasons(done.refused)}`);
  return { ...report, ...done };
}

type Outcomes = Pick<ListReport, "sent" | "refused">;

async function inPages(
  terminal: Terminal,
  { left: all }: ListSending,
  what: string,
  page: (after: number) => ReturnType<Backend["continueSending"]>,
): Promise<Outcomes> {
  const bar = createProgressBar(terminal);
  const refused: ListReport["refused"][number][] = [];
  let [sent, after, left] = [0, 0, all];
  try {
    while (left > 0) {
      const next = await page(after);
      sent += next.sent;
      refused.push(...next.refused);
      ({ place: after, left } = next);
      bar.show((all - left) / all, `${all - left} of ${all} ${what}`);
    }
  } finally {
    bar.end();
  }
  return { sent, refused };
}

/** `3 refused: the contact is not subscribed to email` */
function reasons(refused: ListReport["refused"]): string {
  const counts = new Map<string, number>();
  for (const { reason } of refused) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts].sort(([, one], [, other]) => other - one);
  return lines.map(([reason, count]) => `  ${count} refused: ${reason}\n`).join("");
}

async function confirmed(terminal: Terminal): Promise<boolean> {
  terminal.err("Send it? [y/N] ");
  for await (const bytes of terminal.stdin) return /^y(es)?$/i.test(new TextDecoder().decode(bytes).trim());
  return false;
}
