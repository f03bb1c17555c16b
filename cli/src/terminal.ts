/** Where a command runs: what it may write to, and what it may know of its surroundings. Tests bring their own. */
export interface Terminal {
  /** Results. */
  readonly out: (text: string) => void;
  /** Diagnostics and progress. */
  readonly err: (text: string) => void;
  /** Whether a person sees what is written to `err`, and how many columns there are. */
  readonly isTerminal: boolean;
  readonly columns: number;
  readonly color: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Aborted by Ctrl-C, for commands that go on until then; asked for by nobody else, Ctrl-C ends the process. */
  readonly interrupted: AbortSignal;
}

/** The terminal of this process. Colours are left out where nobody sees them, and where `NO_COLOR` says so. */
export function processTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "0";
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    isTerminal: stderr.isTTY === true,
    columns: stderr.columns ?? 100,
    color: !env.NO_COLOR && (forced || (stderr.isTTY === true && env.TERM !== "dumb")),
    cwd: process.cwd(),
    env,
    stdin: process.stdin,
    get interrupted() {
      return untilInterrupted();
    },
  };
}

function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
