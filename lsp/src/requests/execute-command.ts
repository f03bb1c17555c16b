import { journeyMap, proseOf, svgOf } from "@trajet/compiler";
import type { Journey } from "@trajet/grammar";
import { ErrorCodes, type ExecuteCommandParams, ResponseError } from "vscode-languageserver";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { programText } from "./text-document-content.ts";

/** How tests went: `report` is the document of `trajet test --format json`, `text` tells the same to people. */
export interface TestsRun {
  readonly passed: boolean;
  readonly report: unknown;
  readonly text: string;
}

/**
 * Runs the tests of a file, or the one of a title, as `trajet test` does and on the texts of the snapshot; given by the
 * host, which has the engine. A project that cannot run has not passed, and the text says why.
 */
export type RunTests = (
  project: ProjectSnapshot,
  file: string,
  title: string | undefined,
) => Promise<TestsRun>;

/** What a command does beside its answer; given by the host and the connection. */
export interface CommandPorts {
  readonly runTests: RunTests | undefined;
  /** Shows the user how tests went. */
  readonly tell: (run: TestsRun) => void;
}

/**
 * What an editor may ask for by name. Each takes one object with the `uri` of a file: `trajet.server.map` and
 * `.program` and `.prose` also a `journey` (the file's first unless said), `.test` a `title` (all of the file unless said)
 * and `tell`, for an editor that shows no answers.
 */
export const COMMANDS = [
  "trajet.server.map",
  "trajet.server.prose",
  "trajet.server.program",
  "trajet.server.test",
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface CommandArgument {
  readonly uri: string;
  readonly journey?: string;
  readonly title?: string;
  readonly tell?: boolean;
  readonly theme?: "light" | "dark" | "auto";
  readonly expand?: "all" | readonly string[];
}

/** @throws {ResponseError} for a command that there is none of, or without the URI of a file */
export function commandOf({ command, arguments: args = [] }: ExecuteCommandParams): {
  readonly name: CommandName;
  readonly argument: CommandArgument;
} {
  const name = COMMANDS.find((each) => each === command);
  if (name === undefined)
    throw refused(`There is no command “${command}”: the server has ${COMMANDS.join(", ")}.`);
  const [argument] = args as readonly unknown[];
  if (!isArgument(argument))
    throw refused(`“${command}” takes one object with the uri of a file of the project.`);
  return { name, argument };
}

const isArgument = (value: unknown): value is CommandArgument =>
  typeof value === "object" && value !== null && "uri" in value && typeof value.uri === "string";

const refused = (reason: string): ResponseError<void> => new ResponseError(ErrorCodes.InvalidParams, reason);

/** @throws {ResponseError} where the file has no such journey, or this host runs no tests */
export async function executeCommand(
  { project, file }: Snapshot,
  name: CommandName,
  argument: CommandArgument,
  ports: CommandPorts,
): Promise<unknown> {
  switch (name) {
    case "trajet.server.map":
      return mapOf(project, journeyIn(project, file.path, argument), argument);
    case "trajet.server.prose":
      return proseOf(project.model, journeyIn(project, file.path, argument));
    case "trajet.server.program":
      return programText(project, journeyIn(project, file.path, argument).name?.text ?? "").text;
    case "trajet.server.test":
      return testsOf(project, file.path, argument, ports);
    default:
      return name satisfies never;
  }
}

async function testsOf(
  project: ProjectSnapshot,
  path: string,
  { title, tell = false }: CommandArgument,
  ports: CommandPorts,
): Promise<unknown> {
  if (ports.runTests === undefined) throw refused("This server runs no tests: use `trajet test`.");
  const run = await ports.runTests(project, path, title);
  if (tell) ports.tell(run);
  return run;
}

/** @throws {ResponseError} where there is none of that name, or none in the file */
export function journeyIn(
  { model }: ProjectSnapshot,
  path: string,
  { journey }: Pick<CommandArgument, "journey">,
): Journey {
  const inFile = model.files.find((file) => file.path === path)?.tree.declarations ?? [];
  const found =
    journey === undefined
      ? inFile.find((declaration) => declaration.kind === "Journey")
      : model.symbols.journeys.get(journey);
  if (found !== undefined) return found;
  throw refused(journey === undefined ? `${path} holds no journey.` : `There is no journey ${journey}.`);
}

/** The picture, and its nodes with their places, so that a click finds the line and the cursor finds the node. */
function mapOf(
  { model, files }: ProjectSnapshot,
  journey: Journey,
  { theme = "auto", expand = [] }: CommandArgument,
) {
  const map = journeyMap(model, journey, { expand });
  const uris = [...new Set(map.nodes.map(({ file }) => file))].map(
    (path) => [path, files.get(path)?.uri] as const,
  );
  return {
    journey: map.journey,
    svg: svgOf(map, { theme, link: "#{file}:{line}" }),
    map,
    uris: Object.fromEntries(uris),
  };
}
