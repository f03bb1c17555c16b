import type { Declaration, MessageItem } from "@trajet/grammar";
import type { ProjectFiles } from "../project/files.ts";
import { partsOf } from "./asked-audiences.ts";
import { symbolKindOf } from "./bind.ts";
import type { Fact } from "./facts.ts";
import type { ModelFile } from "./model.ts";
import type { SymbolKind, Symbols } from "./symbols.ts";

/** What of a declaration other files can see. */
interface Seen {
  /** All of it that means something to others. */
  readonly whole: string;
  /** What `resolve` answers for: of a journey its settings, of a segment its audience, of a message all but its texts. */
  readonly head: string;
  /** Of an audience what `askedAudiences` answers for. */
  readonly parts?: ReadonlyMap<string, string>;
  /** Where it stands, for messages that point at it. */
  readonly place: string;
}

/** What a file shows to the others: its declarations, by `kind name`. It follows from its text. */
export type Shown = ReadonlyMap<string, Seen>;

export function shownBy(file: ModelFile, isBroken: (declaration: Declaration) => boolean): Shown {
  const shown = new Map<string, Seen>();
  for (const declaration of file.tree.declarations) {
    const kind = symbolKindOf(declaration);
    if (kind === undefined || !("name" in declaration) || declaration.name === undefined) continue;
    const key = `${kind} ${declaration.name.text}`;
    if (!shown.has(key)) shown.set(key, seenOf(declaration, file, isBroken(declaration)));
  }
  return shown;
}

function seenOf(declaration: Declaration, file: ModelFile, isBroken: boolean): Seen {
  const written = file.text.slice(declaration.span.start, declaration.span.end);
  const head = headOf(declaration, file.text);
  // A mistake right behind a declaration belongs to it, and is not in its text.
  const whole = isBroken ? `${written}\u0000` : written;
  return {
    whole,
    head: head ?? whole,
    place: `${file.path} ${declaration.span.start}`,
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
  const declared = new Map<string, Seen>();
  for (const { shown } of files) {
    for (const [key, seen] of shown) if (!declared.has(key)) declared.set(key, seen);
  }
  const together = (kind: string, part: (seen: Seen) => string): string =>
    [...tableOf(symbols, kind).keys()]
      .map((name) => {
        const seen = declared.get(`${kind} ${name}`);
        return seen === undefined ? name : `${name} ${part(seen)}`;
      })
      .join("\u0000");
  const partOf = (audience: string, part: string): string | undefined =>
    declared.get(`audiences ${audience}`)?.parts?.get(part);
  return (fact) => {
    const [what, rest] = halves(fact);
    switch (what) {
      case "declared":
        return declared.get(rest)?.whole;
      case "head":
        return declared.get(rest)?.head;
      case "place":
        return declared.get(rest)?.place;
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
