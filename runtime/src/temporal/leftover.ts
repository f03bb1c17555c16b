import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { pause } from "./pause.ts";

/** How a child is known again after its parent was killed: a process id alone may have gone to someone else. */
interface ChildRecord {
  readonly pid: number;
  /** As the operating system tells it; opaque. */
  readonly startedAt: string;
}

/** Notes the child in `file`, at once and synchronously: the parent may be killed at any moment from now on. */
export function recordChild(file: string, pid: number): void {
  const startedAt = processStart(pid);
  if (startedAt === undefined) return;
  const record: ChildRecord = { pid, startedAt };
  writeFileSync(file, JSON.stringify(record));
}

export function forgetChild(file: string): void {
  rmSync(file, { force: true });
}

/** How long a process that was asked to end may take before it is made to, in milliseconds. */
const GRACE_MS = 5_000;

/** Ends the child that an earlier, killed parent noted in `file`, if that very process still runs. */
export async function endLeftover(file: string, graceMs = GRACE_MS): Promise<"ended" | "none"> {
  const record = readRecord(file);
  const alive = () => record !== undefined && processStart(record.pid) === record.startedAt;
  const found = record !== undefined && alive();
  if (found) await endProcess(record.pid, alive, graceMs);
  forgetChild(file);
  return found ? "ended" : "none";
}

/** Asks the process to end, and insists after a while. */
export async function endProcess(pid: number, alive: () => boolean, graceMs = GRACE_MS): Promise<void> {
  const never = new AbortController().signal;
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    signalProcess(pid, signal);
    for (let waited = 0; waited < graceMs && alive(); waited += 50) await pause(50, never);
    if (!alive()) return;
  }
}

function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function readRecord(file: string): ChildRecord | undefined {
  try {
    const record: Partial<ChildRecord> = JSON.parse(readFileSync(file, "utf8"));
    const { pid, startedAt } = record;
    return typeof pid === "number" && typeof startedAt === "string" ? { pid, startedAt } : undefined;
  } catch {
    // No file, or one cut short by the kill: nobody to look for.
    return undefined;
  }
}

/** When the process started, in the system's own words; undefined if there is none such (a zombie is none). */
export function processStart(pid: number): string | undefined {
  try {
    return process.platform === "linux" ? startFromProc(pid) : startFromPs(pid);
  } catch {
    return undefined;
  }
}

function startFromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the program's name in brackets and may hold anything; the state is the third field, the
  // start in clock ticks since boot the twenty-second.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : `${bootId()}:${rest[18]}`;
}

/** Ticks since boot repeat after a reboot; the boot's own id does not. */
function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function startFromPs(pid: number): string | undefined {
  const line = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return line === "" ? undefined : line;
}
