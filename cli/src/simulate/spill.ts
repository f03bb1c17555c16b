import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Records by a key, kept in files, so that any number of them takes no more memory than one part of them does. */
export interface Spill<Item> {
  readonly add: (key: string, item: Item) => void;
  /** Part by part, with the items of a key together, in the order in which they were added. */
  readonly groups: () => Generator<ReadonlyMap<string, readonly Item[]>>;
  /** Takes the files away. */
  readonly close: () => void;
}

/** A million people and their past are a few thousand of them in each part. */
const PARTS = 256;
/** Characters that a part gathers before they are written. */
const FULL = 64 * 1024;

export function createSpill<Item>(): Spill<Item> {
  const folder = mkdtempSync(join(tmpdir(), "trajet-simulate-"));
  const waiting = Array.from({ length: PARTS }, () => "");
  const pathOf = (part: number): string => join(folder, `${part}.ndjson`);
  const write = (part: number): void => {
    const text = waiting[part] ?? "";
    if (text !== "") appendFileSync(pathOf(part), text);
    waiting[part] = "";
  };
  return {
    add(key, item) {
      const part = partOf(key);
      waiting[part] += `${JSON.stringify([key, item])}\n`;
      if ((waiting[part] ?? "").length > FULL) write(part);
    },
    *groups() {
      for (let part = 0; part < PARTS; part += 1) {
        write(part);
        if (existsSync(pathOf(part))) yield grouped<Item>(readFileSync(pathOf(part), "utf8"));
      }
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** FNV-1a over the characters. */
function partOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
}

function grouped<Item>(text: string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [key, item] = JSON.parse(line) as [string, Item];
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
