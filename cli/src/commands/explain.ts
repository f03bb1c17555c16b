import type { Explanation } from "@trajet/compiler";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, PROBLEMS, printJson, projectFolder, type Register } from "./context.ts";

export const registerExplain: Register = (program, context) => {
  const { terminal, exit } = context;
  const command = program
    .command("explain")
    .description("Explain a code of a diagnostic, or what a journey costs and how it runs on Temporal.")
    .argument("<code or journey>", "as TJ5002, single-equals, or WelcomeSeries")
    .option("--format <format>", "text or json", "text")
    .action(async (what: string, options: { readonly format: string }) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      if (/^tj\d{4}/i.test(what)) return explainCode(what, format, terminal);
      // No journey can have a hyphen in its name: codes can.
      if (what.includes("-")) return explainCode(await codeNamed(what), format, terminal);
      const explained = await explainJourney(what, projectFolder(command, terminal), terminal);
      if (explained === undefined) return exit(PROBLEMS);
      const { journeyJson, journeyPage } = await import("../explain/journey.ts");
      if (format === "json") printJson(terminal, journeyJson(explained));
      else terminal.out(journeyPage(explained));
    });
};

/** @throws UsageError if no code has that name */
async function codeNamed(name: string): Promise<string> {
  const { catalogue, nearest } = await import("@trajet/compiler");
  const all = catalogue();
  const found = all.find((each) => each.name === name.toLowerCase());
  if (found !== undefined) return found.code;
  const near = nearest(
    name,
    all.map((each) => each.name),
  );
  const instead = near === undefined ? "trajet check prints them with their mistakes" : `is it ${near}?`;
  throw new UsageError(`No code is named ${name}: ${instead}`);
}

async function explainCode(code: string, format: "text" | "json", terminal: Terminal): Promise<void> {
  const { explain, legible } = await import("@trajet/compiler");
  const found = explain(code);
  if (found === undefined) {
    throw new UsageError(
      `There is no code ${code}: codes are TJ and four digits, as trajet check prints them.`,
    );
  }
  if (format === "json") printJson(terminal, { version: 1, ...found });
  else terminal.out(page(found, legible));
}

type Legible = (line: string) => string;

/** Compiles the project of a folder for one journey of it; `undefined` if it cannot run, which is said. */
async function explainJourney(name: string, folder: string, terminal: Terminal) {
  const { checkFolder } = await import("../checking.ts");
  const { journeyCosts, nearest } = await import("@trajet/compiler");
  const checked = await checkFolder(folder);
  const { journeys } = checked.model.symbols;
  const journey = journeys.get(name);
  if (journey === undefined) {
    const near = nearest(name, journeys.keys());
    const instead =
      near === undefined ? `there are ${[...journeys.keys()].join(", ") || "none"}.` : `is it ${near}?`;
    throw new UsageError(`There is no code and no journey ${name}: ${instead}`);
  }
  const compiled = checked.compiled?.journeys.find(({ program }) => program.journey === name);
  if (compiled !== undefined) return { compiled, journey, costs: journeyCosts(checked.model, journey) };
  const { writeDiagnostics } = await import("../output/write.ts");
  writeDiagnostics([{ checked, shown: checked.diagnostics }], "pretty", terminal);
  for (const sentence of checked.leftOut) terminal.err(`${sentence}\n`);
  return undefined;
}

function page({ code, name, severity, explanation, help, bad, good }: Explanation, legible: Legible): string {
  const title = `${code} ${name} (${severity})`;
  return `${[title, explanation, help, "Wrong:", sample(bad, legible), "Right:", sample(good, legible)].join("\n\n")}\n`;
}

/** The `.journey` file, then the others under their names. */
function sample({ text, config, files }: Explanation["bad"], legible: Legible): string {
  const more = { ...(config === undefined ? {} : { "trajet.json": config }), ...files };
  const named = Object.entries(more).map(([path, content]) => `${path}:\n${indent(content, legible)}`);
  return [indent(text, legible), ...named].join("\n\n");
}

function indent(text: string, legible: Legible): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "" ? "" : `    ${legible(line)}`))
    .join("\n");
}
