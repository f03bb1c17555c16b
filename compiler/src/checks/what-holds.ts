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
 * @param unread the parser's mistakes in it
 * @param text the file's, in which all of it stands
 */
export function whatHolds(
  all: readonly Diagnostic[],
  unread: readonly Diagnostic[],
  text: string,
): readonly Diagnostic[] {
  const found = oncePerStart(all);
  if (unread.length > 0) {
    return found.filter(
      (each) => !isFinding(each) && !ABSENT.has(each.code) && !unread.some((it) => takes(it, each, text)),
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

/** Errors of a value by itself: what it is may be said by what comes next, as in `10 €`. */
const GOES_ON: ReadonlySet<string> = new Set<Code>(["TJ3001", "TJ3002", "TJ3007"]);

/** Whether a mistake of the parser is all that is to be said where an error stands. */
function takes(unread: Diagnostic, { code, span }: Diagnostic, text: string): boolean {
  // Nothing comes next that is known to be meant: then the error says more.
  const isWhole = code === "TJ3001" && unread.fixes === undefined;
  const reached = isWhole ? span : reach(code, span, text);
  return reached.start <= unread.span.end && unread.span.start <= reached.end;
}

/** Where a mistake changes what is said. A value that is not what it should be, or is missing, may go on behind its blanks. */
function reach(code: string, { start, end }: Span, text: string): Span {
  if (!GOES_ON.has(code) && start < end) return { start, end };
  let behind = end;
  while (text[behind] === " " || text[behind] === "\t") behind++;
  return { start, end: behind };
}

/** Warnings and notes of the family of journeys are what follows from all of it. */
function isFinding({ code, severity }: Diagnostic): boolean {
  return severity !== "error" && code.startsWith("TJ4");
}
