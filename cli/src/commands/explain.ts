import { UsageError } from "../usage-error.ts";
import { oneOf, printJson, type Register } from "./context.ts";

export const registerExplain: Register = (program, { terminal }) => {
  program
    .command("explain")
    .description("Explain a code of a diagnostic, with a wrong and a right example.")
    .argument("<code>", "as TJ5002")
    .option("--format <format>", "text or json", "text")
    .action(async (text: string, options: { readonly format: string }) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const { CATALOGUE, isCode } = await import("@trajet/compiler");
      const code = text.toUpperCase();
      if (!isCode(code)) {
        throw new UsageError(
          `There is no code ${text}: codes are TJ and four digits, as they stand in what trajet check says.`,
        );
      }
      const { name, severity, help, explanation, bad, good } = CATALOGUE[code];
      if (format === "json")
        printJson(terminal, { version: 1, code, name, severity, help, explanation, bad, good });
      else terminal.out(page(`${code} ${name} (${severity})`, explanation, help, bad, good));
    });
};

interface Sample {
  readonly text: string;
  readonly config?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function page(title: string, explanation: string, help: string, bad: Sample, good: Sample): string {
  return `${[title, "", explanation, "", help, "", "Wrong:", "", sample(bad), "", "Right:", "", sample(good)].join("\n")}\n`;
}

/** The `.journey` file, then the others under their names. */
function sample({ text, config, files }: Sample): string {
  const more = { ...(config === undefined ? {} : { "trajet.json": config }), ...files };
  const named = Object.entries(more).flatMap(([path, content]) => ["", `${path}:`, indent(content)]);
  return [indent(text), ...named].join("\n");
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${line}`))
    .join("\n");
}
