// code-server, VS Code's server and workbench for a browser, from npm: installed once, started for a run.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { cache } from "./paths.mjs";
import { run } from "./run.mjs";
import { until } from "./until.mjs";

const VERSION = "4.139.1";
const home = path.join(cache, `code-server-${VERSION}`);
const finished = path.join(home, "installed");
const program = path.join(home, "node_modules/.bin/code-server");
/** The Node that runs this script, which must be 24: code-server is built for it, and so are its native modules. */
const nodeBin = path.dirname(process.execPath);

/** Installs code-server into the clone's cache, about two minutes; does nothing where that is done. */
export async function installCodeServer() {
  if (existsSync(finished)) return;
  if (!process.version.startsWith("v24."))
    throw new Error(`code-server needs Node 24; this is ${process.version}.`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  // Only code-server's own install script may run; argon2 ships its binaries.
  const manifest = { private: true, allowScripts: { [`code-server@${VERSION}`]: true, argon2: false } };
  writeFileSync(path.join(home, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(home, ".npmrc"), "strict-allow-scripts=true\nfund=false\naudit=false\n");
  const env = { ...process.env, PATH: pathWithNode(), ...headers() };
  // Where an npm under another Node runs this script, it says so here, and code-server would believe it.
  delete env.npm_config_user_agent;
  const args = ["install", "--save-exact", "--foreground-scripts", `code-server@${VERSION}`];
  await run(`Install code-server ${VERSION} (about two minutes)`, "npm", args, { cwd: home, env });
  writeFileSync(finished, "");
}

/** Node's packages from npm bring its headers, so that node-gyp has nothing to download; an installed Node may not. */
function headers() {
  const folder = path.dirname(nodeBin);
  return existsSync(path.join(folder, "include/node/node.h")) ? { npm_config_nodedir: folder } : {};
}

const pathWithNode = () => `${nodeBin}:${process.env.PATH}`;

/** An environment in which code-server meets no other instance, calls no gallery, and leaves no socket behind. */
function environment(folder) {
  const env = {
    ...process.env,
    PATH: pathWithNode(),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    TMPDIR: folder,
    XDG_RUNTIME_DIR: folder,
  };
  // Both change what the command line does.
  for (const key of Object.keys(env)) if (key === "PORT" || key.startsWith("VSCODE_")) delete env[key];
  return env;
}

const places = ({ home: folder, data, extensions }) => [
  ...["--config", path.join(folder, "config.yaml")],
  ...["--user-data-dir", data],
  ...["--extensions-dir", extensions],
];

/** Installs a VSIX file into the profile. */
export async function installExtension(profile, vsix) {
  const args = [...places(profile), "--install-extension", vsix];
  await run("Install the extension", program, args, { env: environment(profile.tmp) });
}

/**
 * Starts code-server for a profile and waits until it answers.
 * @returns {Promise<{ origin: string, stop: () => Promise<void> }>} `stop` ends it and all that it started
 */
export async function startCodeServer(profile, logFile) {
  const port = await freePort();
  const log = openSync(logFile, "w");
  const args = [
    ...places(profile),
    ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
    ...["--disable-telemetry", "--disable-update-check"],
    ...["--disable-workspace-trust", "--disable-getting-started-override"],
  ];
  // Detached: a process group of its own, which `stop` can wait for and end.
  const env = environment(profile.tmp);
  const server = spawn(program, args, { env, detached: true, stdio: ["ignore", log, log] });
  // 127.0.0.1 is a secure context, which web views need.
  const origin = `http://127.0.0.1:${port}`;
  const stop = () => stopGroup(server.pid);
  try {
    const answers = () =>
      fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      );
    await until("code-server to answer", answers);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { origin, stop };
}

/** Extension hosts outlive the server by about two seconds. */
async function stopGroup(pid) {
  const signal = (name) => {
    try {
      return process.kill(-pid, name);
    } catch (problem) {
      if (problem.code === "ESRCH") return false;
      throw problem;
    }
  };
  signal("SIGTERM");
  await until("code-server to end", () => !signal(0), 4000).catch(() => signal("SIGKILL"));
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
