import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";

const BIN = join(resolve(import.meta.dirname, "../.."), "cli/bin.ts");

/** A command as a user starts it, in a process of its own. */
export interface TrajetProcess {
  readonly pid: number;
  readonly output: () => string;
  /** Exit code, `null` after a kill. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves with the first match in what it says; rejects if it ends before. */
  readonly says: (what: RegExp) => Promise<RegExpExecArray>;
}

export function startTrajet(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): TrajetProcess {
  const child: ChildProcess = spawn(process.execPath, [BIN, "--project", folder, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env, NO_COLOR: "1" },
  });
  return watched(child);
}

/** A process that was started otherwise. */
export function watched(child: ChildProcess): TrajetProcess {
  let output = "";
  let heard = Promise.withResolvers<void>();
  const listen = (chunk: Buffer): void => {
    output += chunk.toString();
    heard.resolve();
    heard = Promise.withResolvers();
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  const ended = once(child, "close").then(([code]) => code as number | null);
  const says = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = what.exec(output);
      if (found !== null) return found;
      const over = await Promise.race([heard.promise, ended.then(() => "ended" as const)]);
      if (over === "ended" && !what.test(output))
        throw new Error(`it ended without saying ${what}:\n${output}`);
    }
  };
  return { pid: child.pid ?? 0, output: () => output, ended, kill: (signal) => child.kill(signal), says };
}
