import { catalogueMarkdown } from "@trajet/compiler";

/** The address at which a code is explained; `undefined` where the pages are not to be had. */
export type PageOf = (code: string) => string | undefined;

/** Finds codes on the catalogue's pages, which lie in a folder: a URI that ends with a slash. */
export function createPages(folder: string | undefined): PageOf {
  if (folder === undefined) return () => undefined;
  let anchors: ReadonlyMap<string, string> | undefined;
  return (code) => {
    anchors ??= readAnchors();
    const anchor = anchors.get(code);
    return anchor === undefined ? undefined : folder + anchor;
  };
}

/** `names.md#tj2010-unknown-tag` for each code, by the headings of the pages. */
function readAnchors(): ReadonlyMap<string, string> {
  const anchors = new Map<string, string>();
  for (const [file, text] of catalogueMarkdown()) {
    for (const [, heading = "", code = ""] of text.matchAll(/^## ((TJ\d+) .*)$/gm)) {
      anchors.set(code, `${file}#${heading.toLowerCase().replaceAll(" ", "-")}`);
    }
  }
  return anchors;
}
