import type { TextLiteral } from "@trajet/grammar";
import { type Subject, settingsOf } from "../subject.ts";

/** Warns of two goals of one name: in counts and tests nobody can tell them apart. */
export function checkGoalNames(subject: Subject): void {
  const first = new Map<string, TextLiteral>();
  for (const { name } of settingsOf(subject.journey, "Goal")) {
    if (name === undefined) continue;
    const before = first.get(name.value);
    if (before === undefined) {
      first.set(name.value, name);
      continue;
    }
    const related = [{ file: subject.file, span: before.span, message: "It is here already." }];
    subject.report("TJ4270", name.span, { goal: name.value }, { related });
  }
}
