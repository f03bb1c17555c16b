import { ErrorCodes, ResponseError } from "./protocol.ts";

/** Where a server stands: it answers only between `initialize` and `shutdown`. */
export interface Lifecycle {
  readonly begin: () => void;
  readonly end: () => void;
  /** @throws {ResponseError} with what the protocol has for a request at the wrong time */
  readonly admit: (method: string) => void;
}

export function createLifecycle(): Lifecycle {
  let state: "waiting" | "serving" | "ended" = "waiting";
  const refuse = (code: number, reason: string): never => {
    throw new ResponseError(code, reason);
  };
  return {
    begin: () => {
      if (state !== "waiting") refuse(ErrorCodes.InvalidRequest, "The server is initialized already.");
      state = "serving";
    },
    end: () => {
      state = "ended";
    },
    admit: (method) => {
      if (state === "waiting")
        refuse(ErrorCodes.ServerNotInitialized, `Send “initialize” before “${method}”.`);
      if (state === "ended")
        refuse(ErrorCodes.InvalidRequest, `The server is shut down: it takes no “${method}” any more.`);
    },
  };
}
