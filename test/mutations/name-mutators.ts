import { type Span, visitChildren } from "@trajet/grammar";
import { lineOf, type Mutator, misspelt, replace } from "./mutation.ts";
import type { Source } from "./sources.ts";

function declaredNames({ model }: Source): ReadonlySet<string> {
  const { labels: _, objectives: __, ...tables } = model.symbols;
  return new Set(Object.values(tables).flatMap((table) => [...table.keys()]));
}

/** Names in the places where they are used, not where they are declared. */
export const misspeltName: Mutator = ({ tokens, source }) => {
  const names = declaredNames(source);
  return tokens.flatMap((token, index) => {
    const before = tokens[index - 1]?.image ?? "";
    const declares =
      /^(audience|store|event|record|coupon|email|sms|survey|message|webhook|channel|segment|loyalty|fragment|journey)$/;
    const isDeclaration =
      declares.test(before) &&
      !["send", "call", "give", "start", "leave", "in"].includes(tokens[index - 2]?.image ?? "");
    if (token.kind !== "name" || token.image.length < 4 || !names.has(token.image) || isDeclaration)
      return [];
    return [replace(token, misspelt(token.image), token.image)];
  });
};

export const misspeltField: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    const last = node.kind === "Reference" && node.path.length > 1 ? node.path.at(-1) : undefined;
    if (
      last === undefined ||
      last.text.length < 4 ||
      text.slice(last.span.start, last.span.end) !== last.text
    )
      return [];
    return [replace(last.span, misspelt(last.text), last.text)];
  });

const CHECKED_STRINGS: ReadonlySet<string> = new Set([
  "Tag",
  "Untag",
  "Tagged",
  "GroupRef",
  "Label",
  "Objective",
]);
export const misspeltString: Mutator = ({ nodes }) =>
  nodes.flatMap((node) => {
    const strings: { readonly value: string; readonly span: Span }[] = [];
    if (CHECKED_STRINGS.has(node.kind))
      visitChildren(node, (child) => void (child.kind === "Text" && strings.push(child)));
    if (node.kind === "Act" && (node.verb === "get tag" || node.verb === "lose tag") && node.tag)
      strings.push(node.tag);
    if (node.kind === "Act" && node.verb === "click" && node.link) strings.push(node.link);
    return strings
      .filter(({ value }) => value.length > 3)
      .map(({ value, span }) => replace(span, `"${misspelt(value)}"`, value));
  });

export const wrongEnumValue: Mutator = ({ nodes, source }) =>
  nodes.flatMap((node) => {
    if (
      node.kind !== "Binary" ||
      (node.operator !== "==" && node.operator !== "!=") ||
      node.right.kind !== "Text"
    )
      return [];
    const type = source.model.typeOf(node.left);
    return type?.type === "enum"
      ? [replace(node.right.span, `"${node.right.value}x"`, node.right.value)]
      : [];
  });

export const wrongSendWord: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (node.kind !== "Send" || !("channel" in node) || node.channel === undefined) return [];
    const at = text.indexOf(node.channel, text.indexOf("send", node.label?.span.end ?? node.span.start));
    const put = node.channel === "email" ? "sms" : "email";
    return [replace({ start: at, end: at + node.channel.length }, put, `send ${node.channel}`)];
  });

const MISSPELT_WORDS: ReadonlySet<string> = new Set([
  "delay",
  "send",
  "wait",
  "start",
  "when",
  "otherwise",
  "until",
  "subject",
  "update",
  "field",
  "milestone",
  "where",
  "from",
  "goal",
  "expect",
  "within",
  "else",
  "body",
  "objective",
  "reenter",
]);
export const misspeltKeyword: Mutator = ({ tokens }) =>
  tokens.flatMap((token) =>
    token.kind === "keyword" && MISSPELT_WORDS.has(token.image)
      ? [replace(token, misspelt(token.image), token.image)]
      : [],
  );

const PASTED: ReadonlySet<string> = new Set([
  "Email",
  "Journey",
  "Segment",
  "Field",
  "Store",
  "Loyalty",
  "Event",
]);

/** A declaration, or a field, is copied, and its copy keeps the name. */
export const duplicateName: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (
      !PASTED.has(node.kind) ||
      !("name" in node) ||
      typeof node.name !== "object" ||
      node.name.kind !== "Name"
    )
      return [];
    const { start, end } = node.span;
    const copied = text.slice(start, end);
    const line = lineOf(text, end) + 1 + copied.slice(0, node.name.span.start - start).split("\n").length - 1;
    return [{ ...replace({ start: end, end }, `\n${copied}`, node.name.text), lines: [line] }];
  });

/** A store of another currency, or a name that is no store. */
export const wrongStore: Mutator = ({ nodes, source }) =>
  nodes.flatMap((node) => {
    const store =
      node.kind === "Act" && (node.verb === "buy" || node.verb === "abandon cart") ? node.store : undefined;
    const stores = [...source.model.symbols.stores.keys()];
    return store === undefined ? [] : [replace(store.span, `${store.text}Shop`, ...stores)];
  });
