import type { MapNode } from "./journey-map.ts";

/** The address of a node's line: `{file}` and `{line}` of a link are its. */
export function hrefOf({ file, range }: MapNode, link: string): string {
  const path = file.split("/").map(encodeURIComponent).join("/");
  return link.replaceAll("{file}", () => path).replaceAll("{line}", String(range.start.line));
}
