import { type Declaration, visitChildren } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Model } from "../model/model.ts";
import { isTemplated } from "../templates/texts.ts";
import { templateFiles } from "./partials.ts";

/**
 * Tells which declarations can be lowered: those without an error in themselves, in their template files, or in what
 * they name, and so on. A broken journey never keeps the others from being compiled.
 */
export function soundDeclarations(
  model: Model,
  diagnostics: readonly Diagnostic[],
): (declaration: Declaration) => boolean {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  const known = new Map<Declaration, boolean>();
  const isBroken = (declaration: Declaration): boolean => {
    const broken = known.get(declaration) ?? hasError(model, declaration, errors);
    known.set(declaration, broken);
    return broken;
  };
  const names = new Map<Declaration, readonly Declaration[]>();
  const namedIn = (declaration: Declaration): readonly Declaration[] => {
    const named = names.get(declaration) ?? namedBy(model, declaration);
    names.set(declaration, named);
    return named;
  };
  return (declaration) => ![...allNamedBy(declaration, namedIn)].some(isBroken);
}

/** The declaration, and all that it names, they name, and so on. */
function allNamedBy(
  declaration: Declaration,
  namedIn: (declaration: Declaration) => readonly Declaration[],
): ReadonlySet<Declaration> {
  const all = new Set([declaration]);
  for (const one of all) for (const named of namedIn(one)) all.add(named);
  return all;
}

function hasError(model: Model, declaration: Declaration, errors: readonly Diagnostic[]): boolean {
  const { path } = model.fileOf(declaration);
  const templates = isTemplated(declaration) ? templateFiles(model, declaration) : new Set<string>();
  return errors.some(
    ({ file, span }) =>
      (file === path && span.start <= declaration.span.end && span.end >= declaration.span.start) ||
      templates.has(file),
  );
}

/** The declarations whose names stand in a declaration; a field of the same name is taken for one, which does no harm. */
function namedBy(model: Model, declaration: Declaration): readonly Declaration[] {
  const names = new Set<string>();
  const visit = (node: Parameters<typeof visitChildren>[0]): void => {
    if (node.kind === "Name") names.add(node.text);
    visitChildren(node, visit);
  };
  visit(declaration);
  const { audiences, stores, records, events, messages, people, ...others } = model.symbols;
  const kinds: readonly ReadonlyMap<string, Declaration>[] = [
    audiences,
    stores,
    records,
    events,
    messages,
    people,
    others.fragments,
    others.webhooks,
    others.channels,
    others.coupons,
  ];
  return [...names].flatMap((name) => kinds.flatMap((kind) => kind.get(name) ?? []));
}
