import { describe, type Model, type SymbolKind, type Type } from "@trajet/compiler";
import {
  type AnyNode,
  type Audience,
  type Declaration,
  type Parameter,
  type TextLiteral,
  visitAll,
} from "@trajet/grammar";
import type { Context } from "../names/context.ts";
import { resolvePath, rootNames } from "../names/paths.ts";
import { tagUses } from "../names/tag-uses.ts";
import { occurrencesIn } from "../names/walk.ts";
import { CompletionItemKind } from "../protocol.ts";
import type { Place, Wanted } from "./place.ts";

/** Something that may stand at the place. `text` is what is written, quotes included where they belong. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** Its type, or what it is. */
  readonly detail?: string;
  readonly doc?: string | undefined;
  /** Of a value. */
  readonly type?: Type;
  /** How often the project names it. */
  readonly uses?: number;
  readonly quoted?: true;
  /** Written behind it: the colon of an argument. */
  readonly suffix?: string;
}

/** All that may stand where something is wanted. */
export function candidatesFor(
  wanted: Wanted,
  place: Place,
  context: Context | undefined,
): readonly Candidate[] {
  const { model } = place;
  const audience = model.symbols.audiences.get(context?.audience ?? "");
  switch (wanted.want) {
    case "declaration":
      // In a message, `from` names the sender.
      if (wanted.of === "stores" && context?.owner?.of === "messages") return [];
      return declarations(wanted.of, wanted.kinds, model);
    case "tag":
      return tags(audience, model);
    case "category":
      return groups(audience).flatMap(({ category }) => quoted(category?.value, "group"));
    case "group":
      return groups(audience)
        .filter(({ category }) => category?.value === wanted.category)
        .flatMap((group) => group.groups.flatMap(({ value }) => quoted(value, `of "${wanted.category}"`)));
    case "objective":
      return [...model.symbols.objectives].flatMap((name) => quoted(name, "objective"));
    case "label":
      return [...model.symbols.labels].flatMap((name) => quoted(name, "label"));
    case "template file":
      return place.templates.flatMap((path) => quoted(path, "template"));
    case "link":
      return links(wanted.message, model);
    case "channel":
      return [...BUILT_IN_CHANNELS, ...declarations("channels", undefined, model)];
    case "argument":
      return argumentNames(wanted.of, wanted.name, model);
    case "field":
      return fields(audience, model);
    case "value":
      return context === undefined ? [] : values(wanted.reference, context);
    case "type":
      return [...declarations("records", undefined, model), ...declarations("events", undefined, model)];
    case "member":
      return context === undefined ? [] : members(wanted.path, context);
    case "value name":
      return context === undefined ? [] : rootNames(context).map(([name, type]) => value(name, type));
    case "step":
      return steps(context, model);
    case "arm":
      return arms(context, model);
    case "case":
      return context === undefined ? [] : values(wanted.reference, context);
    case "milestone":
      return milestones(context, model);
    default:
      return wanted satisfies never;
  }
}

const BUILT_IN_CHANNELS: readonly Candidate[] = ["email", "sms"].map((label) => ({
  label,
  kind: CompletionItemKind.Constant,
  detail: "channel",
}));

const DECLARATION_KIND: Readonly<Record<SymbolKind, CompletionItemKind>> = {
  audiences: CompletionItemKind.Class,
  stores: CompletionItemKind.Module,
  records: CompletionItemKind.Struct,
  events: CompletionItemKind.Event,
  coupons: CompletionItemKind.Constant,
  messages: CompletionItemKind.Interface,
  webhooks: CompletionItemKind.Function,
  channels: CompletionItemKind.Constant,
  people: CompletionItemKind.Class,
  fragments: CompletionItemKind.Function,
  journeys: CompletionItemKind.Class,
};

function declarations(
  of: SymbolKind,
  kinds: readonly string[] | undefined,
  model: Model,
): readonly Candidate[] {
  const declared: ReadonlyMap<string, Declaration> = model.symbols[of];
  return [...declared]
    .filter(([, { kind }]) => kinds === undefined || kinds.includes(kind))
    .map(([label, declaration]) => ({
      label,
      kind: DECLARATION_KIND[of],
      detail: headOf(declaration, model),
      doc: declaration.doc,
    }));
}

/** `email Reminder(className: text, at: moment) for Newsletter` */
function headOf(declaration: Declaration, model: Model): string {
  const text = model.fileOf(declaration).text.slice(declaration.keywordSpan.start, declaration.span.end);
  const head = /^[^{\n]*/.exec(text)?.[0] ?? "";
  return head.trim();
}

function quoted(label: string | undefined, detail: string): readonly Candidate[] {
  return label === undefined ? [] : [{ label, kind: CompletionItemKind.EnumMember, detail, quoted: true }];
}

/** Those of the audience; those that are used most come first. */
function tags(audience: Audience | undefined, model: Model): readonly Candidate[] {
  const usesOf = tagUses(audience?.name?.text ?? "", model);
  const names = (audience?.items ?? []).flatMap((item) => (item.kind === "Tags" ? item.tags : []));
  return names.flatMap(({ value: name }) => {
    const uses = usesOf.get(name) ?? 0;
    const detail = uses === 0 ? "tag" : `tag, used ${uses} time${uses === 1 ? "" : "s"}`;
    return quoted(name, detail).map((each) => ({ ...each, uses }));
  });
}

function groups(audience: Audience | undefined) {
  return (audience?.items ?? []).filter((item) => item.kind === "Group");
}

function fields(audience: Audience | undefined, model: Model): readonly Candidate[] {
  return (audience?.items ?? []).flatMap((item) =>
    item.kind === "Field" && item.name !== undefined
      ? [value(item.name.text, model.types.node(item.type), item.doc)]
      : [],
  );
}

function value(label: string, type: Type | undefined, doc?: string): Candidate {
  return {
    label,
    kind: CompletionItemKind.Field,
    doc,
    ...(type !== undefined && { detail: describe(type), type }),
  };
}

function links(message: string, model: Model): readonly Candidate[] {
  const items = model.symbols.messages.get(message)?.items ?? [];
  return items.flatMap((item) =>
    item.kind === "Link" ? quoted(item.name?.value, item.url?.value ?? "link") : [],
  );
}

function argumentNames(
  of: "messages" | "webhooks" | "fragments",
  name: string,
  model: Model,
): readonly Candidate[] {
  const parameters: readonly Parameter[] = model.symbols[of].get(name)?.parameters ?? [];
  return [...model.types.parameters(parameters)].map(([label, type]) => ({
    label,
    kind: CompletionItemKind.Variable,
    detail: describe(type),
    suffix: ": ",
  }));
}

function values(reference: string, context: Context): readonly Candidate[] {
  const type = resolvePath(reference.split("."), context);
  return (type?.values ?? []).flatMap((each) => quoted(each, `of ${reference}`));
}

function members(path: readonly string[], context: Context): readonly Candidate[] {
  const [first = ""] = path;
  if (path.length === 1 && context.model.symbols.people.has(first)) return tiers(first, context.model);
  const type = resolvePath(path, context);
  return Object.entries(type?.fields ?? {}).map(([name, member]) =>
    value(name, member, docOf(type, name, context)),
  );
}

/** What stands above the field of an audience. */
function docOf(record: Type | undefined, name: string, { model, audience }: Context): string | undefined {
  if (record?.name !== "contact") return undefined;
  const items = model.symbols.audiences.get(audience ?? "")?.items ?? [];
  const field = items.find((item) => item.kind === "Field" && item.name?.text === name);
  return field?.kind === "Field" ? field.doc : undefined;
}

/** The labels of the journey that a test is for. */
function steps(context: Context | undefined, model: Model): readonly Candidate[] {
  const journey = model.symbols.journeys.get(context?.owner?.name ?? "");
  const names = journey === undefined ? [] : occurrencesIn(journey, model);
  return names
    .filter(({ target, declares }) => declares && target.kind === "step")
    .map(({ target }) => ({ label: target.name, kind: CompletionItemKind.Reference, detail: "step" }));
}

/** What a part of the journey that a test is for is called. */
function partsOfJourney(
  context: Context | undefined,
  model: Model,
  nameOf: (node: AnyNode) => TextLiteral | undefined,
  detail: string,
): readonly Candidate[] {
  const journey = model.symbols.journeys.get(context?.owner?.name ?? "");
  const names = new Set<string>();
  if (journey !== undefined)
    visitAll(journey, (node) => {
      const name = nameOf(node)?.value;
      if (name !== undefined) names.add(name);
    });
  return [...names].flatMap((name) => quoted(name, detail));
}

const arms = (context: Context | undefined, model: Model): readonly Candidate[] =>
  partsOfJourney(context, model, (node) => (node.kind === "SplitArm" ? node.name : undefined), "arm");

const milestones = (context: Context | undefined, model: Model): readonly Candidate[] =>
  partsOfJourney(
    context,
    model,
    (node) => (node.kind === "Milestone" || node.kind === "Goal" ? node.name : undefined),
    "milestone or goal",
  );

function tiers(people: string, model: Model): readonly Candidate[] {
  const declared = model.symbols.people.get(people);
  if (declared?.kind !== "Loyalty") return [];
  return declared.items.flatMap((item) =>
    item.kind === "Tiers"
      ? item.tiers.map(({ name }) => ({
          label: name.text,
          kind: CompletionItemKind.EnumMember,
          detail: `of ${people}`,
        }))
      : [],
  );
}
