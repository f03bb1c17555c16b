import type { ModelFile } from "@trajet/compiler";
import { type Declaration, lex, type Span, type Token, type TokenKind, tokensOf } from "@trajet/grammar";
import type { Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Occurrence } from "../names/occurrence.ts";
import type { Target } from "../names/target.ts";
import { type TemplateOccurrence, templateOccurrences } from "../names/templates.ts";
import { namesOf } from "../names/walk.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf } from "./at.ts";

export const TOKEN_TYPES = [
  "keyword",
  "comment",
  "string",
  "number",
  "operator",
  "class",
  "struct",
  "event",
  "interface",
  "function",
  "property",
  "parameter",
  "variable",
  "enumMember",
  "label",
] as const;
type TokenType = (typeof TOKEN_TYPES)[number];

export const TOKEN_MODIFIERS = ["declaration", "readonly", "defaultLibrary"] as const;
type Modifier = (typeof TOKEN_MODIFIERS)[number];

interface Coloured extends Span {
  readonly type: TokenType;
  readonly modifiers: readonly Modifier[];
}

/**
 * The colours of a file, or of a part of it, as the protocol writes them: five numbers a token. Names are coloured by what
 * they mean, in strings and templates too. They are found and written one declaration after the other, so that of a long
 * file little is in memory at once.
 */
export function semanticTokens(snapshot: Snapshot, range?: Range): number[] {
  const { document } = snapshot.file;
  const from = range === undefined ? 0 : document.offsetAt(range.start);
  const to = range === undefined ? Number.POSITIVE_INFINITY : document.offsetAt(range.end);
  const isSeen = ({ start, end }: Span): boolean => start < to && end > from;
  const writer = createWriter(document);
  for (const coloured of colours(snapshot, isSeen)) if (isSeen(coloured)) writer.write(coloured);
  return writer.data;
}

function* colours(snapshot: Snapshot, isSeen: (part: Span) => boolean): Iterable<Coloured> {
  const { model } = snapshot.project;
  const file = modelFileOf(snapshot);
  const inTemplates = templateOccurrences(model).get(snapshot.file.path) ?? [];
  const templates = unlike(inTemplates.map(inTemplate));
  if (file === undefined) {
    yield* templates;
    return;
  }
  for (const { declaration, ...part } of partsOf(file)) {
    if (!isSeen(part)) continue;
    const names = declaration === undefined ? [] : namesOf(declaration, model).map(inJourney);
    const inner = templates.filter(({ start, end }) => start >= part.start && end <= part.end);
    yield* woven(tokensOf(lex(file.text, part.start, part.end)), unlike([...names, ...inner]));
  }
}

/** Each declaration with what stands in front of it, and what stands behind the last. */
function partsOf({ text, tree }: ModelFile): readonly (Span & { readonly declaration?: Declaration })[] {
  const ends = [0, ...tree.declarations.map(({ span }) => span.end)];
  return [
    ...tree.declarations.map((declaration, index) => ({
      start: ends[index] ?? 0,
      end: declaration.span.end,
      declaration,
    })),
    { start: ends.at(-1) ?? 0, end: text.length },
  ];
}

/** In their order; of two at one place the first. */
function unlike(all: readonly Coloured[]): readonly Coloured[] {
  const sorted = all.toSorted((a, b) => a.start - b.start);
  return sorted.filter(({ start, end }, index) => end > start && start >= (sorted[index - 1]?.end ?? 0));
}

/** Tokens with names put over them: what is left of a string on both sides of a name stays a string. */
function* woven(tokens: readonly Token[], names: readonly Coloured[]): Iterable<Coloured> {
  let next = 0;
  for (const { kind, start, end } of tokens) {
    const type = BY_TOKEN[kind];
    let at = start;
    for (let name = names[next]; name !== undefined && name.start < end; name = names[++next]) {
      if (type !== undefined && name.start > at) yield { start: at, end: name.start, type, modifiers: [] };
      yield name;
      at = name.end;
    }
    if (type !== undefined && at < end) yield { start: at, end, type, modifiers: [] };
  }
}

const BY_TOKEN: Readonly<Record<TokenKind, TokenType | undefined>> = {
  keyword: "keyword",
  name: undefined,
  string: "string",
  number: "number",
  "duration-unit": "number",
  percent: "number",
  time: "number",
  date: "number",
  currency: "number",
  punctuation: undefined,
  comment: "comment",
  "doc-comment": "comment",
};

const inJourney = ({ span, target, declares }: Occurrence): Coloured => ({
  ...span,
  type: typeOf(target),
  modifiers: [...(declares ? (["declaration"] as const) : []), ...modifiersOf(target)],
});

function inTemplate({ span, target, found }: TemplateOccurrence): Coloured {
  if (found.kind === "helper") return { ...span, type: "function", modifiers: ["defaultLibrary"] };
  if (found.kind === "partial") return { ...span, type: "function", modifiers: [] };
  return { ...span, type: typeOf(target), modifiers: modifiersOf(target) };
}

const modifiersOf = ({ kind }: Target): readonly Modifier[] => (kind === "builtin" ? ["defaultLibrary"] : []);

function typeOf(target: Target): TokenType {
  switch (target.kind) {
    case "declaration":
      return DECLARED[target.of];
    case "field":
    case "question":
      return "property";
    case "parameter":
      return "parameter";
    case "local":
    case "person":
    case "builtin":
      return "variable";
    case "step":
      return "label";
    default:
      return "enumMember";
  }
}

const DECLARED: Readonly<Record<Extract<Target, { kind: "declaration" }>["of"], TokenType>> = {
  audiences: "class",
  stores: "class",
  records: "struct",
  events: "event",
  coupons: "enumMember",
  messages: "interface",
  webhooks: "function",
  channels: "enumMember",
  people: "class",
  fragments: "function",
  journeys: "class",
};

/** Takes colours in the order of the text. A token that spans lines is one for each: not every editor takes others. */
function createWriter(document: TextDocument) {
  const text = document.getText();
  const data: number[] = [];
  let [line, character] = [0, 0];
  const write = ({ start, end, type, modifiers }: Coloured): void => {
    for (const piece of lines(text, start, end)) {
      const from = document.positionAt(piece.start);
      const to = document.positionAt(piece.end);
      data.push(
        from.line - line,
        from.line === line ? from.character - character : from.character,
        to.character - from.character,
        TOKEN_TYPES.indexOf(type),
        modifiers.reduce((bits, modifier) => bits | (1 << TOKEN_MODIFIERS.indexOf(modifier)), 0),
      );
      line = from.line;
      character = from.character;
    }
  };
  return { data, write };
}

function lines(text: string, start: number, end: number): readonly Span[] {
  const pieces: Span[] = [];
  let at = start;
  for (const part of text.slice(start, end).split("\n")) {
    const length = part.endsWith("\r") ? part.length - 1 : part.length;
    if (length > 0) pieces.push({ start: at, end: at + length });
    at += part.length + 1;
  }
  return pieces;
}
