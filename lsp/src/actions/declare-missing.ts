import { type Diagnostic, describe, type Edit, type Model, quote } from "@trajet/compiler";
import { type AnyNode, type Audience, type Declaration, findPath, type TextLiteral } from "@trajet/grammar";
import { declarationsOf, occurrenceAt } from "../names/find.ts";
import type { Target } from "../names/target.ts";
import { contextAt } from "../names/walk.ts";
import { CodeActionKind } from "../protocol.ts";
import type { Action, ActionPlace } from "./action.ts";
import { diagnosticsAt } from "./quick-fixes.ts";

/** Codes that say that something has no declaration. */
const MISSING: ReadonlySet<string> = new Set([
  "TJ2004",
  "TJ2005",
  "TJ2006",
  "TJ2010",
  "TJ2011",
  "TJ2012",
  "TJ2014",
  "TJ2015",
  "TJ2017",
]);

/** Declares what is named and is not there: a field, a tag, a group, an event, a message, a segment, a link, a label. */
export function declareMissing(place: ActionPlace): readonly Action[] {
  return diagnosticsAt(place)
    .filter(({ code }) => MISSING.has(code))
    .flatMap((diagnostic) => {
      const target = missingAt(diagnostic, place);
      const declared = target && declarationFor(target, diagnostic, place);
      if (declared === undefined) return [];
      return [{ title: declared.title, kind: CodeActionKind.QuickFix, edits: declared.edits, diagnostic }];
    });
}

/** What the name there would mean if it were declared. */
function missingAt({ span }: Diagnostic, { file, model }: ActionPlace): Target | undefined {
  const middle = Math.floor((span.start + span.end) / 2);
  const target = occurrenceAt(file, middle, model)?.target;
  if (target === undefined) return contactField(middle, file.tree, { file, model });
  if (target.kind === "builtin") return contactField(middle, file.tree, { file, model });
  return declarationsOf(target, model).length === 0 ? target : undefined;
}

/** A member of `contact` that the audience does not have is no name of the audience yet. */
function contactField(
  offset: number,
  tree: Parameters<typeof findPath>[0],
  { file, model }: Pick<ActionPlace, "file" | "model">,
): Target | undefined {
  const path = findPath(tree, offset);
  const reference = path.findLast((node) => node.kind === "Reference");
  const audience = contextAt(file, offset, model)?.audience;
  if (reference?.kind !== "Reference" || audience === undefined) return undefined;
  const [root, member] = reference.path;
  if (root?.text !== "contact" || member === undefined) return undefined;
  return { kind: "field", owner: { of: "audiences", name: audience }, name: member.text };
}

interface Declared {
  readonly title: string;
  readonly edits: readonly Edit[];
}

function declarationFor(target: Target, { span }: Diagnostic, place: ActionPlace): Declared | undefined {
  const { model, file } = place;
  const audience = contextAt(file, span.start, model)?.audience ?? "";
  switch (target.kind) {
    case "tag":
      return inAudience(target, model, `tags ${quote(target.name)}`, tagPlace);
    case "group":
      return inAudience(target, model, `group ${quote(target.category)}: ${quote(target.name)}`, (audience) =>
        groupPlace(audience, target.category),
      );
    case "field":
      return fieldIn(target, typeWanted(span.start, place), place);
    case "link":
      return linkIn(target, model);
    case "label":
    case "objective":
      return listed(target, model, place);
    case "declaration":
      return declared(target, audience, place);
    default:
      return undefined;
  }
}

/** Where one more name of a list goes: behind the last of its like, or on a line of its own. */
type ListPlace = (audience: Audience) => TextLiteral | undefined;

const tagPlace: ListPlace = (audience) =>
  audience.items.flatMap((item) => (item.kind === "Tags" ? item.tags : [])).at(-1);

const groupPlace = (audience: Audience, category: string): TextLiteral | undefined =>
  audience.items
    .flatMap((item) => (item.kind === "Group" && item.category?.value === category ? item.groups : []))
    .at(-1);

function inAudience(
  target: Extract<Target, { readonly owner: unknown }>,
  model: Model,
  line: string,
  last: ListPlace,
): Declared | undefined {
  const audience = model.symbols.audiences.get(target.owner.name);
  if (audience === undefined) return undefined;
  const title = `Declare "${target.name}" in ${target.owner.name}`;
  const behind = last(audience);
  const edit =
    behind === undefined
      ? lineIn(audience, line, model)
      : insertion(audience, behind.span.end, `, ${quote(target.name)}`, model);
  return edit && { title, edits: [edit] };
}

function fieldIn(
  target: Extract<Target, { readonly owner: unknown }>,
  type: string,
  { model }: ActionPlace,
): Declared | undefined {
  const { of, name } = target.owner;
  if (of !== "audiences" && of !== "events" && of !== "records") return undefined;
  const owner = model.symbols[of].get(name);
  const edit = owner && lineIn(owner, `field ${target.name}: ${type}`, model);
  return edit && { title: `Declare the field ${target.name} in ${name}`, edits: [edit] };
}

/** The type of what the field is compared with, if it may be missing; a text where nothing tells. */
function typeWanted(offset: number, { file, model }: ActionPlace): string {
  const path: readonly AnyNode[] = findPath(file.tree, offset);
  const binary = path.findLast((node) => node.kind === "Binary");
  if (binary?.kind !== "Binary") return "text?";
  const other = binary.left.span.end >= offset ? binary.right : binary.left;
  const type = model.typeOf(other);
  if (type === undefined || type.unknown || type.list || type.type === "record" || type.type === "enum")
    return "text?";
  return `${describe({ type: type.type })}?`;
}

function linkIn(target: Extract<Target, { readonly owner: unknown }>, model: Model): Declared | undefined {
  const message = model.symbols.messages.get(target.owner.name);
  const edit = message && lineIn(message, `link ${quote(target.name)} "https://example.com/"`, model);
  return edit && { title: `Declare the link "${target.name}" in ${target.owner.name}`, edits: [edit] };
}

function listed(
  { kind, name }: Extract<Target, { readonly kind: "label" | "objective" }>,
  model: Model,
  place: ActionPlace,
): Declared {
  const word = kind === "label" ? "labels" : "objectives";
  const title = `Declare the ${kind} "${name}"`;
  for (const file of model.files) {
    const list = file.tree.declarations.find((each) => each.kind === "Labels" && each.of === word);
    const last = list?.kind === "Labels" ? list.names.at(-1) : undefined;
    if (last === undefined) continue;
    const { end } = last.span;
    return { title, edits: [{ file: file.path, span: { start: end, end }, text: `, ${quote(name)}` }] };
  }
  return {
    title,
    edits: [{ file: place.file.path, span: { start: 0, end: 0 }, text: `${word} ${quote(name)}\n\n` }],
  };
}

/** At the end of the file in which it is named. */
function declared(
  { of, name }: Extract<Target, { readonly kind: "declaration" }>,
  audience: string,
  { file }: ActionPlace,
): Declared | undefined {
  const text = newDeclaration(of, name, audience);
  if (text === undefined) return undefined;
  const end = file.text.length;
  const blank = file.text.endsWith("\n") ? "\n" : "\n\n";
  return {
    title: `Declare ${name}`,
    edits: [{ file: file.path, span: { start: end, end }, text: `${blank}${text}\n` }],
  };
}

function newDeclaration(of: string, name: string, audience: string): string | undefined {
  switch (of) {
    case "events":
      return `event ${name} {\n  field name: text?\n}`;
    case "messages":
      return `email ${name} for ${audience} {\n  from "Sender <sender@example.com>"\n  subject "${name}"\n  body "Hello."\n}`;
    case "people":
      return `segment ${name} for ${audience} where contact.email is set`;
    default:
      return undefined;
  }
}

/** One more line of a declaration in braces, before its end. */
function lineIn(declaration: Declaration, line: string, model: Model): Edit | undefined {
  const { text } = model.fileOf(declaration);
  const end = declaration.span.end - 1;
  if (text[end] !== "}") return undefined;

  const before = text.slice(0, end).trimEnd();
  return insertionBetween(declaration, before.length, end, `\n  ${line}\n`, model);
}

function insertion(declaration: Declaration, at: number, text: string, model: Model): Edit {
  return insertionBetween(declaration, at, at, text, model);
}

function insertionBetween(
  declaration: Declaration,
  start: number,
  end: number,
  text: string,
  model: Model,
): Edit {
  return { file: model.fileOf(declaration).path, span: { start, end }, text };
}
