import { type Formula, someVariable } from "./formula.ts";

/**
 * Whether one of the families passes a test of what a formula speaks of, and of what the segments mean that it asks
 * about; the test is asked of each until one does.
 */
export function someFamily(formula: Formula, test: (family: string) => boolean): boolean {
  return someVariable(
    formula,
    ({ family, link }) => test(family) || (link.kind === "defined" && link.families().some(test)),
  );
}

/** Whether a formula speaks twice of one family: conditions that have nothing to do with one another decide nothing together. */
export function mayDecide(formula: Formula): boolean {
  const families = new Set<string>();
  return someFamily(formula, (family) => {
    if (families.has(family)) return true;
    families.add(family);
    return false;
  });
}

/** Whether two of several formulas speak of one family: else they are possible together if each is. */
export function areRelated(formulas: readonly Formula[]): boolean {
  const families = new Set<string>();
  return formulas.some((formula) => {
    if (someFamily(formula, (family) => families.has(family))) return true;
    for (const family of familiesOf(formula)) families.add(family);
    return false;
  });
}

/** All of them, each once, in one order. */
export function familiesOf(formula: Formula): readonly string[] {
  const families = new Set<string>();
  someFamily(formula, (family) => {
    families.add(family);
    return false;
  });
  return [...families].sort();
}
