import { journeyMap, proseOf, svgOf } from "@trajet/compiler";
import type { Journey } from "@trajet/grammar";
import type { ExecuteCommandParams } from "vscode-languageserver";
import { ErrorCodes, ResponseError } from "../protocol.ts";
import type { TestEngine } from "../tests/engine.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { programText } from "./text-document-content.ts";
import { type TestsTold, toldTests } from "./told-tests.ts";

/** What a command does beside its answer; given by the host and the connection. */
export interface CommandPorts {
  readonly engine: TestEngine | undefined;
  /** Shows the user how tests went. */
  readonly tell: (told: TestsTold) => void;
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
  snapshot: Snapshot,
  name: CommandName,
  argument: CommandArgument,
  ports: CommandPorts,
): Promise<unknown> {
  const { project, file } = snapshot;
  switch (name) {
    case "trajet.server.map":
      return mapOf(project, journeyIn(project, file.path, argument), argument);
    case "trajet.server.prose":
      return proseOf(project.model, journeyIn(project, file.path, argument));
    case "trajet.server.program":
      return programText(project, journeyIn(project, file.path, argument).name?.text ?? "").text;
    case "trajet.server.test":
      return testsOf(snapshot, argument, ports);
    default:
      return name satisfies never;
  }
}

async function testsOf(
  snapshot: Snapshot,
  { title, tell = false }: CommandArgument,
  ports: CommandPorts,
): Promise<TestsTold> {
  const told = await toldTests(snapshot, title, ports.engine);
  if (tell) ports.tell(told);
  return told;
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
