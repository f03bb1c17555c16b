import { type Frame, inner, lookUp } from "./frame.ts";
import { TemplateError, type TemplateHelpers } from "./template-helpers.ts";
import { isPresent, isTrue } from "./truth.ts";

/** A template that has been read, and where it finds its partials. */
export interface Partial {
  readonly body: readonly hbs.AST.Statement[];
  readonly partial: (name: string) => Partial | undefined;
}

/** What is the same in a whole template. */
export interface Rendering {
  readonly helpers: TemplateHelpers;
  readonly escape: (text: string) => string;
}

/** Renders a template with its context: Handlebars' own rules, for what the compiler lets through. */
export function interpret(template: Partial, context: unknown, rendering: Rendering): string {
  const frame: Frame = { self: context, root: context, outer: undefined, names: new Map(), loop: undefined };
  return statements(template.body, frame, { ...rendering, ...template, block: undefined });
}

/** Where a statement stands: in which template, and with which block of a caller. */
interface Place extends Rendering {
  readonly partial: Partial["partial"];
  readonly block: ((self: unknown) => string) | undefined;
}

function statements(body: readonly hbs.AST.Statement[], frame: Frame, place: Place): string {
  return body.map((statement) => statementText(statement, frame, place)).join("");
}

function statementText(statement: hbs.AST.Statement, frame: Frame, place: Place): string {
  switch (statement.type) {
    case "ContentStatement":
      return (statement as hbs.AST.ContentStatement).value;
    case "CommentStatement":
      return "";
    case "MustacheStatement":
      return printed(statement as hbs.AST.MustacheStatement, frame, place);
    case "BlockStatement":
      return blockText(statement as hbs.AST.BlockStatement, frame, place);
    case "PartialStatement": {
      const partial = statement as hbs.AST.PartialStatement;
      return indented(partialText(partial, undefined, frame, place), partial.indent);
    }
    case "PartialBlockStatement": {
      const partial = statement as hbs.AST.PartialBlockStatement;
      return partialText(partial, partial.program, frame, place);
    }
    default:
      throw new TemplateError(`a template cannot have a ${statement.type}`);
  }
}

function printed(print: hbs.AST.MustacheStatement, frame: Frame, place: Place): string {
  const text = place.helpers.print(callValue(print, frame, place));
  return print.escaped ? place.escape(text) : text;
}

type Call = Pick<hbs.AST.MustacheStatement, "path" | "params" | "hash">;

/** A helper's name alone is a variable, if there is one of that name or not. */
function callValue({ path, params, hash }: Call, frame: Frame, place: Place): unknown {
  const name = simpleName(path, frame);
  const help = name === undefined ? undefined : place.helpers.values.get(name);
  if (params.length === 0 && hash === undefined)
    return path.type === "PathExpression" ? valueAt(path, frame, place) : undefined;
  if (help === undefined || hash !== undefined)
    throw new TemplateError(`there is no helper ${written(path)} for these values`);
  return help(params.map((param) => valueAt(param, frame, place)));
}

/** The name of a helper: one word, which no block around has given to a value. */
function simpleName(path: hbs.AST.Node, frame: Frame): string | undefined {
  if (path.type !== "PathExpression") return undefined;
  const { parts, data, depth, original } = path as hbs.AST.PathExpression;
  const [name] = parts;
  if (data || depth > 0 || parts.length !== 1 || name === undefined || /^(?:\.|this\b)/.test(original))
    return undefined;
  return frame.names.has(name) ? undefined : name;
}

const written = (path: hbs.AST.Node): string =>
  path.type === "PathExpression" ? `"${(path as hbs.AST.PathExpression).original}"` : "of that name";

function valueAt(expression: hbs.AST.Expression, frame: Frame, place: Place): unknown {
  switch (expression.type) {
    case "PathExpression":
      return lookUp(expression as hbs.AST.PathExpression, frame);
    case "SubExpression":
      return callValue(expression as hbs.AST.SubExpression, frame, place);
    case "StringLiteral":
    case "NumberLiteral":
    case "BooleanLiteral":
      return (expression as hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral).value;
    default:
      return undefined;
  }
}

function blockText(block: hbs.AST.BlockStatement, frame: Frame, place: Place): string {
  const [arg] = block.params;
  const value = arg === undefined ? undefined : valueAt(arg, frame, place);
  const body = (inside: Frame): string => statements(block.program?.body ?? [], inside, place);
  const otherwise = (): string => statements(block.inverse?.body ?? [], frame, place);
  const names = block.program?.blockParams ?? [];
  switch (simpleName(block.path, frame)) {
    case "if":
      return isTrue(value) ? body(frame) : otherwise();
    case "unless":
      return isTrue(value) ? otherwise() : body(frame);
    case "with":
      return isPresent(value) ? body(inner(frame, value, names, [value])) : otherwise();
    case "each":
      return Array.isArray(value) && value.length > 0 ? eachText(value, names, frame, body) : otherwise();
    default:
      throw new TemplateError(`${written(block.path)} is no block`);
  }
}

function eachText(
  list: readonly unknown[],
  names: readonly string[],
  frame: Frame,
  body: (inside: Frame) => string,
): string {
  const texts = list.map((item, index) => {
    const loop = { index, first: index === 0, last: index === list.length - 1 };
    return body({ ...inner(frame, item, names, [item, index]), loop });
  });
  return texts.join("");
}

const CALLERS_BLOCK = "@partial-block";

function partialText(
  partial: Pick<hbs.AST.PartialStatement, "name" | "params" | "hash">,
  block: hbs.AST.Program | undefined,
  frame: Frame,
  place: Place,
): string {
  const name = String((partial.name as hbs.AST.PathExpression).original);
  const [arg] = partial.params;
  const given = arg === undefined ? frame.self : valueAt(arg, frame, place);
  const self = partial.hash === undefined ? given : extended(given, partial.hash, frame, place);
  if (name === CALLERS_BLOCK) {
    if (place.block === undefined) throw new TemplateError("this partial was given no block");
    return place.block(self);
  }
  const found = place.partial(name);
  if (found === undefined) throw new TemplateError(`there is no partial "${name}"`);
  const body =
    block &&
    ((inside: unknown) =>
      statements(block.body, { ...frame, self: inside, outer: undefined, loop: undefined }, place));
  const inside: Frame = { self, root: frame.root, outer: undefined, names: new Map(), loop: undefined };
  return statements(found.body, inside, { ...place, partial: found.partial, block: body });
}

/** What a partial is passed by name hides the members of the value that it is given. Nothing is read before it is asked for. */
function extended(given: unknown, hash: hbs.AST.Hash, frame: Frame, place: Place): unknown {
  const members = typeof given === "object" && given !== null ? Object.getOwnPropertyDescriptors(given) : {};
  const passed = hash.pairs.map(({ key, value }) => {
    const get = (): unknown => valueAt(value, frame, place);
    return [key, { get, enumerable: true, configurable: true }] as const;
  });
  return Object.create(null, { ...members, ...Object.fromEntries(passed) });
}

/** A partial that has a line of its own is moved in as far as its tag. */
function indented(text: string, indent: string | undefined): string {
  if (!indent) return text;
  const lines = text.split("\n");
  return lines
    .map((line, index) => (line === "" && index === lines.length - 1 ? "" : indent + line))
    .join("\n");
}
