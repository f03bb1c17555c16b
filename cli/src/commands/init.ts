import { basename, dirname, join, relative, resolve } from "node:path";
import { decode } from "../decode.ts";
import { reasonOf } from "../disk.ts";
import { missingFrom, namesIn } from "../init-missing.ts";
import { type Copy, copiesOf, PEOPLE_FILE, type Prebuilt, prebuiltProjects } from "../prebuilt.ts";
import { CONFIG_FILE, projectAbove, projectPath, readProject } from "../project.ts";
import { textTable } from "../text-table.ts";
import { UsageError } from "../usage-error.ts";
import { type CommandContext, oneOf, printJson, type Register } from "./context.ts";

interface Options {
  readonly list?: boolean;
  readonly format: string;
}

export const registerInit: Register = (program, context) => {
  program
    .command("init")
    .description("Copy a prebuilt journey: into a new project, or into the one that is there.")
    .argument("[template]", "its name; all are listed unless said")
    .argument("[folder]", "where to; a folder of that name, or the project here, unless said")
    .option("--list", "list what can be copied")
    .option("--format <format>", "text or json", "text")
    .action(async (name: string | undefined, folder: string | undefined, options: Options) => {
      const format = oneOf("--format", ["text", "json"], options.format);
      const all = prebuiltProjects(context.disk);
      if (name === undefined || options.list === true) return list(all, format, context);
      const { nearest } = await import("@trajet/compiler");
      const prebuilt = all.find((each) => each.name === name);
      if (prebuilt !== undefined) return copy(prebuilt, folder, format, context);
      const near = nearest(
        name,
        all.map((each) => each.name),
      );
      const instead = near === undefined ? "trajet init lists what there is." : `is it ${near}?`;
      throw new UsageError(`There is no prebuilt journey ${name}: ${instead}`);
    });
};

function list(all: readonly Prebuilt[], format: "text" | "json", { terminal }: CommandContext): void {
  if (format === "json") {
    printJson(terminal, {
      version: 1,
      templates: all.map(({ name, description }) => ({ name, description })),
    });
    return;
  }
  const columns = [{ head: "name" }, { head: "what it does" }];
  terminal.out(
    textTable(
      columns,
      all.map(({ name, description }) => [name, description]),
    ),
  );
  terminal.err("Copy one: trajet init NAME\n");
}

/** A place to copy to. `project` is undefined where a new one is made there. */
interface Place {
  readonly folder: string;
  readonly project: string | undefined;
}

async function copy(
  prebuilt: Prebuilt,
  given: string | undefined,
  format: "text" | "json",
  context: CommandContext,
): Promise<void> {
  const { terminal, disk } = context;
  const place = placeFor(prebuilt, given, context);
  const copies = copiesOf(prebuilt, disk, place.project === undefined ? "new" : "existing");
  const files = copies.map((each) => placed(each, place, prebuilt));
  refuseTaken(files, context);
  if (place.project !== undefined) await refuseClashes(prebuilt, copies, place.project, context);
  writeAll(files, context);
  const written = files.map(({ path }) => relative(terminal.cwd, path));
  const folder = relative(terminal.cwd, place.project ?? place.folder) || ".";
  const project = place.project === undefined ? "new" : "existing";
  if (format === "json")
    printJson(terminal, { version: 1, template: prebuilt.name, folder, project, files: written });
  else for (const path of written) terminal.out(`${path}\n`);
  terminal.err(await whatNext(prebuilt, place, files, context));
}

function placeFor({ name }: Prebuilt, given: string | undefined, context: CommandContext): Place {
  const { terminal, disk } = context;
  const folder = resolve(terminal.cwd, given ?? ".");
  const there = disk.kindOf(folder);
  if (there !== undefined && there !== "folder") throw new UsageError(`${given} is a file: name a folder.`);
  const project = there === undefined ? undefined : projectAbove(folder, disk);
  if (project !== undefined) return { folder, project };
  const made = given === undefined ? join(folder, name) : folder;
  if (disk.kindOf(made) !== undefined && disk.list(made).some((each) => !each.startsWith(".")))
    throw new UsageError(`${relative(terminal.cwd, made) || "This folder"} has files already: name another.`);
  return { folder: made, project: undefined };
}

/** Journeys go where they are wanted, what they name by path goes where its path begins: into the project's folder. */
function placed({ path, content }: Copy, { folder, project }: Place, { name }: Prebuilt): Copy {
  const base = project === undefined || path.endsWith(".journey") ? folder : project;
  return { path: join(base, path), content: path === CONFIG_FILE ? renamed(content, name, folder) : content };
}

/** The new project is called as its folder. */
function renamed(config: Uint8Array, from: string, folder: string): Uint8Array {
  const text = decode(config).replace(
    `"name": ${JSON.stringify(from)}`,
    () => `"name": ${JSON.stringify(basename(folder))}`,
  );
  return new TextEncoder().encode(text);
}

function refuseTaken(files: readonly Copy[], { terminal, disk }: CommandContext): void {
  const taken = files.filter(({ path }) => disk.kindOf(path) !== undefined);
  if (taken.length === 0) return;
  const names = taken.map(({ path }) => relative(terminal.cwd, path)).join(", ");
  throw new UsageError(`Nothing was copied, as there is already ${names}.`);
}

/** Two declarations of one name would be an error in the project. */
async function refuseClashes(
  prebuilt: Prebuilt,
  copies: readonly Copy[],
  project: string,
  { disk }: CommandContext,
): Promise<void> {
  const { files } = readProject(project, disk);
  const own = [...files].filter(([path]) => path.endsWith(".journey")).map(([, text]) => text);
  const brought = copies.filter(({ path }) => path.endsWith(".journey"));
  const mine = new Set((await Promise.all(own.map(namesIn))).flat());
  const theirs = (await Promise.all(brought.map(({ content }) => namesIn(decode(content))))).flat();
  const clashing = theirs.filter((name) => mine.has(name));
  if (clashing.length === 0) return;
  throw new UsageError(
    `Nothing was copied, as the project has already ${clashing.join(", ")}: rename yours, or copy into a folder of its own and take what you need: trajet init ${prebuilt.name} FOLDER`,
  );
}

/** Writes all, or nothing: what was written before the system refused is taken away again. */
function writeAll(files: readonly Copy[], { terminal, disk }: CommandContext): void {
  const written: string[] = [];
  try {
    for (const { path, content } of files) {
      disk.makeFolder(dirname(path));
      disk.write(path, content);
      written.push(path);
    }
  } catch (error) {
    for (const path of written) disk.remove(path);
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    const path = relative(terminal.cwd, files[written.length]?.path ?? "");
    throw new UsageError(`Nothing was copied, as ${path} cannot be written: ${reason}.`);
  }
}

/** What a user does next, and what they would else learn last. */
async function whatNext(
  prebuilt: Prebuilt,
  { project, folder: made }: Place,
  files: readonly Copy[],
  { disk, terminal }: CommandContext,
): Promise<string> {
  const { checkFolder } = await import("../checking.ts");
  const whole = project ?? made;
  const { project: read, diagnostics } = await checkFolder(whole, disk);
  const inCopies = new Set(files.map(({ path }) => projectPath(whole, path)));
  if (project === undefined) {
    const where = relative(terminal.cwd, made) || ".";
    return `A new project. Check it: trajet check ${where}. Run its tests: trajet test ${where}. See it run: trajet dev ${where}\n`;
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return `It fits the project as it is.\n`;
  const own = [...read.files].filter(([path]) => path.endsWith(".journey") && !inCopies.has(path));
  const people = join(prebuilt.folder, PEOPLE_FILE);
  const missing = await missingFrom(
    decode(disk.read(people)),
    files.map(({ content }) => decode(content)),
    own.map(([, text]) => text),
  );
  if (missing.length > 0) {
    const shown = relative(terminal.cwd, people);
    return `It uses what the project does not have yet. Declare: ${missing.join(", ")}.\nThe example declares them in ${shown}; trajet check says where they are used.\n`;
  }
  const places = new Set(errors.map(({ file }) => relative(terminal.cwd, join(project, file))));
  return `It does not fit the project yet: trajet check says why (${[...places].join(", ")}).\n`;
}
