import type { Disk } from "./disk.ts";
import type { Texts } from "./texts.ts";
import { folderOf, isOnDisk, nameOf } from "./uris.ts";

export const CONFIG_FILE = "trajet.json";

/** What a project may read: its journeys, the templates of its messages, schemas and product lists. */
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;
export const isProjectFile = (path: string): boolean => READ.test(path);

/** The folder of the nearest `trajet.json` at or above a file; `undefined` for a file outside any project. */
export function rootOf(path: string, texts: Texts): string | undefined {
  if (!isOnDisk(path)) return undefined;
  for (let folder = folderOf(path); folder !== undefined; folder = folderOf(folder)) {
    if (texts.read(within(folder, CONFIG_FILE)) !== undefined) return folder;
  }
  return undefined;
}

/** The folders of all projects at any depth below a folder of the editor. */
export function rootsBelow(folder: string, disk: Disk): readonly string[] {
  return disk.list(folder).flatMap((path) => (nameOf(path) === CONFIG_FILE ? [folderOf(path) ?? "/"] : []));
}

/**
 * The files of the project in a folder, by their absolute paths: those on disk and those only in the editor so far. A
 * project inside the folder keeps its own.
 */
export function filesOf(root: string, disk: Disk, texts: Texts): readonly string[] {
  const listed = disk.list(root).filter(isProjectFile);
  const inner = listed.flatMap((path) => {
    const folder = folderOf(path) ?? "/";
    return nameOf(path) === CONFIG_FILE && folder !== root ? [`${folder}/`] : [];
  });
  const unsaved = [...texts.buffers().keys()].filter(
    (path) => isProjectFile(path) && isBelow(path, root) && !listed.includes(path),
  );
  return [...listed, ...unsaved].filter((path) => !inner.some((folder) => path.startsWith(folder)));
}

const within = (folder: string, name: string): string => (folder === "/" ? `/${name}` : `${folder}/${name}`);

export const isBelow = (path: string, folder: string): boolean => path.startsWith(within(folder, ""));

/** A path of the project, as the compiler writes it: relative to the project's folder. */
export const relativeTo = (root: string, path: string): string => path.slice(within(root, "").length);
