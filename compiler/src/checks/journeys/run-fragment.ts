import { type AnyNode, type Fragment, type Name, visitChildren } from "@trajet/grammar";
import type { Check } from "../check.ts";
import { type Finding, listening } from "../quiet.ts";
import { aboutContacts, type Scope, withEntry, withNames } from "../scope.ts";
import type { Flow, Way } from "./flow.ts";

/**
 * Checks that a fragment which looks at the entry fits the runs that come to it here. By itself it does not know how
 * they began; so it is looked at again with what is known at this place, and what is wrong only then is said here.
 */
export function checkEntryIn(fragment: Fragment, at: Name, entry: Scope["entry"], way: Way): void {
  const own = at.text;
  if (
    entry === undefined ||
    entry === "unknown" ||
    way.running?.has(own) ||
    !looksAtEntry(fragment, way.check, new Set())
  )
    return;
  const known = new Set(findingsIn(fragment, own, "unknown", way).map(keyOf));
  const found = findingsIn(fragment, own, entry, way).filter(
    (each) => each.isError && !ASKED.has(each.code) && !known.has(keyOf(each)),
  );
  const [first] = found;
  if (first === undefined) return;
  const { check } = way;
  check.facts.ask(`place fragments ${own}`);
  const related = [
    { file: check.placeOf(fragment), span: first.span, message: "It looks at the entry here." },
  ];
  check.report("TJ2026", at.span, { fragment: own, problem: first.message }, { related });
}

/** A fragment that many run may ask for a kind of entry that only some of them have. */
const ASKED: ReadonlySet<string> = new Set(["TJ2023"]);

function keyOf({ code, span }: Finding): string {
  return `${code} ${span.start} ${span.end}`;
}

function findingsIn(fragment: Fragment, own: string, entry: Scope["entry"], way: Way): readonly Finding[] {
  const found: Finding[] = [];
  const check = listening(way.check, (finding) => void found.push(finding));
  const named = withNames(aboutContacts(fragment.audience), check.types.parameters(fragment.parameters));
  const scope = withEntry({ ...named, sent: undefined }, entry);
  const inside: Way = {
    ...way,
    check,
    labels: new Map(),
    given: new Map(),
    inRepeat: false,
    running: new Set([...(way.running ?? []), own]),
  };
  const start: Flow = { scope, reachable: true, unsubscribed: new Set(), milestones: new Map() };
  way.steps(fragment.body?.steps ?? [], start, inside);
  return found;
}

/** Whether a fragment, or one that it runs, speaks of the entry. */
function looksAtEntry(fragment: Fragment, check: Check, seen: Set<string>): boolean {
  let looks = false;
  const visit = (node: AnyNode): void => {
    if (node.kind === "Reference" && node.path[0]?.text === "entry") looks = true;
    if (node.kind === "Run" && node.fragment !== undefined && !seen.has(node.fragment.text)) {
      seen.add(node.fragment.text);
      const inner = check.symbols.fragments.get(node.fragment.text);
      if (inner !== undefined && looksAtEntry(inner, check, seen)) looks = true;
    }
    if (!looks) visitChildren(node, visit);
  };
  if (fragment.body !== undefined) visit(fragment.body);
  return looks;
}
