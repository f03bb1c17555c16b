import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";

/** The doors cannot be opened where they should be; the message says why, and what to do. */
export class DoorsTaken extends Error {
  override readonly name = "DoorsTaken";
}

export interface OpenDoors {
  /** `http://127.0.0.1:4800` */
  readonly url: string;
  readonly port: number;
  /** Lets the requests under way end. */
  readonly close: () => Promise<void>;
}

/**
 * Listens, on this machine alone unless a host is said; port 0 is any that is free.
 *
 * @throws DoorsTaken
 */
export async function openDoors(
  app: FastifyInstance,
  { host = "127.0.0.1", port }: { readonly host?: string; readonly port: number },
): Promise<OpenDoors> {
  try {
    const url = await app.listen({ host, port });
    const address = app.server.address() as AddressInfo;
    return { url, port: address.port, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw explained(error, host, port);
  }
}

function explained(error: unknown, host: string, port: number): unknown {
  switch (error instanceof Error && "code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return new DoorsTaken(
        `port ${port} of ${host} is in use by another program; stop it, or choose another port`,
      );
    case "EACCES":
      return new DoorsTaken(`port ${port} of ${host} may not be used by this user; choose one above 1023`);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return new DoorsTaken(
        `${host} is no address of this machine; use 127.0.0.1, or 0.0.0.0 for all of them`,
      );
    default:
      return error;
  }
}
