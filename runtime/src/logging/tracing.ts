import { type Span, SpanStatusCode, trace } from "@opentelemetry/api";

/** Names that traces are found by. */
const TRACER = "trajet";

/**
 * Does `work` in a span of the process's tracer; without one (`startTracing`) nothing is noted. Attributes are ids and
 * codes: a trace is sent elsewhere, and names no person.
 */
export function traced<T>(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean>>,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  return trace.getTracer(TRACER).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      // Not its message, which may quote anything.
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : "" });
      throw error;
    } finally {
      span.end();
    }
  });
}
