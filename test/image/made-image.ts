import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { comesAlong, named, ROOT } from "./dockerfile.ts";

/** A folder as the Dockerfile makes it in an image, with a project of the name `shop`. */
export interface MadeImage {
  /** The image's `/trajet`. */
  readonly folder: string;
  /** The image's `/project`. */
  readonly project: string;
  readonly remove: () => void;
}

/**
 * Does what the Dockerfile does, as far as it can be done without Docker: the context is copied without what `.dockerignore`
 * names, `npm ci --omit=dev` becomes links to the packages that it would install, and the other steps are run as they stand.
 */
export function makeImage(project: Readonly<Record<string, string>>): MadeImage {
  const root = mkdtempSync(join(tmpdir(), "trajet-image-"));
  const image = { folder: join(root, "trajet"), project: join(root, "project") };
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  try {
    copyContext(image.folder, project);
    linkPackages(image.folder);
    const steps = named("RUN").filter((step) => !step.startsWith("npm ci"));
    for (const step of steps) {
      const here = step
        .replaceAll("/project", image.project)
        .replaceAll("node:node", `${process.getuid?.()}:${process.getgid?.()}`);
      execFileSync("sh", ["-ec", here], {
        cwd: image.folder,
        env: { ...process.env, PROJECT: "shop", NODE_ENV: "production" },
        stdio: "pipe",
      });
    }
    return { ...image, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function copyContext(folder: string, project: Readonly<Record<string, string>>): void {
  cpSync(ROOT, folder, {
    recursive: true,
    filter: (path) => path === ROOT || comesAlong(relative(ROOT, path)),
  });
  // What a set-up here has built is not in a fresh clone.
  rmSync(join(folder, "console/dist"), { recursive: true, force: true });
  mkdirSync(join(folder, "shop"));
  for (const [name, text] of Object.entries(project)) writeFileSync(join(folder, "shop", name), text);
}

interface Locked {
  readonly dev?: true;
  readonly link?: true;
  readonly resolved?: string;
  readonly optional?: true;
}

/** Those that lie within another come with it. */
function linkPackages(folder: string): void {
  const { packages }: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(ROOT, "package-lock.json"), "utf8"),
  );
  for (const [path, { dev, link, resolved = "" }] of Object.entries(packages)) {
    if (dev === true || !/^[\w-]*\/?node_modules\/(@[^/]+\/)?[^/]+$/.test(path)) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    symlinkSync(link === true ? join(folder, resolved) : join(ROOT, path), join(folder, path));
  }
}
