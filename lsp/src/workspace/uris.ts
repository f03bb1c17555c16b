// Without Node's own functions: in a browser the server has none of them.

/**
 * The path of a document: absolute, with `/`. A document that is not on disk (`untitled:Untitled-1`) keeps its URI, which
 * no path equals.
 */
export function pathOf(uri: string): string {
  if (!uri.startsWith("file:")) return uri;
  const { host, pathname } = new URL(uri);
  const path = decoded(pathname);
  if (host !== "") return `//${host}${path}`;
  return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
}

/** A name with a lone `%` is no encoding: it is taken as it stands. */
function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

/** The URI of a path that `pathOf` gave. */
export function uriOf(path: string): string {
  if (!isOnDisk(path)) return path;
  const [, host = "", rest = path] = /^\/\/([^/]+)(\/.*)$/.exec(path) ?? [];
  const encoded = rest.replace(/[%?#\\\n\r\t]/g, encodeURIComponent);
  return new URL(`file://${host}${encoded.startsWith("/") ? "" : "/"}${encoded}`).href;
}

export const isOnDisk = (path: string): boolean => /^(\/|[A-Za-z]:\/)/.test(path);

/** `/shop/emails` for `/shop/emails/welcome.hbs`; `undefined` above the topmost folder. */
export function folderOf(path: string): string | undefined {
  const slash = path.lastIndexOf("/");
  if (slash < 0 || path === "/") return undefined;
  return slash === 0 ? "/" : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
