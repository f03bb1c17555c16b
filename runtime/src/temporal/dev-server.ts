import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Connection } from "@temporalio/client";
import { endLeftover, endProcess, forgetChild, recordChild } from "./leftover.ts";
import { pause } from "./pause.ts";
import { accepts, freePort, isFree } from "./port.ts";

export interface TemporalServerOptions {
  /** The Temporal CLI's path; see `scripts/temporal-cli.mjs`. */
  readonly cli: string;
  /** Holds the database and the note about the child; made if missing. */
  readonly folder: string;
  /** A free one if not given. */
  readonly port?: number;
  /** No web page if not given. */
  readonly uiPort?: number;
  readonly logFile: string;
}

export interface TemporalServer {
  readonly address: string;
  /** The web page's address, if it was asked for. */
  readonly ui: string | undefined;
  readonly pid: number;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const READY_MS = 30_000;

/**
 * Starts a Temporal development server as a child and waits until it answers. A server that an earlier, killed
 * process of ours left on this folder is ended first.
 *
 * @throws Error with one sentence for the user: a port is taken, the server ended at once, or does not answer.
 */
export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  mkdirSync(options.folder, { recursive: true });
  const note = join(options.folder, "temporal-server.json");
  await endLeftover(note);
  refuseMissing(options.cli);
  const port = await usablePort(options.port, "Temporal");
  if (options.uiPort !== undefined) await usablePort(options.uiPort, "Temporal's web page");
  const child = launch(options, port, note);
  try {
    await ready(child, `${HOST}:${port}`);
  } catch (error) {
    await child.stop();
    throw error;
  }
  const ui = options.uiPort === undefined ? undefined : `http://${HOST}:${options.uiPort}`;
  return { address: `${HOST}:${port}`, ui, pid: child.pid, ended: child.ended, stop: child.stop };
}

function refuseMissing(cli: string): void {
  try {
    accessSync(cli, constants.X_OK);
  } catch (cause) {
    throw new Error(`There is no Temporal CLI at ${cli} that may be run.`, { cause });
  }
}

async function usablePort(wanted: number | undefined, what: string): Promise<number> {
  if (wanted === undefined) return freePort(HOST);
  if (await isFree(HOST, wanted)) return wanted;
  throw new Error(
    `Port ${wanted} for ${what} is taken by another program. End that program, or choose another port.`,
  );
}

interface Child {
  readonly pid: number;
  readonly ended: Promise<void>;
  readonly isRunning: () => boolean;
  readonly stop: () => Promise<void>;
  /** The end of a sentence: what the server wrote last, and where to read the rest. */
  readonly lastWords: () => string;
}

function launch(options: TemporalServerOptions, port: number, note: string): Child {
  const logFrom = statSync(options.logFile, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(options.logFile, "a");
  // Its own process group: Ctrl-C in the terminal is ours to handle, worker first and server last.
  const child = spawn(options.cli, serverArguments(options, port), {
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  const running = track(child, note);
  const lastWords = () => wordsSince(options.logFile, logFrom);
  return { ...running, lastWords };
}

function wordsSince(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString().trim().split("\n");
  const last = lines.slice(-3).join(" / ");
  return last === "" ? ` and said nothing (${logFile}).` : `: ${last} (more in ${logFile})`;
}

function serverArguments({ folder, uiPort }: TemporalServerOptions, port: number): string[] {
  const page =
    uiPort === undefined ? ["--headless"] : ["--ui-port", String(uiPort), "--ui-disable-news-fetch"];
  return [
    ...["server", "start-dev", "--ip", HOST, "--port", String(port), ...page],
    ...["--db-filename", join(folder, "temporal.db")],
    // Twice the runs a second of SQLite's defaults; a write survives a kill of the process.
    ...["--sqlite-pragma", "journal_mode=wal", "--sqlite-pragma", "synchronous=normal"],
    // Unless told so, the server fires a timer up to a second late.
    ...["--dynamic-config-value", 'history.timerProcessorMaxTimeShift="10ms"'],
    ...["--log-level", "warn"],
  ];
}

function track(child: ChildProcess, note: string): Omit<Child, "lastWords"> {
  const pid = child.pid ?? 0;
  if (pid > 0) recordChild(note, pid);
  let running = pid > 0;
  const endWithUs = () => child.kill("SIGTERM");
  process.once("exit", endWithUs);
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      running = false;
      process.off("exit", endWithUs);
      forgetChild(note);
      resolve();
    };
    child.once("exit", end);
    // The program is missing or may not be run: no exit comes then.
    child.once("error", end);
  });
  const stop = async () => {
    if (!running) return;
    await endProcess(pid, () => running);
    await ended;
  };
  return { pid, ended, isRunning: () => running, stop };
}

async function ready(child: Child, address: string): Promise<void> {
  const giveUp = AbortSignal.timeout(READY_MS);
  const never = new AbortController().signal;
  while (!(await accepts(address)) || !(await hasNamespace(address))) {
    if (!child.isRunning()) throw new Error(`The Temporal server ended at once${child.lastWords()}`);
    if (giveUp.aborted) {
      throw new Error(`The Temporal server did not answer within ${READY_MS / 1000} s${child.lastWords()}`);
    }
    await pause(50, never);
  }
}

/** The port opens a little before the server has its namespace. */
async function hasNamespace(address: string): Promise<boolean> {
  const connection = Connection.lazy({ address });
  try {
    await connection.withDeadline(Date.now() + 1_000, () =>
      connection.workflowService.describeNamespace({ namespace: "default" }),
    );
    return true;
  } catch {
    // Whatever it is, it is asked again until the time is up; the log holds the server's side of it.
    return false;
  } finally {
    await connection.close();
  }
}
