import { dirname, extname, resolve } from "node:path";
import type { Model } from "@trajet/compiler";
import type { Journey } from "@trajet/grammar";
import { type Disk, reasonOf } from "../disk.ts";
import { readProject } from "../project.ts";
import { UsageError } from "../usage-error.ts";
import { oneOf, projectFolder, type Register } from "./context.ts";

interface Options {
  readonly output?: string;
  readonly format?: string;
  readonly expand: readonly string[];
  readonly link: string;
  readonly theme: string;
}

const FORMATS = ["prose", "svg", "mermaid", "json"] as const;
type Format = (typeof FORMATS)[number];
const THEMES = ["auto", "light", "dark"] as const;

/** What a file's name says of its format. */
const SUFFIXES: Readonly<Record<string, Format>> = {
  ".json": "json",
  ".svg": "svg",
  ".mmd": "mermaid",
  ".mermaid": "mermaid",
  ".md": "prose",
  ".txt": "prose",
};

export const registerMap: Register = (program, { terminal, disk }) => {
  const command = program
    .command("map")
    .description(
      "Draw a journey, or tell it in numbered English; without one, show how the journeys start each other.",
    )
    .argument("[journey]", "the name of a journey; all of the project unless said")
    .option("-o, --output <file>", "where to; its suffix says the format")
    .option("--format <format>", `${FORMATS.join(", ")}; prose unless said`)
    .option("--expand <fragment>", "draw the steps of this fragment, or of all; may be repeated", collect, [])
    .option("--link <address>", "where a step's picture leads, with {file} and {line}", "{file}#L{line}")
    .option("--theme <theme>", `${THEMES.join(", ")}: the colours of a picture`, "auto")
    .action(async (name: string | undefined, options: Options) => {
      const format = formatOf(options);
      const theme = oneOf("--theme", THEMES, options.theme);
      const { projectFiles } = await import("../checking.ts");
      const { checkProject } = await import("@trajet/compiler");
      const { model } = checkProject(projectFiles(readProject(projectFolder(command, terminal))));
      const text = await draw(model, name, format, { ...options, theme });
      if (options.output === undefined) return terminal.out(text);
      const suffix = extname(options.output);
      if (SUFFIXES[suffix] !== undefined && SUFFIXES[suffix] !== format)
        terminal.err(`${options.output} ends in ${suffix}, and holds ${format}, as --format says.\n`);
      write(resolve(terminal.cwd, options.output), options.output, text, disk);
    });
};

/** @throws UsageError for a format that there is none of, and for a file whose suffix says none */
function formatOf({ format, output }: Options): Format {
  if (format !== undefined) return oneOf("--format", FORMATS, format);
  if (output === undefined) return "prose";
  const suffix = extname(output);
  const found = SUFFIXES[suffix];
  if (found !== undefined) return found;
  throw new UsageError(
    `The name ${output} does not say a format: end it in ${Object.keys(SUFFIXES).join(", ")}, or add --format.`,
  );
}

type Drawing = Pick<Options, "expand" | "link"> & { readonly theme: (typeof THEMES)[number] };

async function draw(
  model: Model,
  name: string | undefined,
  format: Format,
  options: Drawing,
): Promise<string> {
  const { journeyMap, mermaidOf, projectMap, projectProse, proseOf, svgOf } = await import(
    "@trajet/compiler"
  );
  const journey = name === undefined ? undefined : await journeyNamed(model, name);
  const expand = await expanded(model, options.expand);
  if (format === "prose") return journey === undefined ? projectProse(model) : proseOf(model, journey);
  const map = journey === undefined ? projectMap(model) : journeyMap(model, journey, { expand });
  switch (format) {
    case "json":
      return `${JSON.stringify(map, null, 2)}\n`;
    case "svg":
      return svgOf(map, options);
    case "mermaid":
      return mermaidOf(map, options.link.includes("://") ? { link: options.link } : {});
    default:
      return format satisfies never;
  }
}

/** @throws UsageError if the project has no such journey */
async function journeyNamed({ symbols }: Model, name: string): Promise<Journey> {
  const found = symbols.journeys.get(name);
  if (found !== undefined) return found;
  throw new UsageError(await missing("journey", name, symbols.journeys.keys()));
}

/** @throws UsageError if the project has no such fragment */
async function expanded({ symbols }: Model, names: readonly string[]): Promise<"all" | readonly string[]> {
  if (names.includes("all") && !symbols.fragments.has("all")) return "all";
  for (const name of names) {
    if (!symbols.fragments.has(name))
      throw new UsageError(await missing("fragment", name, symbols.fragments.keys()));
  }
  return names;
}

async function missing(kind: string, name: string, names: Iterable<string>): Promise<string> {
  const { nearest } = await import("@trajet/compiler");
  const all = [...names].toSorted();
  const near = nearest(name, all);
  if (near !== undefined) return `There is no ${kind} ${name}: did you mean ${near}?`;
  if (all.length === 0) return `There is no ${kind} ${name}: the project declares none.`;
  return `There is no ${kind} ${name}: the project has ${all.join(", ")}.`;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** @throws UsageError if the file cannot be written */
function write(path: string, given: string, text: string, disk: Disk): void {
  try {
    disk.makeFolder(dirname(path));
    disk.write(path, text);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    throw new UsageError(`${given} cannot be written: ${reason}.`);
  }
}
