import { ErrorCodes, ResponseError } from "vscode-languageserver";

/** Where what went wrong is written: the editor's output channel. */
export type Log = (message: string) => void;

/**
 * Makes a request's function safe: what it throws is logged with its stack and becomes the answer, and the server lives
 * on. What is an answer already, such as a rename that is refused, passes as it is.
 */
export function guarded<P, R>(name: string, log: Log, answer: (params: P) => R): (params: P) => R {
  return (params) => {
    try {
      return answer(params);
    } catch (problem) {
      if (problem instanceof ResponseError) throw problem;
      log(`${name} failed: ${stackOf(problem)}`);
      throw new ResponseError(ErrorCodes.InternalError, `${name} failed: ${messageOf(problem)}`);
    }
  };
}

export const stackOf = (problem: unknown): string =>
  problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);

const messageOf = (problem: unknown): string =>
  problem instanceof Error ? problem.message : String(problem);
