import { describe, required, UNKNOWN } from "../model/types.ts";
import { argumentValue } from "./calls.ts";
import { type Check, type Context, insidePartial, type Named, type PartialProblem } from "./context.ts";
import { resolvePath, useNearest } from "./paths.ts";
import type { TemplateNode } from "./tree.ts";

type Partial = Extract<TemplateNode, { kind: "Partial" }>;
type Walk = (nodes: readonly TemplateNode[], context: Context, check: Check) => void;

/** How a layout prints what stands in the block of its caller. */
const BLOCK = "@partial-block";

/** Checks a partial where it is put in: what it may name are the value that it is given and what it is passed by name. */
export function walkPartial(node: Partial, context: Context, check: Check, walk: Walk): void {
  const read = new Set<string>();
  const inner = given(node, context, read, check);
  if (node.name?.text === BLOCK) printBlock(node, inner, check);
  else if (walkFile(node, node.name, context, inner, check, walk)) reportUnread(node, read, check);
}

/** False where there is nothing to walk. */
function walkFile(
  node: Partial,
  name: Partial["name"],
  context: Context,
  inner: Context,
  check: Check,
  walk: Walk,
): boolean {
  const opened = name === undefined ? undefined : check.partial(name.text, name.span);
  if (name === undefined || opened === undefined) {
    check.report("TJ5012", node.span, {
      what: "a partial whose name is computed",
      instead: "name it, and choose with {{#if …}}",
    });
    walk(node.body ?? [], context, check);
    return false;
  }
  if ("problem" in opened) {
    reportProblem(name, opened, check);
    walk(node.body ?? [], context, check);
    return false;
  }
  let printed = false;
  const block = (inside: Context): void => {
    printed = true;
    const present = new Set([...context.present, ...inside.present]);
    walk(node.body ?? [], { ...inside, names: context.names, present }, check);
  };
  const { block: _, ...own } = opened.check;
  walk(opened.template.nodes, inner, node.body === undefined ? own : { ...own, block });
  if (node.body !== undefined && !printed) check.report("TJ5020", name.span, { partial: name.text });
  return true;
}

/** What the partial sees: the value around it, or the one that it is given, and what it is passed by name. */
function given(node: Partial, context: Context, read: Set<string>, check: Check): Context {
  const [arg, extra] = node.args;
  if (extra !== undefined) {
    check.report("TJ5012", extra.span, {
      what: "a second value for a partial",
      instead: "pass it by name: {{> greeting person name=value}}",
    });
  }
  const self = arg === undefined ? context.self : givenValue(arg, context, check);
  const passed = node.named.map(({ name, span, value }): readonly [string, Named] => {
    const { type } = argumentValue(value, context, check);
    return [name, { type, key: `${check.place}${span.start}=`, read: () => void read.add(name) }];
  });
  const all = new Map([...(self.passed ?? []), ...passed]);
  return insidePartial(context, { ...self, passed: all }, arg === undefined && context.top);
}

function givenValue(arg: Partial["args"][number], context: Context, check: Check): Named {
  const { type } = argumentValue(arg, context, check);
  if (!type.unknown && (type.list || type.type !== "record")) {
    const found = `a value of type ${describe(required(type))}`;
    check.report("TJ5009", arg.span, { helper: "> …", expected: "a record", found });
    return { type: UNKNOWN, key: "?" };
  }
  if (arg.kind !== "Path") return { type, key: `${check.place}${arg.span.start}` };
  return { ...resolvePath(arg, context, { ...check, report: () => {} }), type };
}

/** `{{> @partial-block}}` in a layout. */
function printBlock(node: Partial, inner: Context, check: Check): void {
  if (check.block !== undefined) check.block(inner);
  else
    check.report("TJ5012", node.span, {
      what: "a block of the caller here",
      instead: "put this partial in as {{#> layout}} … {{/layout}}",
    });
}

function reportUnread(node: Partial, read: ReadonlySet<string>, check: Check): void {
  for (const { name, span } of node.named) {
    if (!read.has(name)) check.report("TJ5019", span, { name, partial: node.name?.text ?? "" });
  }
}

function reportProblem(
  { text: name, span }: NonNullable<Partial["name"]>,
  problem: PartialProblem,
  check: Check,
): void {
  switch (problem.problem) {
    case "unknown": {
      const fixes = problem.nearest === undefined ? [] : [useNearest(span, problem.nearest)];
      check.report("TJ5017", span, { name, path: problem.path, nearest: problem.nearest }, fixes);
      return;
    }
    case "circle":
      check.report("TJ5018", span, { circle: problem.circle });
      return;
    case "said":
      return;
    default:
      problem satisfies never;
  }
}
