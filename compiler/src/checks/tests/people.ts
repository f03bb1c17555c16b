import type { Name, TestLine } from "@trajet/grammar";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Check } from "../check.ts";
import type { Tested } from "./tested.ts";

/** Checks `to Ana` and `for Ana`: she has been given, and with several people somebody has to be named. */
export function checkWhom(name: Name | undefined, line: TestLine, { people }: Tested, check: Check): void {
  if (name === undefined) {
    if (people.length > 1) check.report("TJ4302", line.span, { people });
    return;
  }
  checkPerson(name, people, check);
}

/** Checks who a line of a test begins with: with people who have names, one of them. */
export function checkSubjectOf(subject: Name, { people }: Tested, check: Check): void {
  if (subject.text !== "contact") checkPerson(subject, people, check);
  else if (people.length > 0) check.report("TJ4302", subject.span, { people });
}

function checkPerson(name: Name, people: readonly string[], check: Check): void {
  if (people.includes(name.text)) return;
  const near = nearest(name.text, people);
  const params = { name: name.text, inTest: true, nearest: near };
  check.report("TJ4043", name.span, params, replaceWithNearest(check.file, name.span, near));
}
