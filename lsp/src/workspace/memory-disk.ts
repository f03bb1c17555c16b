import type { Disk } from "./disk.ts";

/** A disk that is only in memory, as a web page has one. */
export interface MemoryDisk extends Disk {
  /** Texts by absolute paths; `null` takes a file away. */
  readonly change: (files: Readonly<Record<string, string | null>>) => void;
}

export function memoryDisk(): MemoryDisk {
  const files = new Map<string, string>();
  return {
    read: (path) => files.get(path),
    list: (folder) =>
      [...files.keys()].filter((path) => path.startsWith(folder === "/" ? "/" : `${folder}/`)).sort(),
    change: (changes) => {
      for (const [path, text] of Object.entries(changes)) {
        if (text === null) files.delete(path);
        else files.set(path, text);
      }
    },
  };
}
