import { relative, resolve } from "node:path";
import { decode } from "../decode.ts";
import { type Disk, reasonOf } from "../disk.ts";
import { readProject } from "../project.ts";
import { emptySentence, isWanted, targetsOf } from "../targets.ts";
import type { Terminal } from "../terminal.ts";
import { UsageError } from "../usage-error.ts";
import { type CommandContext, PROBLEMS, type Register, WRONG } from "./context.ts";

type Grammar = typeof import("@trajet/grammar");

export const registerFmt: Register = (program, context) => {
  const { terminal, disk, exit } = context;
  const command = program
    .command("fmt")
    .description("Write .journey files in their canonical form.")
    .argument(
      "[paths...]",
      "files or folders; - is standard input, to standard output; the project unless said",
    )
    .option("--check", "change nothing, list the files that differ, and exit 1 if there are any")
    .action(async (paths: readonly string[], { check = false }: { readonly check?: boolean }) => {
      const grammar = await import("@trajet/grammar");
      if (paths.includes("-")) {
        if (paths.length > 1) throw new UsageError("- is standard input, and stands alone.");
        return formatInput(grammar, check, context);
      }
      const { project } = command.optsWithGlobals<{ readonly project?: string }>();
      const read = filesOf(paths, project, context).map((file) =>
        typeof file === "string" ? readOne(file, grammar, context) : file,
      );
      const differing = read.filter(({ canonical, text }) => canonical !== text);
      if (!check) writeAll(differing, terminal, disk);
      for (const { name } of differing) terminal.out(`${name}\n`);
      const faulty = read.filter(({ problem }) => problem !== undefined);
      for (const { name, problem } of faulty) terminal.err(`${name} ${problem}\n`);
      if (faulty.length > 0 || (check && differing.length > 0)) exit(PROBLEMS);
    });
};

/** A file, as it is and as it should be; and why not all of it could be brought into its form. */
interface Read {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  readonly canonical: string;
  readonly problem: string | undefined;
}

function readOne(file: string, grammar: Grammar, { terminal, disk }: CommandContext): Read {
  const name = relative(terminal.cwd, file);
  try {
    const text = decode(disk.read(file));
    return { file, name, text, ...formatted(text, grammar, (line) => `at ${name}:${line}`) };
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return unread(file, reason, terminal);
  }
}

function unread(file: string, reason: string, { cwd }: Terminal): Read {
  const name = relative(cwd, file);
  return { file, name, text: "", canonical: "", problem: `could not be read: ${reason}.` };
}

/** What is no text stays as it is: written again, it would be lost. */
function formatted(
  text: string,
  { format, parse }: Grammar,
  place: (line: number) => string,
): Pick<Read, "canonical" | "problem"> {
  if (!text.isWellFormed() || text.includes("\0"))
    return { canonical: text, problem: "is no text in UTF-8: it is left as it is." };
  const [first] = parse(text).problems.toSorted((a, b) => a.span.start - b.span.start);
  const problem = first === undefined ? undefined : mistakes(place(lineOf(text, first.span.start)));
  return { canonical: format(text).text, problem };
}

function mistakes(first: string): string {
  return `has mistakes, the first ${first}: what they stand in is left as it is. trajet check says what is wrong.`;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** Writes all files, or none where one of them cannot be written. */
function writeAll(files: readonly Read[], { cwd }: Terminal, disk: Disk): void {
  const refused = files.flatMap(({ file }) => {
    const reason = whyNot(() => disk.requireWritable(file));
    return reason === undefined ? [] : [`${relative(cwd, file)} cannot be written: ${reason}`];
  });
  if (refused.length > 0) throw new UsageError(`${refused.join("; ")}. No file was changed.`);
  for (const { file, name, canonical } of files) {
    const reason = whyNot(() => disk.write(file, canonical));
    if (reason !== undefined) throw new UsageError(`${name} cannot be written: ${reason}.`);
  }
}

function whyNot(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === undefined) throw error;
    return reason;
  }
}

/** A file that is named is read whatever its ending; of a folder the journeys, and what could not be read there. */
function filesOf(
  paths: readonly string[],
  project: string | undefined,
  { terminal, disk, exit }: CommandContext,
): readonly (string | Read)[] {
  const named = paths.map((path) => ({ path, whole: resolve(terminal.cwd, path) }));
  for (const { path, whole } of named) {
    if (disk.kindOf(whole) === undefined)
      throw new UsageError(`There is no ${path}: name a .journey file, or a folder.`);
  }
  const files = named.filter(({ whole }) => disk.kindOf(whole) !== "folder").map(({ whole }) => whole);
  const folders = named.filter(({ whole }) => disk.kindOf(whole) === "folder").map(({ path }) => path);
  if (files.length > 0 && folders.length === 0) return files;
  const { targets, empty } = targetsOf(folders, project, terminal, disk);
  for (const path of empty) terminal.err(emptySentence(path));
  if (empty.length > 0) exit(WRONG);
  const inside = targets.flatMap((target) => {
    const { folder, files: own, omitted } = readProject(target.folder, disk);
    const journeys = [...own.keys()].filter((path) => path.endsWith(".journey") && isWanted(target, path));
    const unreadable = omitted.flatMap((each) =>
      each.why === "unreadable" && isWanted(target, each.path)
        ? [unread(resolve(folder, each.path), each.problem, terminal)]
        : [],
    );
    return [...journeys.map((path) => resolve(folder, path)), ...unreadable];
  });
  return [...new Set([...files, ...inside])];
}

/** From standard input to standard output: an editor gets all of its text back, whatever is wrong with it. */
async function formatInput(
  grammar: Grammar,
  check: boolean,
  { terminal, exit }: CommandContext,
): Promise<void> {
  const text = decode(await bytesOf(terminal.stdin));
  const { canonical, problem } = formatted(text, grammar, (line) => `in line ${line}`);
  if (!check) terminal.out(canonical);
  if (problem !== undefined) terminal.err(`The input ${problem}\n`);
  if (problem !== undefined || (check && canonical !== text)) exit(PROBLEMS);
}

async function bytesOf(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
