import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { decode } from "./decode.ts";
import type { Disk } from "./disk.ts";
import { CONFIG_FILE } from "./project.ts";

/** Where the prebuilt projects stand: each a folder with a trajet.json and a NAME.journey. */
const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

/** Where a prebuilt project declares what other projects have already: its people, its shop. */
export const PEOPLE_FILE = "people.journey";

/** Files of a prebuilt project that are not its own: what every project has already. Its `data` is a play for a new one. */
const GIVEN = new Set([CONFIG_FILE, PEOPLE_FILE, "README.md"]);

/** A project that people copy. */
export interface Prebuilt {
  readonly name: string;
  readonly folder: string;
  /** One sentence: what stands before its journey, or else at the head of the file. */
  readonly description: string;
}

/** All that can be copied, by name. */
export function prebuiltProjects(disk: Disk, examples: string = EXAMPLES): readonly Prebuilt[] {
  const prebuilt = join(examples, "prebuilt");
  const folders = [examples, prebuilt]
    .filter((folder) => disk.kindOf(folder) === "folder")
    .flatMap((folder) => disk.list(folder).map((name) => join(folder, name)));
  return folders
    .filter((folder) => disk.kindOf(join(folder, CONFIG_FILE)) === "file")
    .map((folder) => ({ name: basename(folder), folder, description: descriptionOf(folder, disk) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function descriptionOf(folder: string, disk: Disk): string {
  const file = join(folder, `${basename(folder)}.journey`);
  if (disk.kindOf(file) !== "file") return "";
  const text = decode(disk.read(file));
  const ofJourney = /^\/\/\/ *(.+)\n(?:\/\/\/.*\n)*journey /m.exec(text);
  const found = ofJourney ?? /^\/\/ *(.+)$/m.exec(text);
  return found?.[1]?.trim() ?? "";
}

/** A file to copy: its path in the project, and what stands in it. */
export interface Copy {
  readonly path: string;
  readonly content: Uint8Array;
}

/** All files of a prebuilt project, or only what it brings to a project that is there already. */
export function copiesOf({ folder }: Prebuilt, disk: Disk, into: "new" | "existing"): readonly Copy[] {
  const inside = (path: string): readonly Copy[] =>
    disk
      .list(join(folder, path))
      .filter((name) => !name.startsWith(".") && name !== "dist")
      .toSorted()
      .flatMap((name) => {
        const inner = path === "" ? name : `${path}/${name}`;
        const whole = join(folder, inner);
        if (disk.kindOf(whole) === "folder") return inside(inner);
        return [{ path: inner, content: disk.read(whole) }];
      });
  return inside("").filter(({ path }) => into === "new" || !(GIVEN.has(path) || path.startsWith("data/")));
}
