import type { Span } from "@trajet/grammar";
import Handlebars from "handlebars";
import { type OffsetOf, offsets } from "./offsets.ts";
import { type SyntaxProblem, syntaxProblem } from "./syntax-problem.ts";
import type {
  Template,
  TemplateCall,
  TemplateExpression,
  TemplateLiteral,
  TemplateNode,
  TemplatePath,
} from "./tree.ts";

export type ParsedTemplate = { readonly template: Template } | { readonly problem: SyntaxProblem };

/** As many texts as a large project has; parsing one takes longer than all else that is done with it. */
const KEPT = 2_000;
const parsed = new Map<string, ParsedTemplate>();

/** Reads a Handlebars template. A text that is none gives the problem with its place instead. Texts seen before are kept. */
export function parseTemplate(source: string): ParsedTemplate {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const result = parseAnew(source);
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(source, result);
  return result;
}

function parseAnew(source: string): ParsedTemplate {
  // Handlebars counts columns with a pattern that stops at these two line ends: as blanks they keep every offset.
  const text = source.replace(/[\u2028\u2029]/g, " ");
  const offsetOf = offsets(text);
  try {
    const program = Handlebars.parseWithoutProcessing(text);
    return { template: { nodes: readNodes(program, text, offsetOf) } };
  } catch (error) {
    return { problem: syntaxProblem(text, offsetOf, error) };
  }
}

/** What a print, a block and an expression in parentheses have in common. */
type CallNode = Pick<hbs.AST.MustacheStatement, "path" | "params" | "hash">;

/** Turns the tree of Handlebars, whose nodes are told apart by a text only, into ours. */
function readNodes(program: hbs.AST.Program, text: string, offsetOf: OffsetOf): TemplateNode[] {
  const spanOf = (node: hbs.AST.Node): Span => ({
    start: offsetOf(node.loc.start),
    end: offsetOf(node.loc.end),
  });

  const nodesOf = (block: hbs.AST.Program | undefined): TemplateNode[] =>
    block === undefined ? [] : block.body.flatMap(nodeOf);

  const nodeOf = (node: hbs.AST.Statement): TemplateNode[] => {
    const span = spanOf(node);
    switch (node.type) {
      case "MustacheStatement": {
        const print = node as hbs.AST.MustacheStatement;
        return [{ kind: "Print", span, call: callOf(print), escaped: print.escaped }];
      }
      case "BlockStatement":
        return [blockOf(node as hbs.AST.BlockStatement, span)];
      case "PartialStatement":
        return [partialOf(node as hbs.AST.PartialStatement, span, undefined)];
      case "PartialBlockStatement": {
        const partial = node as hbs.AST.PartialBlockStatement;
        return [partialOf(partial, span, nodesOf(partial.program))];
      }
      case "Decorator":
      case "DecoratorBlock":
        return [{ kind: "Refused", span, what: "decorator" }];
      default:
        return [];
    }
  };

  const blockOf = (block: hbs.AST.BlockStatement, span: Span): TemplateNode => ({
    kind: "Block",
    span,
    call: callOf(block),
    names: block.program?.blockParams ?? [],
    body: nodesOf(block.program),
    otherwise: nodesOf(block.inverse),
  });

  const partialOf = (
    { name, params, hash }: Pick<hbs.AST.PartialStatement, "name" | "params" | "hash">,
    span: Span,
    body: readonly TemplateNode[] | undefined,
  ): TemplateNode => ({
    kind: "Partial",
    span,
    name: name.type === "SubExpression" ? undefined : partialName(name as NamedNode, spanOf(name)),
    args: params.map(expressionOf),
    named: namedOf(hash),
    body,
  });

  const namedOf = (hash: hbs.AST.Hash | undefined): TemplateCall["named"] =>
    (hash?.pairs ?? []).map((pair) => ({
      name: pair.key,
      span: spanOf(pair),
      value: expressionOf(pair.value),
    }));

  const callOf = (node: CallNode): TemplateCall => {
    const callee = calleeOf(node.path);
    const args = node.params.map(expressionOf);
    const named = namedOf(node.hash);
    const end = Math.max(
      callee.span.end,
      ...args.map((arg) => arg.span.end),
      ...named.map((pair) => pair.span.end),
    );
    return { kind: "Call", span: { start: callee.span.start, end }, callee, args, named };
  };

  const calleeOf = (node: hbs.AST.Node): TemplatePath | TemplateLiteral =>
    node.type === "PathExpression" ? pathOf(node as hbs.AST.PathExpression) : literalOf(node);

  const expressionOf = (node: hbs.AST.Expression): TemplateExpression => {
    if (node.type !== "SubExpression") return calleeOf(node);
    return { ...callOf(node as hbs.AST.SubExpression), span: spanOf(node) };
  };

  const pathOf = (node: hbs.AST.PathExpression): TemplatePath => {
    const span = spanOf(node);
    const written = text.slice(span.start, span.end);
    return {
      kind: "Path",
      span,
      original: node.original,
      data: node.data,
      depth: node.depth,
      scoped: /^(?:\.|this\b)/.test(node.original),
      parts: partsOf(node.parts, written, span.start),
    };
  };

  const literalOf = (node: hbs.AST.Node): TemplateLiteral => ({
    kind: "Literal",
    span: spanOf(node),
    value: (node as hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral).value,
  });

  return nodesOf(program);
}

/** The name of a partial, as a path or in quotes. */
type NamedNode = hbs.AST.PathExpression | hbs.AST.StringLiteral;

function partialName(name: NamedNode, span: Span): { readonly text: string; readonly span: Span } {
  if (name.type === "StringLiteral")
    return { text: String(name.original), span: { start: span.start + 1, end: span.end - 1 } };
  return { text: String(name.original), span };
}

/** The names of a path with their places: its last names, since `this`, `.` and `..` stand only at the beginning. */
function partsOf(names: readonly string[], written: string, start: number): TemplatePath["parts"] {
  const places = [...written.matchAll(/\[[^\]]*\]|[^./@\s]+|\.\./g)].slice(-names.length);
  return names.map((name, index) => {
    const place = places[index];
    const from = start + (place?.index ?? 0);
    return { name, span: { start: from, end: from + (place?.[0].length ?? written.length) } };
  });
}
