import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A copy of the example shop that a test may kill and change. */
export interface Shop {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** @param resend whether each message says `if unknown resend` */
export async function copyShop({ resend }: { readonly resend: boolean }): Promise<Shop> {
  const base = await mkdtemp(join(tmpdir(), "trajet-shop-"));
  const folder = join(base, "shop");
  const isState = (path: string): boolean => path.includes(".trajet");
  await cp(join(ROOT, "examples/shop"), folder, { recursive: true, filter: (path) => !isState(path) });
  if (resend) await letMailsResend(folder);
  return { folder, remove: () => rm(base, { recursive: true, maxRetries: 5 }) };
}

async function letMailsResend(folder: string): Promise<void> {
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".journey"))) {
    const path = join(folder, file);
    const text = await readFile(path, "utf8");
    await writeFile(
      path,
      text.replace(/^(email \w+(?:\([^)]*\))? for \w+ \{)$/gm, "$1\n  if unknown resend"),
    );
  }
}

/** `trajet dev` as a user starts it. */
export interface DevProcess {
  readonly pid: number;
  readonly output: () => string;
  /** Exit code, `null` after a kill. */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

export function startDev(folder: string, args: readonly string[]): DevProcess {
  const ports = ["--port", "0", "--smtp-port", "0", "--mail-port", "0", "--temporal-port", "0"];
  const child: ChildProcess = spawn(
    process.execPath,
    [join(ROOT, "cli/bin.ts"), "dev", folder, ...ports, ...args],
    {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    },
  );
  let output = "";
  const listen = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout?.on("data", listen);
  child.stderr?.on("data", listen);
  const ended = once(child, "close").then(([code]) => code as number | null);
  return { pid: child.pid ?? 0, output: () => output, ended, kill: (signal) => child.kill(signal) };
}
