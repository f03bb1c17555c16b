import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { main } from "../cli/src/main.ts";
import { processTerminal } from "../cli/src/terminal.ts";

/** The manual's pictures that are drawn from the examples, by the command line that draws each. */
export const DRAWN: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "docs/images/map.svg",
    ["map", "WelcomeSeries", "--format", "svg", "--link", "../../examples/shop/{file}#L{line}"],
  ],
]);

/** What a command line writes about the example shop. */
export async function drawing(line: readonly string[]): Promise<string> {
  const out: string[] = [];
  const cwd = fileURLToPath(new URL("../examples/shop", import.meta.url));
  const terminal = { ...processTerminal(), cwd, out: (text: string) => void out.push(text) };
  const code = await main(line, terminal);
  if (code !== 0) throw new Error(`trajet ${line.join(" ")} ended with ${code}`);
  return out.join("");
}

if (import.meta.main) {
  for (const [path, line] of DRAWN)
    writeFileSync(new URL(`../${path}`, import.meta.url), await drawing(line));
}
