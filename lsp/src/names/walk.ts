import type { Model, ModelFile } from "@trajet/compiler";
import {
  type AnyNode,
  type Declaration,
  type Expression,
  type Fragment,
  type InExpression,
  type Journey,
  peopleOf,
  visitAll,
  visitChildren,
} from "@trajet/grammar";
import { type Context, declared, memberOf, NO_PAYLOAD, ofAudience, type Payload } from "./context.ts";
import { audienceOf, nameDeclaration, ownerOf } from "./declarations.ts";
import { localsOf } from "./locals.ts";
import { collectNames, type Names, type Occurrence } from "./occurrence.ts";
import { nameEntryKind, nameReference } from "./references.ts";
import { nameAct, nameGroup, namePeople, payloadOf } from "./sentences.ts";
import { nameChange, nameSetting, nameStep } from "./steps.ts";
import { expectedNames, namePerson, nameTestLine } from "./test-lines.ts";
import { fragmentsOf } from "./tested-steps.ts";

/** By model: what a name means depends on the other declarations. */
const found = new WeakMap<Model, Map<Declaration, readonly Occurrence[]>>();

/** All names of a declaration that mean something, in the order of the text. Walked once for each model, and kept with it. */
export function occurrencesIn(declaration: Declaration, model: Model): readonly Occurrence[] {
  const byDeclaration = found.get(model) ?? new Map<Declaration, readonly Occurrence[]>();
  found.set(model, byDeclaration);
  const known = byDeclaration.get(declaration);
  if (known !== undefined) return known;
  const occurrences = namesOf(declaration, model);
  byDeclaration.set(declaration, occurrences);
  return occurrences;
}

/** The same for who goes through a whole file once: those of a long one are many, and are not kept. */
export function namesOf(declaration: Declaration, model: Model): readonly Occurrence[] {
  const occurrences: Occurrence[] = [];
  const context = contextOf(declaration, model, collectNames(occurrences));
  nameDeclaration(declaration, context);
  visitChildren(declaration, (child) => walk(child, context));
  return occurrences.sort((a, b) => a.span.start - b.span.start);
}

/** What is known at an offset: in the declaration there, and in the sentence around; `undefined` between declarations. */
export function contextAt(file: ModelFile, offset: number, model: Model): Context | undefined {
  const declaration = file.tree.declarations.findLast(({ span }) => span.start <= offset);
  if (declaration === undefined) return undefined;
  let context = contextOf(declaration, model, collectNames([]));
  const descend = (node: AnyNode): void => {
    if (node.span.start > offset || node.span.end < offset) return;
    context = innerContext(node, context);
    visitChildren(node, descend);
  };
  visitChildren(declaration, descend);
  return context;
}

/** What is known inside a declaration. A test speaks of its journey's steps and people. */
function contextOf(declaration: Declaration, model: Model, names: Names): Context {
  const isTest = declaration.kind === "Test";
  const journey =
    isTest && declaration.journey ? { of: "journeys" as const, name: declaration.journey.text } : undefined;
  const owner = isTest ? journey : ownerOf(declaration);
  return {
    model,
    names,
    owner,
    audience: audienceOf(declaration, { model }),
    locals: localsOf(declaration, owner, model),
    payload: NO_PAYLOAD,
    entry: entryOf(declaration, model),
    people: personsOf(declaration, model),
  };
}

/** The event or survey that starts a journey, or that of a test or a fragment; of several the first. */
function entryOf(declaration: Declaration, model: Model): Payload {
  if (declaration.kind === "Test") {
    const journey = model.symbols.journeys.get(declaration.journey?.text ?? "");
    return journey === undefined ? NO_PAYLOAD : entryOf(journey, model);
  }
  if (declaration.kind === "Fragment") {
    const runs = (journey: Journey): boolean => fragmentsOf(journey, model).includes(declaration);
    const journey = speaksOfEntry(declaration) ? [...model.symbols.journeys.values()].find(runs) : undefined;
    return journey === undefined ? NO_PAYLOAD : entryOf(journey, model);
  }
  if (declaration.kind !== "Journey") return NO_PAYLOAD;
  const payloads = declaration.settings.flatMap((setting) =>
    setting.kind === "StartWhen" && setting.trigger !== undefined ? [payloadOf(setting.trigger.act)] : [],
  );
  return {
    event: payloads.find((payload) => payload.event !== undefined)?.event,
    survey: payloads.find((payload) => payload.survey !== undefined)?.survey,
  };
}

/** Most fragments do not, and no journey has to be looked through for them. */
function speaksOfEntry(fragment: Fragment): boolean {
  let speaks = false;
  visitAll(fragment, (node) => {
    if (node.kind === "Reference" && node.path[0]?.text === "entry") speaks = true;
  });
  return speaks;
}

/** The people of a test. */
function personsOf(declaration: Declaration, model: Model): Context["people"] {
  if (declaration.kind !== "Test") return new Map();
  const test = `${model.fileOf(declaration).path} ${declaration.span.start}`;
  return new Map(
    declaration.lines.flatMap((line) => {
      if (line.kind !== "GivenContact" || line.person === undefined) return [];
      const name = line.person.text;
      return [[name, { kind: "person", test, name }]];
    }),
  );
}

function walk(node: AnyNode, context: Context): void {
  nameNode(node, context);
  const inner = innerContext(node, context);
  visitChildren(node, (child) => walk(child, inner));
}

/** A filter speaks of what its own sentence is about, the steps of `if entry is Booked` of that event. */
function innerContext(node: AnyNode, context: Context): Context {
  if (node.kind === "IfBranch") return { ...context, entry: narrowed(node.condition, context) };
  if (node.kind === "Expect") {
    const expected = expectedNames(node, context);
    return expected.length === 0
      ? context
      : { ...context, locals: new Map([...context.locals, ...expected]) };
  }
  if (node.kind !== "Trigger" && node.kind !== "History") return context;
  return { ...context, payload: payloadOf(node.act) };
}

function narrowed(condition: Expression, context: Context): Payload {
  if (condition.kind === "Parenthesized") return narrowed(condition.inner, context);
  if (condition.kind === "Binary" && condition.operator === "and") {
    const left = narrowed(condition.left, context);
    return left === context.entry ? narrowed(condition.right, context) : left;
  }
  if (condition.kind !== "Is" || condition.negated || condition.state.kind !== "kind") return context.entry;
  const event = condition.state.name?.text ?? "";
  return context.model.symbols.events.has(event) ? { ...context.entry, event } : context.entry;
}

/** `contact in Lapsed` is read with a reference for its container: behind a person it names people. */
function nameSingleName({ operand, container }: InExpression, context: Context): void {
  if (operand.kind !== "Reference" || operand.path.length !== 1 || container.kind !== "value") return;
  const [subject] = operand.path;
  const isPerson = subject?.text === "contact" || context.people.has(subject?.text ?? "");
  if (isPerson && container.value.kind === "Reference") namePeople(peopleOf(container.value), context);
}

function nameNode(node: AnyNode, context: Context): void {
  const { names, model } = context;
  // Every step has a place for a label; nothing else has.
  if ("label" in node) {
    nameStep(node, context);
    return;
  }
  switch (node.kind) {
    case "Act":
      nameAct(node, context);
      return;
    case "Reference":
      nameReference(node, context);
      return;
    case "Goal":
    case "Objective":
    case "Cap":
      nameSetting(node, context);
      return;
    case "Subject":
      // The subject line of an email is a node of this kind, too.
      if ("name" in node) namePerson(node.name, context);
      return;
    case "SplitArm":
      names.declares(node.name, memberOf("arm", context.owner));
      return;
    case "Tagged":
      names.uses(node.tag, ofAudience("tag", context));
      return;
    case "GroupRef":
      nameGroup(node, context);
      return;
    case "PeopleRef":
      namePeople(node, context);
      return;
    case "Change":
      nameChange(node, context);
      return;
    case "GivenContact":
    case "GivenPast":
    case "GivenState":
    case "Happens":
    case "Take":
    case "GivenBehaviour":
    case "StartedManually":
    case "Expect":
      nameTestLine(node, context);
      return;
    case "MeasureOver":
      names.uses(node.store, declared("stores"));
      return;
    case "Type":
      if (node.of.kind !== "named") return;
      names.uses(node.of.name, declared(model.symbols.records.has(node.of.name.text) ? "records" : "events"));
      return;
    case "Is":
      if (node.state.kind === "kind") nameEntryKind(node.state.name, context);
      return;
    case "In":
      nameSingleName(node, context);
      if (node.container.kind === "journey") names.uses(node.container.journey, declared("journeys"));
      return;
    default:
      return;
  }
}
