import type { Model, Type } from "@trajet/compiler";
import {
  type AnyNode,
  type Declaration,
  type Name,
  type Parameter,
  type Step,
  visitAll,
} from "@trajet/grammar";
import { type Local, memberOf } from "./context.ts";
import { answerShape } from "./schemas.ts";
import type { Owner, Target } from "./target.ts";

/** The parameters of a declaration, as names for values. */
export function parametersOf(
  parameters: readonly Parameter[],
  owner: Owner,
  model: Model,
): readonly (readonly [string, Local])[] {
  return [...model.types.parameters(parameters)].map(([name, type]) => [
    name,
    { target: memberOf("parameter", owner)(name), type },
  ]);
}

/** The parameters of a declaration and the names that its steps give to values. The checker knows which may come first. */
export function localsOf(
  declaration: Declaration,
  owner: Owner | undefined,
  model: Model,
): ReadonlyMap<string, Local> {
  if (owner === undefined) return new Map();
  const locals = new Map<string, Local>(
    "parameters" in declaration ? parametersOf(declaration.parameters, owner, model) : [],
  );
  if (declaration.kind !== "Journey" && declaration.kind !== "Fragment") return locals;
  visitAll(declaration, (node) => {
    if (!isNamingStep(node)) return;
    const name = givenName(node)?.text;
    if (name !== undefined) locals.set(name, localOf(node, memberOf("local", owner)(name), model));
  });
  return locals;
}

/** The steps that give a name to a value: `remember x = …`, `call webhook … as x`, `give coupon … as x`. */
type NamingStep = Extract<Step, { kind: "Remember" | "Call" | "GiveCoupon" }>;
const isNamingStep = (node: AnyNode): node is NamingStep =>
  node.kind === "Remember" || node.kind === "Call" || node.kind === "GiveCoupon";

/** The name that a step gives to a value; `undefined` for a node that gives none. */
export function givenName(node: AnyNode): Name | undefined {
  if (!isNamingStep(node)) return undefined;
  return node.kind === "Remember" ? node.name : node.as;
}

/** What a value is only the checks know: they wait until somebody asks. */
function localOf(step: NamingStep, target: Target, model: Model): Local {
  return {
    target,
    get type() {
      return givenType(step, model);
    },
  };
}

function givenType(step: NamingStep, model: Model): Type | undefined {
  switch (step.kind) {
    case "Remember":
      return model.typeOf(step.value);
    case "GiveCoupon":
      return { type: "text" };
    case "Call": {
      const name = step.webhook?.text ?? "";
      return model.types.shape(answerShape(model.symbols.webhooks.get(name)), name);
    }
    default:
      return step satisfies never;
  }
}
