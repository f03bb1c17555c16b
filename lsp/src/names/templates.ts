import type { Model } from "@trajet/compiler";
import type { Place } from "./find.ts";
import type { Target } from "./target.ts";

type Message = Model["symbols"]["messages"] extends ReadonlyMap<string, infer M> ? M : never;

/** A text of a message that is a Handlebars template, as it stands in a file from an offset on. */
interface TemplateText {
  readonly path: string;
  readonly start: number;
  readonly source: string;
}

const EXPRESSION = /\{\{.*?\}\}/gs;
/** Names in the strings of an expression are not names. */
const STRING = /\\?(["'])(?:(?!\1).)*\1/gs;

/** Where the templates of messages name a field, a parameter or a link; nothing else can be named there. */
export function placesInTemplates(target: Target, model: Model): readonly Place[] {
  return [...model.symbols.messages.values()].flatMap((message) => {
    const pattern = patternFor(target, message);
    return pattern === undefined ? [] : textsOf(message, model).flatMap((text) => placesIn(text, pattern));
  });
}

interface Pattern {
  /** Its first group is the name. */
  readonly name: RegExp;
  readonly inStrings: boolean;
}

function patternFor(target: Target, message: Message): Pattern | undefined {
  const name = escaped(target.name);
  const isOwn =
    "owner" in target && target.owner.of === "messages" && target.owner.name === message.name?.text;
  switch (target.kind) {
    case "field": {
      const { of, name: audience } = target.owner;
      if (of !== "audiences" || audience !== message.audience?.text) return undefined;
      return { name: new RegExp(`(?<![\\w.])contact\\.(${name})(?!\\w)`, "dg"), inStrings: false };
    }
    case "parameter":
      return isOwn
        ? { name: new RegExp(`(?<![\\w.@])(${name})(?![\\w=])`, "dg"), inStrings: false }
        : undefined;
    case "link":
      return isOwn
        ? { name: new RegExp(`\\blink\\s+\\\\?["'](${name})\\\\?["']`, "dg"), inStrings: true }
        : undefined;
    default:
      return undefined;
  }
}

function textsOf(message: Message, model: Model): readonly TemplateText[] {
  const { path } = model.fileOf(message);
  return message.items.flatMap((item) => {
    if (!("text" in item) || item.text === undefined) return [];
    const { value, raw, span } = item.text;
    if (item.kind !== "Body" || !item.file) return [{ path, start: span.start, source: raw }];
    const source = model.readFile(value);
    return source === undefined ? [] : [{ path: value, start: 0, source }];
  });
}

function placesIn({ path, start, source }: TemplateText, { name, inStrings }: Pattern): readonly Place[] {
  return [...source.matchAll(EXPRESSION)].flatMap((expression) => {
    const [written] = expression;
    const text = inStrings ? written : written.replace(STRING, (string) => " ".repeat(string.length));
    const from = start + expression.index;
    return [...text.matchAll(name)].flatMap(({ indices }) => {
      const [begin, end] = indices?.[1] ?? [0, 0];
      return [{ path, span: { start: from + begin, end: from + end }, declares: false }];
    });
  });
}

/** For a regular expression that means just this text. */
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
