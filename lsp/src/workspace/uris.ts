import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * The path of a document: absolute, with `/`. A document that is not on disk (`untitled:Untitled-1`) keeps its URI, which
 * no path equals.
 */
export function pathOf(uri: string): string {
  return uri.startsWith("file:") ? fileURLToPath(uri).replaceAll("\\", "/") : uri;
}

/** The URI of a path that `pathOf` gave. */
export function uriOf(path: string): string {
  return isOnDisk(path) ? pathToFileURL(path).href : path;
}

export const isOnDisk = (path: string): boolean => /^(\/|[A-Za-z]:\/)/.test(path);

/** `/shop/emails` for `/shop/emails/welcome.hbs`; `undefined` above the topmost folder. */
export function folderOf(path: string): string | undefined {
  const slash = path.lastIndexOf("/");
  if (slash < 0 || path === "/") return undefined;
  return slash === 0 ? "/" : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
