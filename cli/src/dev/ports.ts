import { createServer } from "node:net";
import { UsageError } from "../usage-error.ts";

export const HOST = "127.0.0.1";

/** A port that `trajet dev` listens on: what for, and the option that chooses another. */
export interface WantedPort {
  readonly what: string;
  readonly option: string;
  /** 0 takes any free port. */
  readonly port: number;
}

/**
 * The port, found free a moment ago; a free one for 0.
 *
 * @throws UsageError if another program has it
 */
export function claimPort(wanted: WantedPort): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(portProblem(error, wanted)));
    server.listen(wanted.port, HOST, () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === "object" && address !== null ? address.port : wanted.port),
      );
    });
  });
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
