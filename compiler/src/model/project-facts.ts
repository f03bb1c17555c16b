import { type Declaration, type MessageItem, originOf } from "@trajet/grammar";
import type { ProjectFiles } from "../project/files.ts";
import { partsOf } from "./asked-audiences.ts";
import { symbolKindOf } from "./bind.ts";
import type { Fact } from "./facts.ts";
import type { ModelFile } from "./model.ts";
import type { SymbolKind, Symbols } from "./symbols.ts";

/** What of a declaration other files can see, wherever it stands. */
interface Seen {
  /** All of it that means something to others. */
  readonly whole: string;
  /** What `resolve` answers for: of a journey its settings, of a segment its audience, of a message all but its texts. */
  readonly head: string;
  /** Of an audience what `askedAudiences` answers for. */
  readonly parts?: ReadonlyMap<string, string>;
}

/** The same, and where it stands, for messages that point at it. */
interface Placed {
  readonly seen: Seen;
  readonly file: string;
  readonly start: number;
}

/** What a file shows to the others: its declarations, by `kind name`. It follows from its text. */
export type Shown = ReadonlyMap<string, Placed>;

/** Of declarations without a mistake, by where they were read: one that only moves shows the same. */
const known = new WeakMap<Declaration, Seen>();

export function shownBy(file: ModelFile, isBroken: (declaration: Declaration) => boolean): Shown {
  const shown = new Map<string, Placed>();
  for (const declaration of file.tree.declarations) {
    const kind = symbolKindOf(declaration);
    if (kind === undefined || !("name" in declaration) || declaration.name === undefined) continue;
    const key = `${kind} ${declaration.name.text}`;
    if (shown.has(key)) continue;
    const seen = isBroken(declaration)
      ? seenOf(declaration, file, true)
      : knownOf(declaration, () => seenOf(declaration, file, false));
    shown.set(key, { seen, file: file.path, start: declaration.span.start });
  }
  return shown;
}

function knownOf(declaration: Declaration, read: () => Seen): Seen {
  const of = originOf(declaration)?.of ?? declaration;
  const seen = known.get(of) ?? read();
  known.set(of, seen);
  return seen;
}

function seenOf(declaration: Declaration, file: ModelFile, isBroken: boolean): Seen {
  const written = file.text.slice(declaration.span.start, declaration.span.end);
  const head = headOf(declaration, file.text);
  // A mistake right behind a declaration belongs to it, and is not in its text.
  const whole = isBroken ? `${written}\u0000` : written;
  return {
    whole,
    head: head ?? whole,
    ...(declaration.kind === "Audience" && { parts: partsOf(declaration, file.text) }),
  };
}

const TEXTS: ReadonlySet<MessageItem["kind"]> = new Set([
  "From",
  "Subject",
  "Preview",
  "Title",
  "TextBody",
  "Url",
  "Body",
]);

/** `undefined` where all of it matters to others. */
function headOf(declaration: Declaration, text: string): string | undefined {
  const { start } = declaration.span;
  switch (declaration.kind) {
    case "Audience":
      return declaration.items[0] && text.slice(start, declaration.items[0].span.start);
    case "Journey":
      return declaration.steps[0] && text.slice(start, declaration.steps[0].span.start);
    case "Segment":
      return declaration.where && text.slice(start, declaration.where.span.start);
    case "Email":
    case "Sms":
    case "Survey":
    case "Message": {
      const lines = declaration.items.filter(({ kind }) => !TEXTS.has(kind));
      const first = declaration.items[0]?.span.start ?? declaration.span.end;
      return [text.slice(start, first), ...lines.map(({ span }) => text.slice(span.start, span.end))].join(
        " ",
      );
    }
    default:
      return undefined;
  }
}

/**
 * Gives the value of each fact of `trackedSymbols`, of `askedAudiences`, and of files, in one state of a project. Of a name
 * that stands in several files the first counts, as it does for symbols.
 */
export function projectFacts(
  project: ProjectFiles,
  symbols: Symbols,
  files: readonly { readonly shown: Shown }[],
): (fact: Fact) => unknown {
  const declared = new Map<string, Placed>();
  for (const { shown } of files) {
    for (const [key, placed] of shown) if (!declared.has(key)) declared.set(key, placed);
  }
  const seenAs = (key: string): Seen | undefined => declared.get(key)?.seen;
  const together = (kind: string, part: (seen: Seen) => string): string =>
    [...tableOf(symbols, kind).keys()]
      .map((name) => {
        const seen = seenAs(`${kind} ${name}`);
        return seen === undefined ? name : `${name} ${part(seen)}`;
      })
      .join("\u0000");
  const partOf = (audience: string, part: string): string | undefined =>
    seenAs(`audiences ${audience}`)?.parts?.get(part);
  return (fact) => {
    const [what, rest] = halves(fact);
    switch (what) {
      case "declared":
        return seenAs(rest)?.whole;
      case "head":
        return seenAs(rest)?.head;
      case "place": {
        const placed = declared.get(rest);
        return placed === undefined ? undefined : `${placed.file} ${placed.start}`;
      }
      case "names":
        return [...tableOf(symbols, rest).keys()].join(" ");
      case "all":
        return together(rest, (seen) => seen.whole);
      case "heads":
        return together(rest, (seen) => seen.head);
      case "tags":
      case "groups":
      case "fields":
        return partOf(rest, what);
      case "field": {
        const [audience, name] = halves(rest);
        return partOf(audience, `field ${name}`);
      }
      case "labels":
      case "objectives":
        return [...symbols[what]].join("\u0000");
      case "file":
        return project.readFile(rest);
      default:
        throw new Error(`Nobody knows what "${fact}" asks for.`);
    }
  };
}

function halves(fact: Fact): readonly [string, string] {
  const at = fact.indexOf(" ");
  return at < 0 ? [fact, ""] : [fact.slice(0, at), fact.slice(at + 1)];
}

function tableOf(symbols: Symbols, kind: string): ReadonlyMap<string, unknown> {
  return symbols[kind as SymbolKind];
}
