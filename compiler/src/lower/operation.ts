import type { Argument, Block } from "@trajet/grammar";
import type { Type } from "../model/types.ts";
import type { Expr, Step, StepId } from "../program/types.ts";
import type { Body } from "./bodies.ts";
import { type Lowering, type Named, present } from "./lowering.ts";

/** A block's first step; of an empty or missing block, the step behind. */
export type Enter = (block: Block | undefined) => StepId | null;

/** A step without what all steps have. */
export type Operation = Step extends infer S ? (S extends Step ? Omit<S, "next" | "summary"> : never) : never;

/** Where a step is lowered, and how what is inside it is. */
export interface StepPlace {
  readonly id: StepId;
  readonly body: Body;
  readonly lowering: Lowering;
  readonly enter: Enter;
  /** The same of the body of a loop, whose last step leads back to the step itself. */
  readonly turn: Enter;
  /** Lowers the fragment that the step runs, under the names of its parameters. */
  readonly run: (parameters: ReadonlyMap<string, Named>) => StepId | null;
  /** The loop around. */
  readonly loop: StepId | undefined;
}

/** The arguments by the names of their parameters. */
export function argumentsOf(args: readonly Argument[], place: Lowering): Readonly<Record<string, Expr>> {
  const named = args.map((arg): [string, Expr] => [
    present(arg.name, "the name of an argument").text,
    place.expression(arg.value, place),
  ]);
  return Object.fromEntries(named);
}

/** Gives the steps behind a name to speak of, and answers how the program calls it. */
export function remember(name: string, type: Type | undefined, { body, lowering }: StepPlace): string {
  const key = `${body.path}${name}`;
  const known = lowering.names.get(name);
  const before = known?.root === "remembered" ? known.types : [];
  lowering.names.set(name, {
    root: "remembered",
    key,
    types: type === undefined ? before : [...before, type],
  });
  return key;
}
