import {
  type AnyNode,
  type Argument,
  type Expression,
  lineStarts,
  parse,
  positionAt,
  type Span,
  type Token,
  VERBS,
  visitChildren,
} from "@trajet/grammar";
import type { Source } from "./sources.ts";

/** One mistake: what is put in the place of a span, and what a message about it has to name. */
export interface Mutation {
  readonly kind: string;
  readonly source: Source;
  readonly file: string;
  readonly span: Span;
  readonly put: string;
  /** The text, or its form, that stands there when it is right: one of them has to be in the message or in a fix. */
  readonly right: readonly (string | RegExp)[];
  /** Other lines of the mutated text, from 1, on which it may be reported: where the construct begins. */
  readonly lines?: readonly number[];
}

type Found = Omit<Mutation, "kind" | "source" | "file">;
interface Place {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly nodes: readonly AnyNode[];
  readonly source: Source;
}
type Mutator = (place: Place) => readonly Found[];

/** A slip of the pen: two letters changed places, or one is missing. */
function misspelt(name: string): string {
  const at = Math.floor(name.length / 2);
  const swapped = name.slice(0, at - 1) + (name[at] ?? "") + (name[at - 1] ?? "") + name.slice(at + 1);
  return swapped === name ? name.slice(0, at) + name.slice(at + 1) : swapped;
}

function replace(span: Span, put: string, ...right: (string | RegExp)[]): Found {
  return { span, put, right };
}

function declaredNames({ model }: Source): ReadonlySet<string> {
  const { labels: _, objectives: __, ...tables } = model.symbols;
  return new Set(Object.values(tables).flatMap((table) => [...table.keys()]));
}

/** Names in the places where they are used, not where they are declared. */
const misspeltName: Mutator = ({ tokens, source }) => {
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

const misspeltField: Mutator = ({ nodes, text }) =>
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
const misspeltString: Mutator = ({ nodes }) =>
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

const wrongEnumValue: Mutator = ({ nodes, source }) =>
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

/** A value of another type: a number in quotes, a date as a number. */
const wrongType: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    const found: Found[] = [];
    const wrong = (value: Expression): void => {
      const written = text.slice(value.span.start, value.span.end);
      if (value.kind === "Number") found.push(replace(value.span, `"${written}"`, written));
      if (value.kind === "Boolean") found.push(replace(value.span, `"${written}"`, written));
      if (value.kind === "Money") found.push(replace(value.span, `"${written}"`, written));
    };
    if (node.kind === "Binary" && ["==", "!=", "<", "<=", ">", ">="].includes(node.operator))
      wrong(node.right);
    if (node.kind === "Argument") wrong(node.value);
    if (node.kind === "Change" && node.form === "set") wrong(node.value);
    return found;
  });

const wrongTense: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (node.kind !== "Trigger" && node.kind !== "History") return [];
    const written = text.slice(node.act.verbSpan.start, node.act.verbSpan.end);
    const forms = VERBS.find(({ present, past }) => present === written || past === written);
    // `wait until contact did …` is right as well.
    const either = node.kind === "Trigger" && /until\s+$/.test(text.slice(0, node.span.start));
    if (forms === undefined || node.negated || either) return [];
    const put = written === forms.present ? forms.past : forms.present;
    return [replace(node.act.verbSpan, put, written)];
  });

const wrongCurrency: Mutator = ({ nodes, source, text }) =>
  nodes.flatMap((node) => {
    if (node.kind !== "Binary" || node.right.kind !== "Money") return [];
    if (source.model.typeOf(node.left)?.currency === undefined) return [];
    const { currency, span } = node.right;
    const written = text.slice(span.start, span.end);
    return [replace(span, written.replace(currency, currency === "EUR" ? "USD" : "EUR"), currency)];
  });

const currencyDropped: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (node.kind !== "Binary" || node.right.kind !== "Money") return [];
    const written = text.slice(node.right.span.start, node.right.span.end);
    return [replace(node.right.span, written.replace(/ [A-Z]{3}$/, ""), written)];
  });

const unitDropped: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (node.kind !== "Duration" || node.parts.length !== 1) return [];
    const written = text.slice(node.span.start, node.span.end);
    const number = written.split(" ")[0] ?? "";
    return [
      replace(
        node.span,
        number,
        written,
        new RegExp(`\\b${number} (second|minute|hour|day|week|month|year)s?\\b`),
      ),
    ];
  });

function argumentsOf(node: AnyNode): readonly Argument[] {
  return "args" in node ? node.args : [];
}

const missingArgument: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    const [first, second] = argumentsOf(node);
    if (first?.name === undefined) return [];
    const end = second?.span.start ?? first.span.end;
    return text.slice(first.span.start, end).includes("//")
      ? []
      : [replace({ start: first.span.start, end }, "", first.name.text)];
  });

/** The look at an optional value is taken out where an argument needs it, or what stands in for it. */
const removedNarrowing: Mutator = ({ nodes, text, source }) => {
  const args = nodes.flatMap((node) => (node.kind === "Argument" ? [node.value] : []));
  const used = new Set(args.map(({ span }) => text.slice(span.start, span.end)));
  const fallbacks = args.flatMap((value) => {
    if (value.kind !== "Binary" || value.operator !== "or" || !source.model.typeOf(value.left)?.optional)
      return [];
    const asked = `${text.slice(value.left.span.start, value.left.span.end)} is set`;
    return [replace({ start: value.left.span.end, end: value.right.span.end }, "", asked)];
  });
  const looks = nodes.flatMap((node) => {
    if (node.kind !== "Is" || node.state.kind !== "set" || node.negated) return [];
    const asked = text.slice(node.operand.span.start, node.operand.span.end);
    return used.has(asked)
      ? [{ ...replace(node.span, "contact.rating > 0", `${asked} is set`), about: asked }]
      : [];
  });
  return [
    ...fallbacks,
    ...looks.map(({ about, ...found }) => ({ ...found, lines: linesWith(about, nodes, text) })),
  ];
};

/** The lines on which an argument is just this. */
function linesWith(written: string, nodes: readonly AnyNode[], text: string): readonly number[] {
  return nodes.flatMap((node) =>
    node.kind === "Argument" && text.slice(node.value.span.start, node.value.span.end) === written
      ? [lineOf(text, node.span.start)]
      : [],
  );
}

const wrongSendWord: Mutator = ({ nodes, text }) =>
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
const misspeltKeyword: Mutator = ({ tokens }) =>
  tokens.flatMap((token) =>
    token.kind === "keyword" && MISSPELT_WORDS.has(token.image)
      ? [replace(token, misspelt(token.image), token.image)]
      : [],
  );

const lineOf = (text: string, offset: number): number => positionAt(lineStarts(text), offset).line;

/** A closing or opening brace is missing. It is the construct's mistake: its first line, or that of the brace. */
const droppedBrace: Mutator = ({ tokens, text }) => {
  const open: Token[] = [];
  return tokens.flatMap((token) => {
    if (token.image === "{") open.push(token);
    if (token.image !== "}") return [];
    const opening = open.pop();
    if (opening === undefined) return [];
    const lines = [lineOf(text, opening.start), lineOf(text, token.start)];
    return [
      { ...replace(token, "", /[`"]\}[`"]/, /its \} is missing/), lines },
      { ...replace(opening, "", /[`"]\{[`"]/), lines },
    ];
  });
};

const missingQuote: Mutator = ({ tokens }) =>
  tokens.flatMap((token) =>
    token.kind === "string" && !token.image.startsWith('"""')
      ? [replace({ start: token.end - 1, end: token.end }, "", /quote/)]
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
const duplicateName: Mutator = ({ nodes, text }) =>
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

/** The arms of a split, or a match, are changed so that they no longer fit together. */
const swappedArm: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    if (node.kind === "Split") {
      const share = node.arms[0]?.share;
      return share === undefined
        ? []
        : [{ ...replace(share.span, "5%", /100%/), lines: [lineOf(text, node.span.start)] }];
    }
    if (node.kind === "Match") {
      const [first] = node.cases;
      const pattern = first?.patterns[0];
      if (pattern?.form !== "compare") return [];
      const written = text.slice(pattern.span.start, pattern.span.end);
      const put = written.startsWith("<") ? written.replace(/<=?/, ">=") : written.replace(/>=?/, "<");
      return [
        {
          ...replace(pattern.span, put, written, /overlap|case before/, /no case/),
          lines: [lineOf(text, node.span.start)],
        },
      ];
    }
    if (node.kind === "Wait" && node.arms?.[0] !== undefined && node.otherwise !== undefined) {
      const arm = node.arms[0];
      const otherwise = {
        start: text.lastIndexOf("otherwise", node.otherwise.span.start),
        end: node.otherwise.span.end,
      };
      const armText = text.slice(arm.span.start, arm.span.end);
      const rest = text.slice(arm.span.end, otherwise.start);
      const put = text.slice(otherwise.start, otherwise.end) + rest + armText;
      const wrong =
        lineOf(text, arm.span.start) +
        (text.slice(otherwise.start, otherwise.end) + rest).split("\n").length -
        1;
      return [
        { ...replace({ start: arm.span.start, end: otherwise.end }, put, /otherwise/), lines: [wrong] },
      ];
    }
    return [];
  });

const wrongDate: Mutator = ({ tokens }) =>
  tokens.flatMap((token) => {
    if (token.kind === "date")
      return [replace(token, token.image.replace(/-\d\d-\d\d$/, "-02-30"), /28|29|02-2/)];
    if (token.kind === "time") return [replace(token, "24:00", /0:00/)];
    return [];
  });

/** A store of another currency, or a name that is no store. */
const wrongStore: Mutator = ({ nodes, source }) =>
  nodes.flatMap((node) => {
    const store =
      node.kind === "Act" && (node.verb === "buy" || node.verb === "abandon cart") ? node.store : undefined;
    const stores = [...source.model.symbols.stores.keys()];
    return store === undefined ? [] : [replace(store.span, `${store.text}Shop`, ...stores)];
  });

const oneEqualsSign: Mutator = ({ tokens }) =>
  tokens.flatMap((token) => (token.image === "==" ? [replace(token, "=", "==")] : []));

const missingComma: Mutator = ({ nodes, text }) =>
  nodes.flatMap((node) => {
    const [first, second] = argumentsOf(node);
    if (first === undefined || second === undefined) return [];
    const at = text.indexOf(",", first.span.end);
    return at < 0 || at > second.span.start
      ? []
      : [replace({ start: at, end: at + 1 }, "", /[`"],[`"]|comma/)];
  });

const MUTATORS: Readonly<Record<string, Mutator>> = {
  "a name misspelt": misspeltName,
  "a field misspelt": misspeltField,
  "a tag, group, label or link misspelt": misspeltString,
  "a value that an enumeration lacks": wrongEnumValue,
  "a value of another type": wrongType,
  "the wrong tense": wrongTense,
  "another currency": wrongCurrency,
  "a currency dropped": currencyDropped,
  "a unit dropped": unitDropped,
  "an argument missing": missingArgument,
  "a narrowing removed": removedNarrowing,
  "another kind of message": wrongSendWord,
  "a keyword misspelt": misspeltKeyword,
  "a brace dropped": droppedBrace,
  "a quote missing": missingQuote,
  "a name taken twice": duplicateName,
  "an arm changed": swappedArm,
  "a day or time that does not exist": wrongDate,
  "another store": wrongStore,
  "one equals sign": oneEqualsSign,
  "a comma missing": missingComma,
};

/** Every mistake that can be made in a project, by its kind. */
export function mutationsOf(source: Source): readonly Mutation[] {
  const journeys = [...source.model.files];
  return journeys.flatMap(({ path, text, tree }) => {
    const { tokens } = parse(text);
    const place = { text, tokens, nodes: nodesOf(tree), source };
    return Object.entries(MUTATORS).flatMap(([kind, mutator]) =>
      mutator(place).map((found) => ({ ...found, kind, source, file: path })),
    );
  });
}

function nodesOf(root: AnyNode): readonly AnyNode[] {
  const nodes: AnyNode[] = [root];
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index];
    if (node !== undefined) visitChildren(node, (child) => void nodes.push(child));
  }
  return nodes;
}
