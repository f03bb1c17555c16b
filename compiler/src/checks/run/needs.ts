import {
  type AnyNode,
  type Expression,
  type Journey,
  type Loyalty,
  type Span,
  type Step,
  visitChildren,
} from "@trajet/grammar";
import type { Report } from "../../diagnostics/report.ts";
import { constantDuration, constantOf } from "../../lower/constants.ts";
import type { ModelFile } from "../../model/model.ts";
import type { Symbols } from "../../model/symbols.ts";
import type { Type } from "../../model/types.ts";
import { unwrap } from "../expressions/assign.ts";
import { peopleAsked } from "../expressions/membership.ts";
import { FORMS_NOT_RUN } from "../not-yet-run.ts";

/** Something that a journey or loyalty query needs of the runtime and does not get. */
interface Need {
  readonly what: string;
  readonly span: Span;
}

type TypeOf = (expression: Expression) => Type | undefined;

/** What is asked of the surroundings of a node. */
interface Place {
  readonly symbols: Symbols;
  readonly typeOf: TypeOf;
  readonly text: string;
  readonly report: (span: Span, what: string) => void;
}

/** Codes that are said only to who is about to run the project. */
export const RUN_CODES: ReadonlySet<string> = new Set(["TJ4090"]);

const NO_PEOPLE = { people: new Set<string>() };

/**
 * Reports, once at each place, what the journeys and loyalty queries of a project need that this version cannot run. Such a
 * project is sound, and has programs: only the runtime refuses them.
 */
export function reportNotRun(
  files: readonly ModelFile[],
  symbols: Symbols,
  typeOf: TypeOf,
  report: Report,
): void {
  for (const { tree, text, path } of files) {
    const place: Place = {
      symbols,
      typeOf,
      text,
      report: (span, what) => report("TJ4090", span, path, { what }),
    };
    for (const declaration of tree.declarations) {
      if (declaration.kind === "Journey") checkJourney(declaration, place);
      if (declaration.kind === "Loyalty") checkLoyalty(declaration, place);
    }
  }
}

function checkJourney(journey: Journey, place: Place): void {
  for (const need of needsOf(journey, place, new Set())) report(need, place);
}

function checkLoyalty(loyalty: Loyalty, place: Place): void {
  for (const item of loyalty.items) {
    if (item.kind !== "Where") continue;
    for (const need of needsOf(item.condition, place, new Set())) report(need, place);
  }
}

function report({ what, span }: Need, place: Place): void {
  place.report(span, what);
}

/** What a node needs, an outer need standing for those inside it. `seen` holds the segments around. */
function needsOf(node: AnyNode, place: Place, seen: ReadonlySet<string>): readonly Need[] {
  const own = ownNeed(node, place, seen);
  if (own !== undefined) return [own];
  const needs: Need[] = [];
  visitChildren(node, (child) => {
    needs.push(...needsOf(child, place, seen));
  });
  return needs;
}

function ownNeed(node: AnyNode, place: Place, seen: ReadonlySet<string>): Need | undefined {
  const what = formNeeded(node) ?? namedNeeded(node, place, seen);
  return what === undefined ? undefined : { what, span: headOf(node, place) };
}

/** What is needed by something that a node only names. */
function namedNeeded(node: AnyNode, place: Place, seen: ReadonlySet<string>): string | undefined {
  return node.kind === "Run" ? fragmentNeeded(node, place, seen) : peopleNeeded(node, place, seen);
}

/** The first line of a node, without its label and its block: enough to see what is meant. */
function headOf(node: AnyNode, place: Place): Span {
  const start =
    "label" in node && node.label !== undefined
      ? afterColon(node.label.span.end, place.text)
      : node.span.start;
  const head = /^[^\n{]*/.exec(place.text.slice(start, node.span.end))?.[0] ?? "";
  return { start, end: start + head.trimEnd().length };
}

function afterColon(offset: number, text: string): number {
  return offset + (/^\s*:\s*/.exec(text.slice(offset))?.[0].length ?? 0);
}

function formNeeded(node: AnyNode): string | undefined {
  switch (node.kind) {
    case "Trigger":
      return node.negated ? absenceNeeded(node) : undefined;
    case "Resume":
      return isComputed(node.olderThan) || isComputed(node.over) ? FORMS_NOT_RUN.computedResume : undefined;
    default:
      return undefined;
  }
}

/** Running a fragment needs what its steps need. */
function fragmentNeeded(
  node: Extract<Step, { kind: "Run" }>,
  place: Place,
  seen: ReadonlySet<string>,
): string | undefined {
  const name = node.fragment?.text;
  const body = name === undefined ? undefined : place.symbols.fragments.get(name)?.body;
  if (body === undefined || seen.has(`run ${name}`)) return undefined;
  const [first] = needsOf(body, place, new Set([...seen, `run ${name}`]));
  return first === undefined ? undefined : `${first.what} (in fragment ${name})`;
}

function absenceNeeded(node: Extract<AnyNode, { kind: "Trigger" }>): string | undefined {
  return speaksOfRun(node) ? FORMS_NOT_RUN.absenceInRun : undefined;
}

/** A `does not … for` is kept for each contact, in or outside of runs. */
function speaksOfRun(node: AnyNode): boolean {
  if (node.kind === "Reference" && node.path[0]?.text === "entry") return true;
  let found = false;
  visitChildren(node, (child) => {
    found ||= speaksOfRun(child);
  });
  return found;
}

/** Asking about a segment, or whether somebody enters or leaves it, needs what its condition needs. */
function peopleNeeded(node: AnyNode, place: Place, seen: ReadonlySet<string>): string | undefined {
  const name = peopleOf(node);
  const people = name === undefined ? undefined : place.symbols.people.get(name);
  if (name === undefined || people === undefined) return undefined;
  if (people.kind !== "Segment") return undefined;
  if (people.where === undefined || seen.has(name)) return undefined;
  const [first] = needsOf(people.where, place, new Set([...seen, name]));
  return first === undefined ? undefined : `${first.what} (in segment ${name})`;
}

function peopleOf(node: AnyNode): string | undefined {
  if (node.kind === "In") return peopleAsked(node, NO_PEOPLE)?.name?.text;
  const isOfPeople = node.kind === "Act" && (node.verb === "enter" || node.verb === "leave");
  return isOfPeople ? node.people?.name?.text : undefined;
}

/** A duration that each contact would make another one of. */
function isComputed(expression: Expression | undefined): boolean {
  if (expression === undefined) return false;
  const written = unwrap(expression);
  return (
    written.kind !== "Missing" && constantOf(written) === undefined && constantDuration(written) === undefined
  );
}
