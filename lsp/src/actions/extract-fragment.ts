import { describe, type Edit, type Type } from "@trajet/compiler";
import {
  type AnyNode,
  type Fragment,
  findPath,
  type Journey,
  RESERVED,
  type Reference,
  ROOTS,
  type Step,
  visitAll,
  visitChildren,
} from "@trajet/grammar";
import { ownerOf } from "../names/declarations.ts";
import { givenName, localsOf } from "../names/locals.ts";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, freeName, inserted, replaced, textOf } from "./action.ts";
import { endWithComment } from "./comments.ts";
import { isHarmless } from "./harmless.ts";
import { applied } from "./tidy.ts";

/**
 * Makes a fragment of the selected steps. What they say of the start of the run, and of names that are given outside,
 * becomes a parameter.
 */
export function extractFragment(place: ActionPlace): readonly Action[] {
  const { file, start, end } = place;
  if (start === end) return [];
  const owner = file.tree.declarations.find(({ span }) => span.start <= start && end <= span.end);
  if (
    owner === undefined ||
    (owner.kind !== "Journey" && owner.kind !== "Fragment") ||
    owner.audience === undefined
  )
    return [];
  const steps = selectedSteps(place);
  if (steps === undefined) return [];
  // A fragment may look at the entry itself: where a parameter cannot stand for it, it does.
  for (const asParameter of [true, false]) {
    const edits = extraction(steps, owner, asParameter, place);
    if (edits !== undefined && isHarmless(edits, place.snapshot.project))
      return [{ title: "Extract a fragment", kind: CodeActionKind.RefactorExtract, edits }];
  }
  return [];
}

function extraction(
  steps: readonly Step[],
  owner: Journey | Fragment,
  entryAsParameter: boolean,
  place: ActionPlace,
): readonly Edit[] | undefined {
  const taken = parametersOf(steps, owner, entryAsParameter, place);
  const [first, last] = [steps.at(0), steps.at(-1)];
  if (taken === undefined || first === undefined || last === undefined) return undefined;
  const span = { start: first.span.start, end: last.span.end };
  const name = freeName("Extracted", place.model.symbols.fragments);
  const body = applied(
    textOf(place, span),
    taken.uses.map((edit) => ({
      ...edit,
      span: { start: edit.span.start - span.start, end: edit.span.end - span.start },
    })),
  );
  const heads = taken.parameters.map(({ name: parameter, type }) => `${parameter}: ${written(type)}`);
  const args = taken.parameters.map(({ name: parameter, value }) => `${parameter}: ${value}`);
  const call = `run ${name}${args.length === 0 ? "" : `(${args.join(", ")})`}`;
  const fragment = `\n\nfragment ${name}${heads.length === 0 ? "" : `(${heads.join(", ")})`} for ${owner.audience?.text ?? ""} {\n${body}\n}`;
  const end = endWithComment(place.file.text, owner.span.end);
  return [replaced(place, span, call), inserted(place, end, fragment)];
}

/** As a parameter's type is written, which names no currency. */
function written({ currency: _, ...type }: Type): string {
  return describe(type);
}

/** Whole steps of one block, with nothing but blanks around them in the selection. */
function selectedSteps(place: ActionPlace): readonly Step[] | undefined {
  const { file, start, end } = place;
  const lists = findPath(file.tree, start).flatMap((node) => stepsOf(node));
  const list = lists.findLast((steps) => steps.some(({ span }) => start <= span.start && span.end <= end));
  const steps = list?.filter(({ span }) => start < span.end && span.start < end) ?? [];
  const isWhole = steps.every(({ span }) => start <= span.start && span.end <= end);
  const outside = steps.length === 0 ? "x" : textOf(place, { start: (steps.at(-1) as Step).span.end, end });
  return steps.length > 0 && isWhole && outside.trim() === "" && !leavesLoop(steps) ? steps : undefined;
}

function stepsOf(node: AnyNode): readonly (readonly Step[])[] {
  return node.kind === "Journey" || node.kind === "Block" ? [node.steps] : [];
}

/** A `break` has to stay with its loop. */
function leavesLoop(steps: readonly Step[]): boolean {
  let leaves = false;
  const visit = (node: AnyNode): void => {
    if (node.kind === "Break") leaves = true;
    if (node.kind !== "Repeat") visitChildren(node, visit);
  };
  for (const step of steps) visit(step);
  return leaves;
}

interface Parameter {
  readonly name: string;
  readonly type: Type;
  /** The value in the journey. */
  readonly value: string;
}

interface Taken {
  readonly parameters: readonly Parameter[];
  /** The places where a parameter stands now. */
  readonly uses: readonly Edit[];
}

/** `undefined` where the steps cannot stand alone: they give a name that is used behind them, or need a value of no type that can be written. */
function parametersOf(
  steps: readonly Step[],
  owner: Journey | Fragment,
  entryAsParameter: boolean,
  place: ActionPlace,
): Taken | undefined {
  const { model } = place;
  const given = namesGiven(steps);
  const end = steps.at(-1)?.span.end ?? 0;
  const outer = localsOf(owner, ownerOf(owner), model);
  if (usedBehind(given, owner, end)) return undefined;
  const parameters = new Map<string, Parameter>();
  const uses: Edit[] = [];
  const names = new Set([...given, ...ROOTS, ...RESERVED]);
  for (const reference of referencesIn(steps)) {
    const root = reference.path[0]?.text ?? "";
    const isEntry = entryAsParameter && root === "entry" && reference.path.length > 1;
    if (!isEntry && (given.has(root) || !outer.has(root))) continue;
    const value = textOf(place, reference.span);
    const type = model.typeOf(reference) ?? outer.get(root)?.type;
    if (type === undefined || type.unknown || type.type === "record") return undefined;
    const known = parameters.get(value);
    const name = known?.name ?? freeName(reference.path.at(-1)?.text ?? "value", names);
    names.add(name);
    // Asked whether it is set, it may be missing; behind that it may not.
    const isOptional = type.optional === true || known?.type.optional === true;
    parameters.set(value, { name, type: isOptional ? { ...type, optional: true } : type, value });
    uses.push({ file: place.file.path, span: reference.span, text: name });
  }
  return { parameters: [...parameters.values()], uses };
}

function referencesIn(steps: readonly Step[]): readonly Reference[] {
  const found: Reference[] = [];
  for (const step of steps) {
    visitAll(step, (node) => {
      if (node.kind === "Reference") found.push(node);
    });
  }
  return found;
}

function namesGiven(steps: readonly Step[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const step of steps) {
    visitAll(step, (node) => {
      const name = givenName(node);
      if (name !== undefined) names.add(name.text);
    });
  }
  return names;
}

function usedBehind(names: ReadonlySet<string>, owner: Journey | Fragment, end: number): boolean {
  let used = false;
  visitAll(owner, (node) => {
    if (node.kind === "Reference" && node.span.start >= end && names.has(node.path[0]?.text ?? ""))
      used = true;
  });
  return used;
}
