import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const DIST = join(import.meta.dirname, "../../console/dist");

/** The script that the page names itself, compressed as the server does: what a reader waits for at first. */
export function scriptOfFirstView() {
  const index = readFileSync(join(DIST, "index.html"), "utf8");
  const scripts = [...index.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+\.js)"/g)].map(([, path = ""]) =>
    readFileSync(join(DIST, path)),
  );
  const sum = (sizes: readonly number[]) => sizes.reduce((all, size) => all + size, 0);
  return {
    bytes: sum(scripts.map(({ length }) => length)),
    compressedBytes: sum(scripts.map((script) => gzipSync(script, { level: 9 }).length)),
  };
}
