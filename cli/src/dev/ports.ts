import { randomInt } from "node:crypto";
import { createServer, type Server } from "node:net";
import { UsageError } from "../usage-error.ts";

export const HOST = "127.0.0.1";

/**
 * Where a free port is looked for: below those that systems give to connections (from 32,768 on Linux), since one of these may
 * be somebody's before it is listened on.
 */
const FREE = { from: 20_000, to: 32_768 } as const;
const MOST_TRIES = 100;

/** A port that `trajet dev` listens on: what for, and the option that chooses another. */
export interface WantedPort {
  readonly what: string;
  readonly option: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/**
 * The ports, in their order, found free a moment ago; free ones, all different, for those that are 0.
 *
 * @throws UsageError if another program has one of them
 */
export async function claimPorts(wanted: readonly WantedPort[]): Promise<readonly number[]> {
  const held: Server[] = [];
  try {
    for (const one of wanted) held.push(await listen(one));
    return held.map(portOf);
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

async function listen(wanted: WantedPort): Promise<Server> {
  if (wanted.port !== 0) return listenAt(wanted);
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenAt({ ...wanted, port: randomInt(FREE.from, FREE.to) });
    } catch (error) {
      if (tries === MOST_TRIES || !(error instanceof UsageError)) throw error;
    }
  }
}

function listenAt(wanted: WantedPort): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(portProblem(error, wanted)));
    server.listen(wanted.port, HOST, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address === "object" && address !== null) return address.port;
  throw new Error("a server that listens has no port");
}

/** What to tell the user of a port that cannot be listened on; the error itself where it is something else. */
export function portProblem(error: unknown, { what, option, port }: WantedPort): unknown {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return new UsageError(
        `Port ${port} for ${what} is taken: end the program that has it, or choose another with ${option}.`,
      );
    case "EACCES":
      return new UsageError(`Port ${port} for ${what} is not allowed: choose one above 1023 with ${option}.`);
    default:
      return error;
  }
}
