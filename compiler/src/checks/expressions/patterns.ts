import { RE2JS } from "re2js";

/**
 * What is wrong with the pattern of `matches`, as a clause without a full stop; `undefined` for a good one. It is read
 * by the engine that runs it, which takes linear time and so has no look-around and no back-references.
 */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return String(error instanceof Error ? error.message : error).replace(/^error parsing regexp: /, "");
  }
}
