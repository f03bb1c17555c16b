import type { Name, NodeBase, Span } from "@trajet/grammar";
import type { Check } from "../check.ts";

/** Reports lines that stand a second time where once is all there can be. `wordOf` names a line by its keyword. */
export function checkOnce<N extends NodeBase & { readonly kind: string }>(
  lines: readonly N[],
  wordOf: (line: N) => string,
  where: string,
  check: Check,
): void {
  const first = new Map<string, N>();
  for (const line of lines) {
    const before = first.get(line.kind);
    if (before === undefined) {
      first.set(line.kind, line);
      continue;
    }
    const related = [{ file: check.file, span: before.span, message: "It is here already." }];
    check.report("TJ4011", line.span, { line: wordOf(line), where }, { related });
  }
}

/** Reports the lines that have to be there and are not, at the declaration's name. */
export function checkRequired(
  lines: readonly { readonly kind: string }[],
  required: Readonly<Record<string, string>>,
  noun: string,
  declaration: NodeBase & { readonly name: Name | undefined },
  check: Check,
): void {
  const { name } = declaration;
  if (name === undefined) return;
  const missing = Object.entries(required)
    .filter(([kind]) => !lines.some((line) => line.kind === kind))
    .map(([, word]) => word);
  if (missing.length === 0 || check.isBroken(declaration.span)) return;
  check.report("TJ4012", name.span, { noun, name: name.text, missing });
}

/** Reports names that stand a second time in one list: fields, tags, groups, parameters, links. */
export function checkUnique(
  names: readonly { readonly text: string; readonly span: Span }[],
  noun: string,
  where: string,
  check: Check,
): void {
  const first = new Map<string, Span>();
  for (const { text, span } of names) {
    const before = first.get(text);
    if (before === undefined) {
      first.set(text, span);
      continue;
    }
    const related = [{ file: check.file, span: before, message: "It is here already." }];
    check.report("TJ2020", span, { noun, name: text, where }, { related });
  }
}
