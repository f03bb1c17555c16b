import { type DestinationStream, type Logger, pino } from "pino";

/**
 * Structured logs without personal data: runs go by their ids, and of an error its class, its code and where it happened
 * are told, never its message, since databases and mail servers quote in theirs what they were given.
 */
export function createLogger(
  destination: DestinationStream,
  base: Readonly<Record<string, string>> = {},
): Logger {
  return pino(
    {
      level: "info",
      base: { pid: process.pid, ...base },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorWithoutWords, error: errorWithoutWords, cause: errorWithoutWords },
    },
    destination,
  );
}

interface LoggedError {
  readonly type: string;
  readonly code?: string | number;
  /** The table or constraint of the database that is meant: names of ours, none of a person's. */
  readonly at?: string;
  readonly frames?: readonly string[];
  readonly cause?: LoggedError;
}

/** Of anything that was thrown. */
export function errorWithoutWords(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown };
  const at = [constraint, table].find((name) => typeof name === "string");
  return {
    type: error.name,
    ...(isCode(code) && { code }),
    ...(typeof at === "string" && { at }),
    frames: framesOf(error),
    ...(error.cause instanceof Error && { cause: errorWithoutWords(error.cause) }),
  };
}

function isCode(code: unknown): code is string | number {
  return typeof code === "number" || (typeof code === "string" && /^[\w.-]{1,60}$/.test(code));
}

/** The stack below the message, which it repeats: lines of any message may look like anything. */
function framesOf({ stack = "", message }: Error): readonly string[] {
  const below = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const frames = below.split("\n").map((line) => line.trim());
  return frames.filter((line) => /^at .*[:(/].*:\d+:\d+\)?$/.test(line)).slice(0, 12);
}
