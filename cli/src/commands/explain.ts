import type { Explanation } from "@trajet/compiler";
import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, type Register } from "./context.ts";

export const registerExplain: Register = (program, { terminal }) => {
  program
    .command("explain")
    .description("Explain a code of a diagnostic, with a wrong and a right example.")
    .argument("<code>", "as TJ5002")
    .option("--format <format>", "text or json", "text")
    .action(async (code: string, options: { readonly format: string }) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const { explain } = await import("@trajet/compiler");
      const found = explain(code);
      if (found === undefined) {
        throw new UsageError(
          `There is no code ${code}: codes are TJ and four digits, as trajet check prints them.`,
        );
      }
      if (format === "json") printJson(terminal, { version: 1, ...found });
      else terminal.out(page(found));
    });
};

function page({ code, name, severity, explanation, help, bad, good }: Explanation): string {
  const title = `${code} ${name} (${severity})`;
  return `${[title, explanation, help, "Wrong:", sample(bad), "Right:", sample(good)].join("\n\n")}\n`;
}

/** The `.journey` file, then the others under their names. */
function sample({ text, config, files }: Explanation["bad"]): string {
  const more = { ...(config === undefined ? {} : { "trajet.json": config }), ...files };
  const named = Object.entries(more).map(([path, content]) => `${path}:\n${indent(content)}`);
  return [indent(text), ...named].join("\n\n");
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");
}
