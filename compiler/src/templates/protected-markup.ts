import type { Span } from "@trajet/grammar";

/*
 * MJML is made into HTML once, when a project is compiled; its Handlebars is filled for each contact. So each expression
 * is hidden in a word that MJML leaves alone, and put back into the HTML. Between two components, where MJML knows no
 * text, the word stands in an <mj-raw>.
 */

/** MJML whose expressions are hidden. It has the lines of the source, as long as no expression has several. */
export interface ProtectedMarkup {
  readonly markup: string;
  /** How the words begin: with what the source does not hold. */
  readonly prefix: string;
  readonly expressions: readonly HiddenExpression[];
  /** `<mj-include …>`: what would read other files. */
  readonly includes: readonly Span[];
  /** Components that are opened and not closed. */
  readonly unclosed: readonly { readonly name: string; readonly span: Span }[];
}

export interface HiddenExpression {
  readonly word: string;
  readonly text: string;
  readonly span: Span;
}

/** Components whose content is HTML, and is not looked at by MJML. */
const HOLDS_HTML: ReadonlySet<string> = new Set([
  "mj-accordion-text",
  "mj-accordion-title",
  "mj-button",
  "mj-navbar-link",
  "mj-preview",
  "mj-raw",
  "mj-social-element",
  "mj-style",
  "mj-table",
  "mj-text",
  "mj-title",
]);

/** Hides the expressions of an MJML text; comments of Handlebars are left out. */
export function protectMarkup(source: string): ProtectedMarkup {
  const prefix = freePrefix(source);
  const expressions: HiddenExpression[] = [];
  const includes: Span[] = [];
  const open: Tag[] = [];
  const unclosed: Tag[] = [];
  let tag: Tag | undefined;
  let markup = "";
  for (const { text, start } of partsOf(source)) {
    const isExpression = /^\\?\{\{./s.test(text);
    if (isExpression) markup += hidden(text, start, placeOf(tag, open), prefix, expressions);
    else markup += text;
    if (isExpression) continue;
    if (tag === undefined) tag = tagOf(text, start);
    else if (text === ">") {
      if (tag.name === "mj-include") includes.push({ start: tag.start, end: start + 1 });
      unclosed.push(...follow(open, tag, source[start - 1] === "/"));
      tag = undefined;
    }
  }
  const left = [...unclosed, ...open].map(({ name, start }) => {
    return { name, span: { start, end: start + name.length + 1 } };
  });
  return { markup, prefix, expressions, includes, unclosed: left };
}

/** What no text of the source looks like. */
function freePrefix(source: string): string {
  let prefix = "hbs";
  while (source.includes(prefix)) prefix += "q";
  return prefix;
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly start: number;
}

function tagOf(text: string, start: number): Tag | undefined {
  const [, slash, name] = /^<(\/?)([a-z][\w-]*)$/i.exec(text) ?? [];
  return name === undefined ? undefined : { name: name.toLowerCase(), closes: slash === "/", start };
}

/** Where an expression, a comment or a tag may begin, or a tag end. */
const MARK = /\\?\{\{|<!--|<\/?[a-z][\w-]*|>/gi;

/** A source as expressions, comments, beginnings and ends of tags, and the texts between them. */
function partsOf(source: string): readonly { readonly text: string; readonly start: number }[] {
  const parts: { readonly text: string; readonly start: number }[] = [];
  const put = (start: number, end: number): void => {
    if (end > start) parts.push({ text: source.slice(start, end), start });
  };
  const endOf = closerOf(source);
  let done = 0;
  for (const { 0: mark, index } of source.matchAll(MARK)) {
    if (index < done) continue;
    const end = endOf(mark, index);
    put(done, index);
    put(index, end);
    done = end;
  }
  put(done, source.length);
  return parts;
}

/** Where what begins with a mark ends. An end that is missing once is not looked for again. */
function closerOf(source: string): (mark: string, start: number) => number {
  const missing = new Set<string>();
  const after = (closer: string, from: number): number | undefined => {
    if (missing.has(closer)) return undefined;
    const at = source.indexOf(closer, from);
    if (at < 0) missing.add(closer);
    return at < 0 ? undefined : at + closer.length;
  };
  return (mark, start) => {
    const begun = start + mark.length;
    if (mark === "<!--") return after("-->", begun) ?? begun;
    if (!mark.endsWith("{{")) return begun;
    const isLong = /^~?!--/.test(source.slice(begun, begun + 4));
    if (isLong) return after("}}", after("--", begun + 4) ?? begun) ?? begun;
    return (source[begun] === "{" ? after("}}}", begun) : undefined) ?? after("}}", begun) ?? begun;
  };
}

/**
 * Keeps the components that are open; what stands in the HTML of one is not looked at. Gives those that are still open
 * where one around them is closed.
 */
function follow(open: Tag[], tag: Tag, isEmpty: boolean): readonly Tag[] {
  const innermost = open.at(-1);
  const isInHtml = innermost !== undefined && HOLDS_HTML.has(innermost.name);
  if (isInHtml && !(tag.closes && tag.name === innermost.name)) return [];
  if (!tag.closes && !isEmpty) open.push(tag);
  const place = tag.closes ? open.findLastIndex(({ name }) => name === tag.name) : -1;
  return place < 0 ? [] : open.splice(place).slice(1);
}

type Where = "tag" | "html" | "components";

function placeOf(tag: Tag | undefined, open: readonly Tag[]): Where {
  if (tag !== undefined) return "tag";
  const innermost = open.at(-1);
  return innermost === undefined || HOLDS_HTML.has(innermost.name) ? "html" : "components";
}

function hidden(
  written: string,
  start: number,
  where: Where,
  prefix: string,
  expressions: HiddenExpression[],
): string {
  const lines = "\n".repeat(written.split("\n").length - 1);
  if (/^\{\{~?!/.test(written)) return lines;
  const word = `${prefix}${expressions.length}x`;
  expressions.push({ word, text: written, span: { start, end: start + written.length } });
  if (where === "tag") return word;
  return where === "html" ? word + lines : `<mj-raw>${word}</mj-raw>${lines}`;
}

/** Puts the expressions back into what MJML made, and says which of them it has left out. */
export function restoreMarkup(
  html: string,
  { expressions, prefix }: ProtectedMarkup,
): { readonly html: string; readonly lost: readonly HiddenExpression[] } {
  const seen = new Set<string>();
  const restored = html.replace(new RegExp(`${prefix}(\\d+)x`, "g"), (word, index) => {
    seen.add(word);
    return expressions[Number(index)]?.text ?? word;
  });
  return { html: restored, lost: expressions.filter(({ word }) => !seen.has(word)) };
}
