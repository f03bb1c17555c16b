import { type AnyNode, findPath, type Step, visitAll } from "@trajet/grammar";
import { CodeActionKind } from "../protocol.ts";
import { type Action, type ActionPlace, freeName, inserted, textOf } from "./action.ts";
import { diagnosticsAt } from "./quick-fixes.ts";

/** The innermost step around the beginning of the selection. */
export function stepAt({ file, start }: ActionPlace): Step | undefined {
  const isStep = (node: AnyNode): node is Step => "label" in node;
  return findPath(file.tree, start).findLast(isStep);
}

/** `wait { … }` for ever: up to a week. */
export function addLimit(place: ActionPlace): readonly Action[] {
  return diagnosticsAt(place)
    .filter(({ code }) => code === "TJ4023")
    .flatMap((diagnostic) => {
      const wait = findPath(place.file.tree, diagnostic.span.start).findLast((node) => node.kind === "Wait");
      const word = wait === undefined ? -1 : place.file.text.indexOf("wait", wait.span.start);
      if (word < 0) return [];
      const edits = [inserted(place, word + "wait".length, " up to 7 days")];
      return [
        {
          title: "Wait up to 7 days",
          kind: CodeActionKind.QuickFix,
          edits,
          diagnostic,
          preferred: true as const,
        },
      ];
    });
}

/** A value that may be missing where one has to be: `or` and a value of its kind. */
export function addFallback(place: ActionPlace): readonly Action[] {
  return diagnosticsAt(place)
    .filter(({ code }) => code === "TJ3005")
    .flatMap((diagnostic) => {
      const path = findPath(place.file.tree, diagnostic.span.start);
      const value = path.findLast(
        (node) => node.kind === "Reference" && node.span.end >= diagnostic.span.end,
      );
      if (value?.kind !== "Reference") return [];
      const fallback = FALLBACKS[place.model.typeOf(value)?.type ?? ""];
      if (fallback === undefined) return [];
      // Behind `or` stands a condition as well: what goes on behind the value must not be taken for one.
      const alone = path.at(path.indexOf(value) - 1)?.kind === "Argument";
      const written = `${textOf(place, value.span)} or ${fallback}`;
      const edits = [{ file: place.file.path, span: value.span, text: alone ? written : `(${written})` }];
      return [
        { title: `Take ${fallback} where it is missing`, kind: CodeActionKind.QuickFix, edits, diagnostic },
      ];
    });
}

/** The plainest value of a type, as it is written. */
export const FALLBACKS: Readonly<Record<string, string>> = {
  text: '""',
  number: "0",
  boolean: "false",
  duration: "1 day",
  date: "today",
  moment: "now",
};

/** Steps that can be refused, or run out of time. */
const REFUSABLE: ReadonlySet<Step["kind"]> = new Set(["Send", "Call", "GiveCoupon", "Wait"]);

/** What happens when the step cannot be done. */
export function addOtherwise(place: ActionPlace): readonly Action[] {
  const step = stepAt(place);
  if (step === undefined || step.otherwise !== undefined || !REFUSABLE.has(step.kind)) return [];
  if (step.kind !== "Wait") {
    const edits = [inserted(place, step.span.end, " otherwise { exit }")];
    return [{ title: "Add otherwise", kind: CodeActionKind.RefactorRewrite, edits }];
  }
  const end = step.span.end - 1;
  if (step.arms === undefined || step.limit === undefined || place.file.text[end] !== "}") return [];
  const edits = [inserted(place, end, "\notherwise { exit }\n")];
  return [{ title: "Add otherwise", kind: CodeActionKind.RefactorRewrite, edits }];
}

/** A name for the step, by which it keeps its identity when the journey changes. */
export function addLabel(place: ActionPlace): readonly Action[] {
  const step = stepAt(place);
  if (step === undefined || step.label !== undefined) return [];
  const name = freeName(`${step.kind.toLowerCase()}1`, labelsIn(place));
  const edits = [inserted(place, step.span.start, `${name}: `)];
  return [{ title: `Add the label ${name}`, kind: CodeActionKind.RefactorRewrite, edits }];
}

function labelsIn({ file, start }: ActionPlace): ReadonlySet<string> {
  const labels = new Set<string>();
  const around = file.tree.declarations.findLast(({ span }) => span.start <= start);
  if (around === undefined) return labels;
  visitAll(around, (node) => {
    if ("label" in node && node.label !== undefined) labels.add(node.label.text);
  });
  return labels;
}
