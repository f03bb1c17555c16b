import type { Span } from "@trajet/grammar";
import type { Code } from "../catalogue/catalogue.ts";
import type { Diagnostic, Related } from "../diagnostics/diagnostic.ts";

/** Errors that say of something that it is not there, or is not known: it may stand in what could not be read. */
const ABSENT: ReadonlySet<string> = new Set<Code>([
  "TJ2013",
  "TJ3005",
  "TJ4009",
  "TJ4012",
  "TJ4024",
  "TJ4028",
  "TJ4031",
  "TJ4038",
  "TJ4044",
  "TJ4046",
  "TJ7002",
]);

/**
 * Of what was found in one declaration, what holds whatever its mistakes turn out to mean. What could not be read is
 * unknown, so nothing of flow, reach or conditions follows from it, no error that speaks of something absent, and none
 * at the very place; of a declaration with another error, only its errors are said.
 *
 * @param text the file's, in which all of it stands
 */
export function whatHolds(
  all: readonly Diagnostic[],
  unread: readonly Span[],
  text: string,
): readonly Diagnostic[] {
  const found = oncePerStart(all);
  if (unread.length > 0) {
    return found.filter(
      (each) => !isFinding(each) && !ABSENT.has(each.code) && !touches(reach(each, text), unread),
    );
  }
  const isWrong = found.some(({ severity }) => severity === "error");
  return isWrong ? found.filter((each) => !isFinding(each)) : found;
}

/** A start that lacks what the entry is asked for is one mistake, however often it is asked. */
function oncePerStart(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const first = new Map<string, Diagnostic>();
  const others = new Map<Diagnostic, Related[]>();
  return found
    .filter((each) => {
      if (each.code !== "TJ2025") return true;
      const key = `${each.message} ${each.help}`;
      const before = first.get(key);
      if (before === undefined) first.set(key, each);
      else
        others.set(before, [
          ...(others.get(before) ?? []),
          { file: each.file, span: each.span, message: "The entry is asked for it here too." },
        ]);
      return before === undefined;
    })
    .map((each) => {
      const more = others.get(each);
      return more === undefined ? each : { ...each, related: [...(each.related ?? []), ...more] };
    });
}

/** Where a mistake changes what is said. What is no condition, or is missing, may go on behind its blanks. */
function reach({ code, span: { start, end } }: Diagnostic, text: string): Span {
  if (code !== "TJ3007" && start < end) return { start, end };
  let behind = end;
  while (text[behind] === " " || text[behind] === "\t") behind++;
  return { start, end: behind };
}

function touches({ start, end }: Span, unread: readonly Span[]): boolean {
  return unread.some((span) => start <= span.end && span.start <= end);
}

/** Warnings and notes of the family of journeys are what follows from all of it. */
function isFinding({ code, severity }: Diagnostic): boolean {
  return severity !== "error" && code.startsWith("TJ4");
}
