import type { CancellationToken } from "vscode-languageserver";
import { ErrorCodes, LSPErrorCodes, ResponseError } from "./protocol.ts";

/** Where what went wrong is written: the editor's output channel. */
export type Log = (message: string) => void;

/** Lets what has arrived in the meantime be read: a later turn of the event loop. */
export type NextTurn = () => Promise<void>;

/** What a request works on, as it is when the request arrives, and its answer from it. */
export interface Work<P, S, R> {
  readonly name: string;
  readonly take: (params: P) => S;
  readonly answer: (taken: S, params: P) => R | Promise<R>;
}

/**
 * Makes a request's function safe: what it throws is logged with its stack and becomes the answer, and the server lives
 * on. What is an answer already, such as a rename that is refused, passes as it is. Between what is taken and the work on it
 * the server reads on, so that a request which the editor takes back is not worked on.
 */
export function guarded<P, S, R>(
  { name, take, answer }: Work<P, S, R>,
  log: Log,
  nextTurn: NextTurn,
): (params: P, token: CancellationToken) => Promise<R> {
  return async (params, token) => {
    try {
      const taken = take(params);
      await nextTurn();
      if (token.isCancellationRequested) throw cancelled(name);
      return await answer(taken, params);
    } catch (problem) {
      if (problem instanceof ResponseError) throw problem;
      log(`${name} failed: ${stackOf(problem)}`);
      throw new ResponseError(ErrorCodes.InternalError, `${name} failed: ${messageOf(problem)}`);
    }
  };
}

const cancelled = (name: string): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was taken back by the editor.`);

export const stackOf = (problem: unknown): string =>
  problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);

export const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);
