import { execFile } from "node:child_process";
import { basename, dirname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import type { ReadingDisk } from "../disk.ts";
import { UsageError } from "../usage-error.ts";

const run = promisify(execFile);
/** Characters of one answer of git: a project's files are far smaller. */
const MOST_BYTES = 256 * 1024 * 1024;
/** What a project may read, as `readProject` does. */
const READ = /\.(journey|hbs|html|txt|mjml|json)$/;

/**
 * A project's folder as it was at a revision of its git repository. All of it is read at once; nothing of the working
 * copy is touched.
 *
 * @throws UsageError where there is no repository, no such revision, or no project in it
 */
export async function diskAt(folder: string, revision: string): Promise<ReadingDisk> {
  // What begins with a dash would be an option of git.
  if (revision.startsWith("-")) throw new UsageError(`"${revision}" is no revision.`);
  const git = async (...args: readonly string[]): Promise<Buffer> => {
    const { stdout } = await run("git", ["-C", folder, ...args], {
      encoding: "buffer",
      maxBuffer: MOST_BYTES,
    });
    return stdout;
  };
  const commit = await git(
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ).catch((cause: Error & { readonly code?: unknown }) => {
    const isMissing = cause.code === "ENOENT";
    throw new UsageError(
      isMissing
        ? "--against needs git, and it is not installed."
        : `There is no revision ${revision} in a git repository around ${folder}.`,
      { cause },
    );
  });
  const name = commit.toString("utf8").trim();
  // Relative to the folder, without what lies outside of it.
  const listing = (await git("ls-tree", "-r", "-z", name, ".")).toString("utf8");
  const files = new Map<string, Buffer>();
  for (const line of listing.split("\0")) {
    const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (mode === undefined || hash === undefined || path === undefined || !READ.test(path)) continue;
    // Links are not followed: where they lead need not be in the revision.
    if (mode === "120000") continue;
    files.set(join(folder, path), await git("cat-file", "blob", hash));
  }
  return diskOf(folder, files);
}

function diskOf(folder: string, files: ReadonlyMap<string, Buffer>): ReadingDisk {
  const folders = new Map<string, Set<string>>([[folder, new Set()]]);
  for (const path of files.keys()) {
    for (let at = path; at !== folder && at !== dirname(at); at = dirname(at)) {
      const above = dirname(at);
      folders.set(above, (folders.get(above) ?? new Set()).add(basename(at)));
    }
  }
  const found = (path: string): Buffer => {
    const bytes = files.get(path);
    if (bytes === undefined) throw new Error(`there is no ${relative(folder, path).split(sep).join("/")}`);
    return bytes;
  };
  return {
    kindOf: (path) => (files.has(path) ? "file" : folders.has(path) ? "folder" : undefined),
    read: found,
    list: (path) => [...(folders.get(path) ?? [])],
    realPath: (path) => path,
  };
}
