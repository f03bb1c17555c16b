import type { Model } from "@trajet/compiler";
import { type AnyNode, type Fragment, type Journey, visitAll } from "@trajet/grammar";
import type { Owner } from "./target.ts";

/**
 * Where the step stands of which a test speaks: in its journey, or in a fragment that the journey runs. The journey,
 * where no step has the name.
 */
export function ownerOfStep(
  kind: "arm" | "step" | "milestone",
  name: string,
  owner: Owner | undefined,
  model: Model,
): Owner | undefined {
  const journey = model.symbols.journeys.get(owner?.name ?? "");
  if (journey === undefined || hasStep(journey, kind, name)) return owner;
  const found = fragmentsOf(journey, model).find((fragment) => hasStep(fragment, kind, name));
  return found?.name === undefined ? owner : { of: "fragments", name: found.name.text };
}

/** The fragments that a journey runs, and those that these run. */
export function fragmentsOf(journey: Journey, { symbols }: Model): readonly Fragment[] {
  const found = new Set<Fragment>();
  const look = (node: AnyNode): void => {
    const run = node.kind === "Run" ? symbols.fragments.get(node.fragment?.text ?? "") : undefined;
    if (run === undefined || found.has(run)) return;
    found.add(run);
    visitAll(run, look);
  };
  visitAll(journey, look);
  return [...found];
}

function hasStep(declaration: Journey | Fragment, kind: "arm" | "step" | "milestone", name: string): boolean {
  let has = false;
  visitAll(declaration, (node) => {
    if (nameOf(node, kind) === name) has = true;
  });
  return has;
}

function nameOf(node: AnyNode, kind: "arm" | "step" | "milestone"): string | undefined {
  switch (kind) {
    case "arm":
      return node.kind === "SplitArm" ? node.name?.value : undefined;
    case "milestone":
      return node.kind === "Milestone" ? node.name?.value : undefined;
    case "step":
      return "label" in node ? node.label?.text : undefined;
    default:
      return kind satisfies never;
  }
}
