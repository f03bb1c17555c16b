import { describe, elementOf, isTextLike, NUMBER, required, UNKNOWN } from "../model/types.ts";
import { argumentsOf, simpleName, valueOfCall } from "./calls.ts";
import {
  type Check,
  type Context,
  inside,
  type Named,
  topContext,
  type Value,
  withPresent,
} from "./context.ts";
import { type TemplateHelper, templateHelper } from "./helpers.ts";
import { keysKnown } from "./narrowing.ts";
import { walkPartial } from "./partials.ts";
import { resolvePath } from "./paths.ts";
import type { Template, TemplateCall, TemplateExpression, TemplateNode, TemplatePath } from "./tree.ts";

type Print = Extract<TemplateNode, { kind: "Print" }>;
type Block = Extract<TemplateNode, { kind: "Block" }>;

/** Checks the expressions of a template, and reports each mistake at its place in the template's text. */
export function walkTemplate(template: Template, check: Check): void {
  walkNodes(template.nodes, topContext(check.scope), check);
}

function walkNodes(nodes: readonly TemplateNode[], context: Context, check: Check): void {
  for (const node of nodes) walkNode(node, context, check);
}

function walkNode(node: TemplateNode, context: Context, check: Check): void {
  switch (node.kind) {
    case "Print":
      walkPrint(node, context, check);
      break;
    case "Block":
      walkBlock(node, context, check);
      break;
    case "Partial":
      walkPartial(node, context, check, walkNodes);
      break;
    case "Refused":
      check.report("TJ5012", node.span, {
        what: "a decorator",
        instead: "put its text into a file: {{> name}}",
      });
      break;
    default:
      node satisfies never;
  }
}

function walkPrint(node: Print, context: Context, check: Check): void {
  const value = valueOfCall(node.call, context, check);
  if (value.type.unknown) return;
  if (value.type.list || value.type.type === "record") {
    const type = value.type.list ? describe(required(value.type)) : "record";
    check.report("TJ5008", node.call.span, { name: written(node.call), type });
    return;
  }
  if (value.missing !== undefined) reportMissing(node, value.missing, isTextLike(value.type), check);
  if (!node.escaped && check.html) check.report("TJ5014", node.span, { name: written(node.call) });
}

function written(call: TemplateCall): string {
  return call.callee.kind === "Path" ? call.callee.original : String(call.callee.value);
}

function reportMissing(
  node: Print,
  { span, original: name }: TemplatePath,
  isText: boolean,
  check: Check,
): void {
  const simple = node.call.args.length === 0 && /^[\w.]+$/.test(name);
  const { start, end } = node.span;
  const wrap = {
    id: "wrap-in-if",
    title: `Print it only where it is there`,
    edits: [
      { span: { start, end: start }, text: `{{#if ${name}}}` },
      { span: { start: end, end }, text: "{{/if}}" },
    ],
  };
  // Single quotes: they need no \\ inside a string of a journey.
  const edits = [{ span: node.call.span, text: `default ${name} 'there'` }];
  const fallback = { id: "add-fallback", title: "Print a word of your own instead", edits };
  check.report("TJ5004", span, { name }, simple ? [wrap, ...(isText ? [fallback] : [])] : []);
}

function walkBlock(node: Block, context: Context, check: Check): void {
  const name = simpleName(node.call.callee);
  const helper = name === undefined ? undefined : templateHelper(name);
  if (helper?.use !== "block" || (name !== undefined && context.names.has(name))) {
    reportBlock(node, helper, context, check);
    return;
  }
  const values = argumentsOf(helper, node.call, context, check);
  const arg = node.call.args[0];
  const [body, otherwise] =
    arg === undefined ? [context, context] : contexts(helper.name, node, arg, values[0], context, check);
  walkNodes(node.body, body, check);
  walkNodes(node.otherwise, otherwise, check);
}

/** `{{#contact.city}}` and `{{#upper x}}`: neither is a block here. */
function reportBlock(node: Block, helper: TemplateHelper | undefined, context: Context, check: Check): void {
  const name = written(node.call);
  if (helper !== undefined) check.report("TJ5013", node.call.span, { name, instead: `{{${name} …}}` });
  else if (node.call.args.length > 0) valueOfCall(node.call, context, check);
  else
    check.report("TJ5013", node.call.span, {
      name,
      instead: `{{#if ${name}}} … {{/if}} or {{#each ${name}}} … {{/each}}`,
    });
}

/** The contexts of a block and of its `{{else}}`. */
function contexts(
  helper: string,
  node: Block,
  arg: TemplateExpression,
  value: Value | undefined,
  context: Context,
  check: Check,
): readonly [body: Context, otherwise: Context] {
  const holds = withPresent(context, keysKnown(arg, true, context, check));
  const fails = withPresent(context, keysKnown(arg, false, context, check));
  switch (helper) {
    case "unless":
      return [fails, holds];
    case "each":
      return [eachContext(node, arg, value, context, check), context];
    case "with":
      return [withContext(node, arg, value, holds, check), fails];
    default:
      return [holds, fails];
  }
}

function eachContext(
  node: Block,
  arg: TemplateExpression,
  value: Value | undefined,
  context: Context,
  check: Check,
): Context {
  const key = `${check.place}${arg.span.start}[]`;
  const list = value?.type;
  const element: Named = { key, type: list?.list ? elementOf(list) : UNKNOWN };
  const index: Named = { key: `${key}@`, type: NUMBER };
  const [item, position] = node.names;
  return inside(context, element, true, [
    ...(item === undefined ? [] : [[item, element] as const]),
    ...(position === undefined ? [] : [[position, index] as const]),
  ]);
}

function withContext(
  node: Block,
  arg: TemplateExpression,
  value: Value | undefined,
  context: Context,
  check: Check,
): Context {
  const silent: Check = { ...check, report: () => {} };
  const key = arg.kind === "Path" ? resolvePath(arg, context, silent).key : `${check.place}${arg.span.start}`;
  const self: Named = { key, type: required(value?.type ?? UNKNOWN) };
  return inside(
    context,
    self,
    false,
    node.names.slice(0, 1).map((name) => [name, self] as const),
  );
}
