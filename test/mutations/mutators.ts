import {
  type AnyNode,
  type Argument,
  type Expression,
  parse,
  type Token,
  VERBS,
  visitChildren,
} from "@trajet/grammar";
import { type Found, lineOf, type Mutation, type Mutator, replace } from "./mutation.ts";
import {
  duplicateName,
  misspeltField,
  misspeltKeyword,
  misspeltName,
  misspeltString,
  wrongEnumValue,
  wrongSendWord,
  wrongStore,
} from "./name-mutators.ts";
import type { Source } from "./sources.ts";

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
