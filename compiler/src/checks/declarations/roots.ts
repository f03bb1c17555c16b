import { type AnyNode, type Expression, visitChildren } from "@trajet/grammar";

/**
 * First words of the references in an expression, and `contact` for the sentences about one. In the filter of such a
 * sentence, `order` and the like are the sentence's own.
 */
export function rootsOf(expression: Expression): ReadonlySet<string> {
  const roots = new Set<string>();
  const visit = (node: AnyNode): void => {
    if (node.kind === "Reference") roots.add(node.path[0]?.text ?? "");
    if (node.kind === "History" || node.kind === "Tagged") roots.add(node.subject.name.text);
    if (node.kind === "MeasureOver") roots.add("contact");
    visitChildren(node, (child) => {
      if (node.kind !== "History" || child !== node.where) visit(child);
    });
  };
  visit(expression);
  return roots;
}
