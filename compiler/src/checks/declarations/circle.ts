import type { Name } from "@trajet/grammar";
import type { Related } from "../../diagnostics/diagnostic.ts";
import type { Check } from "../check.ts";

/**
 * The other members of a circle of declarations, by their names, as places beside the one letter about it. It is
 * written at the member whose name comes first, whichever is checked; `undefined` at the others.
 */
export function otherMembers(
  own: string,
  members: ReadonlySet<string>,
  kind: "people" | "fragments",
  check: Check,
): readonly Related[] | undefined {
  const others = [...members].filter((name) => name !== own).sort();
  if (others[0] !== undefined && others[0] < own) return undefined;
  return others.flatMap((name) => {
    check.facts.ask(`place ${kind} ${name}`);
    const declaration = check.symbols[kind].get(name);
    const at: Name | undefined = declaration?.name;
    if (declaration === undefined || at === undefined) return [];
    return [{ file: check.placeOf(declaration), span: at.span, message: "It goes through this one." }];
  });
}
