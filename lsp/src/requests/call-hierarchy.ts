import { type Fragment, type Journey, type Name, type Step, visitAll } from "@trajet/grammar";
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyPrepareParams,
} from "vscode-languageserver";
import { rangeOf } from "../diagnostics/convert.ts";
import { SymbolKind } from "../protocol.ts";
import type { ProjectSnapshot, Snapshot } from "../workspace/snapshot.ts";
import { modelFileOf, nameAt } from "./at.ts";

/** What is called in this language: journeys are started, fragments are run. */
type Callable = Journey | Fragment;

/** The journey or fragment that the cursor names, or is in. */
export function prepareCallHierarchy(
  snapshot: Snapshot,
  { position }: CallHierarchyPrepareParams,
): CallHierarchyItem[] {
  const { project, file } = snapshot;
  const target = nameAt(snapshot, position)?.target;
  const named = target?.kind === "declaration" ? callable(target.of, target.name, project) : undefined;
  const offset = file.document.offsetAt(position);
  const around = modelFileOf(snapshot)?.tree.declarations.find(
    ({ span }) => span.start <= offset && offset <= span.end,
  );
  const found = named ?? (around !== undefined && isCallable(around) ? around : undefined);
  return found === undefined ? [] : itemOf(found, project);
}

/** Who starts the journey or runs the fragment. */
export function incomingCalls(
  project: ProjectSnapshot,
  item: CallHierarchyItem,
): CallHierarchyIncomingCall[] {
  const callee = calleeOf(item, project);
  if (callee === undefined) return [];
  return callables(project).flatMap((caller) => {
    const calls = callsIn(caller).filter((call) => callable(call.of, call.name.text, project) === callee);
    const fromRanges = calls.flatMap(({ name }) => rangeIn(caller, name, project));
    return calls.length === 0 ? [] : itemOf(caller, project).map((from) => ({ from, fromRanges }));
  });
}

/** What the journey starts, and the fragments that it runs. */
export function outgoingCalls(
  project: ProjectSnapshot,
  item: CallHierarchyItem,
): CallHierarchyOutgoingCall[] {
  const caller = calleeOf(item, project);
  if (caller === undefined) return [];
  const byCallee = Map.groupBy(callsIn(caller), (call) => callable(call.of, call.name.text, project));
  return [...byCallee].flatMap(([callee, calls]) => {
    const fromRanges = calls.flatMap(({ name }) => rangeIn(caller, name, project));
    return callee === undefined ? [] : itemOf(callee, project).map((to) => ({ to, fromRanges }));
  });
}

interface Call {
  readonly of: "journeys" | "fragments";
  readonly name: Name;
}

function callsIn(caller: Callable): readonly Call[] {
  const calls: Call[] = [];
  visitAll(caller, (node) => {
    const call = callOf(node as Step);
    if (call !== undefined) calls.push(call);
  });
  return calls.sort((a, b) => a.name.span.start - b.name.span.start);
}

function callOf(node: Step): Call | undefined {
  if (node.kind === "StartJourney" && node.journey !== undefined)
    return { of: "journeys", name: node.journey };
  if (node.kind === "Run" && node.fragment !== undefined) return { of: "fragments", name: node.fragment };
  return undefined;
}

const isCallable = (node: { readonly kind: string }): node is Callable =>
  node.kind === "Journey" || node.kind === "Fragment";

function callables({ model }: ProjectSnapshot): readonly Callable[] {
  return [...model.symbols.journeys.values(), ...model.symbols.fragments.values()];
}

function callable(of: string, name: string, { model }: ProjectSnapshot): Callable | undefined {
  if (of === "journeys") return model.symbols.journeys.get(name);
  return of === "fragments" ? model.symbols.fragments.get(name) : undefined;
}

/** An item says by its kind in which table its name is. */
function calleeOf({ name, kind }: CallHierarchyItem, project: ProjectSnapshot): Callable | undefined {
  return callable(kind === SymbolKind.Function ? "fragments" : "journeys", name, project);
}

function itemOf(declaration: Callable, project: ProjectSnapshot): CallHierarchyItem[] {
  const { path } = project.model.fileOf(declaration);
  const file = project.files.get(path);
  if (file === undefined || declaration.name === undefined) return [];
  return [
    {
      name: declaration.name.text,
      kind: declaration.kind === "Fragment" ? SymbolKind.Function : SymbolKind.Class,
      detail: declaration.kind.toLowerCase(),
      uri: file.uri,
      range: rangeOf(file, declaration.span),
      selectionRange: rangeOf(file, declaration.name.span),
    },
  ];
}

function rangeIn(caller: Callable, { span }: Name, project: ProjectSnapshot) {
  const file = project.files.get(project.model.fileOf(caller).path);
  return file === undefined ? [] : [rangeOf(file, span)];
}
