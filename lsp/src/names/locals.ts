import type { Model, Type } from "@trajet/compiler";
import { type AnyNode, type Declaration, type Step, visitChildren } from "@trajet/grammar";
import { type Local, memberOf } from "./context.ts";
import type { Owner } from "./target.ts";

/** The parameters of a declaration and the names that its steps give to values. The checker knows which may come first. */
export function localsOf(
  declaration: Declaration,
  owner: Owner | undefined,
  model: Model,
): ReadonlyMap<string, Local> {
  const locals = new Map<string, Local>();
  const add = (kind: "parameter" | "local", name: string, type: Type | undefined): void => {
    if (owner !== undefined) locals.set(name, { target: memberOf(kind, owner)(name), type });
  };
  if ("parameters" in declaration) {
    for (const [name, type] of model.types.parameters(declaration.parameters)) add("parameter", name, type);
  }
  if (declaration.kind !== "Journey" && declaration.kind !== "Fragment") return locals;
  const visit = (node: AnyNode): void => {
    const given = isNamingStep(node) ? givenName(node, model) : undefined;
    if (given !== undefined) add("local", given.name, given.type);
    visitChildren(node, visit);
  };
  visit(declaration);
  return locals;
}

type NamingStep = Extract<Step, { kind: "Remember" | "Call" | "GiveCoupon" }>;
const isNamingStep = (node: AnyNode): node is NamingStep =>
  node.kind === "Remember" || node.kind === "Call" || node.kind === "GiveCoupon";

function givenName(
  step: NamingStep,
  model: Model,
): { readonly name: string; readonly type: Type | undefined } | undefined {
  if (step.kind === "Remember") return step.name && { name: step.name.text, type: model.typeOf(step.value) };
  if (step.as === undefined) return undefined;
  if (step.kind === "GiveCoupon") return { name: step.as.text, type: { type: "text" } };
  const webhook = model.symbols.webhooks.get(step.webhook?.text ?? "");
  const receive = webhook?.items.find((item) => item.kind === "Receive");
  return { name: step.as.text, type: model.types.shape(receive?.shape, step.webhook?.text ?? "") };
}
