import { type Act, VERBS } from "@trajet/grammar";

/** The verb of an act in a tense; negated it has its helper before it: `did not open`, `does not open`. */
export function otherTense(verb: Act["verb"], tense: "present" | "past", negated: boolean): string {
  const base = verb.split(" ")[0];
  const forms = VERBS.find((each) => each.base === base);
  if (forms === undefined) return verb;
  if (!negated) return forms[tense];
  return `${tense === "past" ? "did not" : "does not"} ${forms.base}`;
}
