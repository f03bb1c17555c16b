import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Says what will happen, and asks whether to go on.
 *
 * @throws UsageError where nobody can be asked, and where the answer is no
 */
export async function askFirst(terminal: Terminal, consequence: string): Promise<void> {
  if (!terminal.isTerminal) throw new UsageError(`${consequence} Say --yes to do it without being asked.`);
  terminal.err(`${consequence} Go on? (y/N) `);
  if (!/^\s*y(es)?\s*$/i.test(await firstLine(terminal))) throw new UsageError("Nothing was changed.");
}

async function firstLine({ stdin }: Terminal): Promise<string> {
  let text = "";
  for await (const chunk of stdin) {
    text += Buffer.from(chunk).toString();
    if (text.includes("\n")) break;
  }
  return text.split("\n")[0] ?? "";
}
