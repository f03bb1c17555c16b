import type { Expression } from "@trajet/grammar";
import { RE2JS } from "re2js";
import { isTextLike } from "../../model/types.ts";
import { nameOf, namesVariable } from "./compare.ts";
import { formOf } from "./form.ts";
import { FALSE, type Formula, is, isTrue, TRUE } from "./formula.ts";
import { operandOf } from "./operands.ts";
import type { Reading } from "./reading.ts";
import { named } from "./region.ts";
import { type TextPart, YES_OR_NO } from "./variable.ts";

/** `contact.city starts with "L"`, of an enumeration the values that pass it; `contact.favorites contains "mug"`. */
export function readTextPart(
  whole: Expression,
  operator: Exclude<TextPart["operator"], "has element">,
  wanted: Expression,
  reading: Reading,
): Formula | undefined {
  const operand = operandOf(whole, reading);
  if (operand?.type.list) return operator === "contains" ? readElement(whole, wanted, reading) : undefined;
  const text = nameOf(wanted);
  const part = text === undefined ? undefined : partOf(operator, text);
  if (part === undefined) return undefined;
  const written = nameOf(whole);
  if (written !== undefined) return part.passes(written) ? TRUE : FALSE;
  if (operand === undefined || !isTextLike(operand.type)) return undefined;
  if (operand.type.type === "enum") {
    const variable = namesVariable(operand);
    const values = (operand.type.values ?? []).filter(part.passes);
    return variable === undefined ? undefined : is(variable, named(values, variable.domain));
  }
  if (operator !== "matches" && text === "") return undefined;
  const { key, reads } = operand;
  return isTrue({
    key: `${key} ${operator} ${part.text}`,
    domain: YES_OR_NO,
    reads,
    family: key,
    link: { kind: "part", part },
  });
}

/** Whether a list has an element, in whichever way it is asked. */
export function readElement(list: Expression, element: Expression, reading: Reading): Formula | undefined {
  const operand = operandOf(list, reading);
  const other = operandOf(element, reading);
  if (!operand?.type.list) return undefined;
  const text = formOf(element);
  const isFixed = other === undefined && nameOf(element) !== undefined;
  if (!isFixed) return undefined;
  return isTrue({
    key: `${operand.key} has element ${text}`,
    domain: YES_OR_NO,
    reads: operand.reads,
    family: operand.key,
    link: { kind: "part", part: { operator: "has element", text, passes: () => false } },
  });
}

function partOf(operator: Exclude<TextPart["operator"], "has element">, text: string): TextPart | undefined {
  switch (operator) {
    case "starts with":
      return { operator, text, passes: (whole) => whole.startsWith(text) };
    case "ends with":
      return { operator, text, passes: (whole) => whole.endsWith(text) };
    case "contains":
      return { operator, text, passes: (whole) => whole.includes(text) };
    case "matches":
      return matching(text);
    default:
      return operator satisfies never;
  }
}

/** A pattern that cannot be read has been reported. */
function matching(text: string): TextPart | undefined {
  try {
    let pattern: RE2JS | undefined;
    const passes = (whole: string): boolean => {
      pattern ??= RE2JS.compile(text);
      return pattern.matcher(whole).find();
    };
    passes("");
    return { operator: "matches", text, passes };
  } catch {
    return undefined;
  }
}
