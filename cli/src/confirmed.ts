import type { Terminal } from "./terminal.ts";

/** Whether the next line that is typed says yes; anything else is a no. */
export async function confirmed({ stdin }: Pick<Terminal, "stdin">): Promise<boolean> {
  let text = "";
  for await (const chunk of stdin) {
    text += Buffer.from(chunk).toString();
    if (text.includes("\n")) break;
  }
  return /^\s*y(es)?\s*$/i.test(text.split("\n")[0] ?? "");
}
