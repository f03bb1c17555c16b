import { spawn, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The oldest PostgreSQL that Trajet runs on. */
const OLDEST = 15;
const READY_WITHIN_MS = 30_000;

/**
 * The folder of `initdb` and `postgres`: on the PATH, or where Debian and Homebrew put them.
 *
 * @returns {string | undefined} `undefined` where there is no PostgreSQL ≥ 15 with its server programs
 */
export function findPostgres(env = process.env) {
  const folders = [...(env.PATH ?? "").split(delimiter), ...versioned("/usr/lib/postgresql"), ...homebrew()];
  return folders.find((folder) => folder !== "" && existsSync(join(folder, "initdb")) && newEnough(folder));
}

function versioned(base) {
  if (!existsSync(base)) return [];
  const newestFirst = readdirSync(base).sort((a, b) => Number(b) - Number(a));
  return newestFirst.map((version) => join(base, version, "bin"));
}

function homebrew() {
  const base = "/opt/homebrew/opt";
  if (!existsSync(base)) return [];
  return readdirSync(base)
    .filter((name) => name.startsWith("postgresql"))
    .map((name) => join(base, name, "bin"));
}

function newEnough(folder) {
  const said = spawnSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" }).stdout ?? "";
  return Number(/ (\d+)/.exec(said)?.[1] ?? 0) >= OLDEST;
}

/**
 * Starts a cluster that lives for one test run: in a temporary folder, on a free port of the loopback address.
 * PostgreSQL refuses to run as root, so root hands it to an unprivileged user.
 *
 * @param {string} folder what `findPostgres` returned
 * @param {{ durable?: boolean }} [options] `durable`: a commit survives `kill`, though not a crash of the machine;
 * otherwise it need not, which is faster
 * @returns {Promise<{ url: string, stop: () => Promise<void>, halt: () => Promise<void>, kill: () => Promise<void>, start: () => Promise<void> }>}
 * `url` is a connection string of a superuser; `halt` shuts it down, `kill` ends all its processes by SIGKILL, `start` starts it again on its
 * port
 * @throws {Error} the cluster could not be made or does not come up
 */
export async function startPostgres(folder, { durable = false } = {}) {
  const base = mkdtempSync(join(tmpdir(), "trajet-postgres-"));
  const user = unprivilegedUser();
  if (user !== undefined) chownSync(base, user.uid, user.gid);
  const data = join(base, "data");
  initialize(folder, data, user);
  const port = await freePort();
  const args = settings(data, base, port, durable);
  let running = launch(folder, args, user);
  const halt = async () => {
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients.
    running.server.kill("SIGINT");
    await running.exited;
  };
  const stop = async () => {
    await halt();
    rmSync(base, { recursive: true, force: true });
  };
  const kill = async () => {
    const { server, exited } = running;
    const children = childrenOf(server.pid);
    server.kill("SIGKILL");
    // Its children would finish what they are at, and each is in a session of its own.
    for (const child of children) killIfThere(child);
    await exited;
  };
  const start = async () => {
    running = launch(folder, args, user);
    await ready(running, stop);
  };
  await ready(running, stop);
  return { url: `postgres://trajet@127.0.0.1:${port}/postgres`, stop, halt, kill, start };
}

function launch(folder, args, user) {
  const server = spawn(join(folder, "postgres"), args, { ...user, stdio: ["ignore", "ignore", "pipe"] });
  const heard = { said: "" };
  server.stderr.on("data", (chunk) => {
    heard.said = `${heard.said}${chunk}`.slice(-4000);
  });
  const exited = new Promise((resolve) => server.once("exit", resolve));
  return { server, heard, exited };
}

function childrenOf(pid) {
  const { stdout } = spawnSync("pgrep", ["-P", String(pid)], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

function killIfThere(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

function initialize(folder, data, user) {
  const args = ["-D", data, "-U", "trajet", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const made = spawnSync(join(folder, "initdb"), args, { ...user, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
}

function settings(data, sockets, port, durable) {
  const options = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: sockets,
    fsync: "off",
    synchronous_commit: durable ? "on" : "off",
    full_page_writes: "off",
    max_connections: 200,
  };
  return ["-D", data, ...Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function ready({ server, heard }, stop) {
  const giveUp = Date.now() + READY_WITHIN_MS;
  while (!heard.said.includes("ready to accept connections")) {
    const dead = server.exitCode !== null;
    if (dead || Date.now() > giveUp) {
      if (!dead) await stop();
      throw new Error(`PostgreSQL did not come up: ${heard.said}`);
    }
    await pause(50);
  }
}

/** Ids of `postgres`, or else of `nobody`, when we are root; otherwise the running user will do. */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag, name) => Number(spawnSync("id", [flag, name], { encoding: "utf8" }).stdout);
  const name = ["postgres", "nobody"].find((candidate) => id("-u", candidate) > 0);
  return name === undefined ? undefined : { uid: id("-u", name), gid: id("-g", name) };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
