import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CompiledJourney, type CompiledProject, PROGRAM_VERSION } from "@trajet/compiler/program";
import schema from "../../../compiler/schemas/program.schema.json" with { type: "json" };
import root from "../../../package.json" with { type: "json" };
import { compiled, errorsOf } from "../../compiler/lower/compiled.ts";
import type { Story } from "./story.ts";

/** `0.1` of `0.1.0`: releases that differ in the last number read and write the same programs. */
export const RELEASE = root.version.split(".").slice(0, 2).join(".");
export const CORPUS = join(import.meta.dirname, "../../fixtures/traces");

/** A row of the table `program`, as a release left it there. */
export interface StoredProgram {
  readonly hash: string;
  readonly journey: string;
  readonly body: CompiledJourney["program"];
  readonly source: CompiledJourney["source"];
}

/** By what a release is known to write the format that it was recorded with. */
export interface Format {
  readonly version: number;
  /** SHA-256 of the JSON Schema of programs, without its layout. */
  readonly schema: string;
}

export const FORMAT_TODAY: Format = {
  version: PROGRAM_VERSION,
  schema: createHash("sha256").update(JSON.stringify(schema)).digest("hex"),
};

export const releases = (): readonly string[] => readdirSync(CORPUS).sort(byNumber);

/** `0.10` after `0.9`. */
const byNumber = new Intl.Collator("en", { numeric: true }).compare;

const read = (release: string, file: string): string => readFileSync(join(CORPUS, release, file), "utf8");

export const formatOf = (release: string): Format => JSON.parse(read(release, "format.json"));

export const programsOf = (release: string): readonly StoredProgram[] =>
  JSON.parse(read(release, "programs.json"));

/** The stories of a release by name, each with the trace that it gave there; `undefined` where none is recorded yet. */
export function storiesOf(
  release: string,
): readonly { name: string; story: Story; trace: string | undefined }[] {
  const files = readdirSync(join(CORPUS, release));
  return files
    .filter((file) => file.endsWith(".story.json"))
    .map((file) => {
      const name = file.slice(0, -".story.json".length);
      const trace = files.includes(`${name}.trace.txt`) ? read(release, `${name}.trace.txt`) : undefined;
      return { name, story: JSON.parse(read(release, file)), trace };
    });
}

/** What today's compiler makes of a release's sources. */
export function compileRelease(release: string): CompiledProject {
  const files = readdirSync(join(CORPUS, release), { recursive: true, encoding: "utf8" });
  const texts = (extension: string) =>
    Object.fromEntries(
      files.filter((file) => file.endsWith(extension)).map((file) => [file, read(release, file)]),
    );
  const all = compiled(texts(".journey"), texts(".hbs"), read(release, "trajet.json"));
  const wrong = [...errorsOf(all), ...all.leftOut.map(({ name, reason }) => `${name}: ${reason}`)];
  if (wrong.length > 0) throw new Error(`the sources of ${release} do not compile:\n${wrong.join("\n")}`);
  return all.project;
}

/** A release's project as a later version finds it: what is compiled anew around the programs that are stored. */
export function projectOf(release: string): CompiledProject {
  const journeys = programsOf(release).map(({ hash, body, source }) => ({ hash, program: body, source }));
  return { ...compileRelease(release), journeys };
}
