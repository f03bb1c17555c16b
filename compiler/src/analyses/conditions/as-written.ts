import type { Expression } from "@trajet/grammar";
import { unwrap } from "../../checks/expressions/assign.ts";

/** The outcome that a condition has by what is written out in it, whatever the project says: `true or …`. */
export function alwaysAsWritten(condition: Expression): boolean | undefined {
  const written = unwrap(condition);
  switch (written.kind) {
    case "Boolean":
      return written.value;
    case "Not": {
      const inner = alwaysAsWritten(written.operand);
      return inner === undefined ? undefined : !inner;
    }
    case "Binary": {
      if (written.operator !== "and" && written.operator !== "or") return undefined;
      const sides = [alwaysAsWritten(written.left), alwaysAsWritten(written.right)];
      const deciding = written.operator === "or";
      if (sides.includes(deciding)) return deciding;
      return sides.includes(undefined) ? undefined : !deciding;
    }
    default:
      return undefined;
  }
}
