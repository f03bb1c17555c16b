import { complement, isEmpty, isEverything, type Region } from "./region.ts";
import { type Variable, YES } from "./variable.ts";

/** What a condition says, in a form that can be reasoned about. Negations stand in the regions. */
export type Formula =
  | { readonly kind: "constant"; readonly value: boolean }
  | { readonly kind: "is"; readonly variable: Variable; readonly region: Region }
  | { readonly kind: "all" | "any"; readonly parts: readonly Formula[] };

export type Is = Extract<Formula, { kind: "is" }>;

export const TRUE: Formula = { kind: "constant", value: true };
export const FALSE: Formula = { kind: "constant", value: false };

/** That a variable has a value of a region. */
export function is(variable: Variable, region: Region): Formula {
  if (isEmpty(region)) return FALSE;
  return isEverything(region, variable.domain) ? TRUE : { kind: "is", variable, region };
}

export function isTrue(variable: Variable): Formula {
  return is(variable, YES);
}

export function all(parts: readonly Formula[]): Formula {
  return joined("all", parts);
}

export function any(parts: readonly Formula[]): Formula {
  return joined("any", parts);
}

function joined(kind: "all" | "any", parts: readonly Formula[]): Formula {
  const deciding = kind === "any";
  const open: Formula[] = [];
  for (const part of parts) {
    if (part.kind === "constant") {
      if (part.value === deciding) return part;
    } else if (part.kind === kind) open.push(...part.parts);
    else open.push(part);
  }
  const [first] = open;
  if (first === undefined) return deciding ? FALSE : TRUE;
  return open.length === 1 ? first : { kind, parts: open };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case "constant":
      return formula.value ? FALSE : TRUE;
    case "is":
      // It is true of some values and false of others, and so is the opposite.
      return { ...formula, region: complement(formula.region, formula.variable.domain) };
    case "all":
      return any(formula.parts.map(not));
    case "any":
      return all(formula.parts.map(not));
    default:
      return formula satisfies never;
  }
}

/** Whether a formula speaks of a variable that passes a test; it is asked of each until one does. */
export function someVariable(formula: Formula, test: (variable: Variable) => boolean): boolean {
  switch (formula.kind) {
    case "constant":
      return false;
    case "is":
      return test(formula.variable);
    case "all":
    case "any":
      for (const part of formula.parts) if (someVariable(part, test)) return true;
      return false;
    default:
      return formula satisfies never;
  }
}

/** The variables that a formula speaks of. */
export function variablesOf(formula: Formula): readonly Variable[] {
  const variables: Variable[] = [];
  someVariable(formula, (variable) => {
    variables.push(variable);
    return false;
  });
  return variables;
}

/** What is left of a formula when nothing is known any more of some variables: it says less, never anything else. */
export function without(formula: Formula, isForgotten: (variable: Variable) => boolean): Formula {
  switch (formula.kind) {
    case "constant":
      return formula;
    case "is":
      return isForgotten(formula.variable) ? TRUE : formula;
    case "all":
      return all(formula.parts.map((part) => without(part, isForgotten)));
    case "any":
      return any(formula.parts.map((part) => without(part, isForgotten)));
    default:
      return formula satisfies never;
  }
}
