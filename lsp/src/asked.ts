import type { Connection } from "vscode-languageserver";
import { stackOf } from "./guard.ts";

/** The editor may refuse what it is asked, or be gone: that is written down, and changes nothing. */
export function settled(connection: Connection, asked: Promise<unknown>): void {
  asked.catch((problem: unknown) => {
    connection.console.error(`the editor did not take a message: ${stackOf(problem)}`);
  });
}
