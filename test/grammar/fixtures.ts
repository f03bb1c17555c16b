import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../fixtures/grammar");

/** The projects that use the whole language, by the name of their file. */
export const FIXTURES: readonly (readonly [file: string, text: string])[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".journey"))
  .sort()
  .map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]);
