import { readFileSync } from "node:fs";

/** Resident memory of a process, in MiB; nothing where the system does not tell. */
export function memoryOf(pid: number | undefined): number | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}

/**
 * The time that a process's first thread has run, in milliseconds: on a machine that does other work too, what a server
 * itself took of an answer. Nothing where the system does not tell.
 */
export function cpuOf(pid: number | undefined): number | undefined {
  if (process.platform !== "linux" || pid === undefined) return undefined;
  const [nanoseconds = "0"] = readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ");
  return Number(nanoseconds) / 1e6;
}
