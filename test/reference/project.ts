import { readFileSync } from "node:fs";
import { compileProject, createChecker } from "@trajet/compiler";
import type { Declaration } from "@trajet/grammar";
import { type Published, publish } from "../../runtime/src/simulator/publish.ts";
import { type MadeProject, printed } from "./generate/case.ts";

/* A case as a project: its texts, what the checker says of them, and the programs for the engine. */

export const PRELUDE = readFileSync(new URL("generate/prelude.journey", import.meta.url), "utf8");

export interface Made {
  /** The syntax tree, which the reference reads. */
  readonly declarations: readonly Declaration[];
  readonly errors: readonly string[];
  /** Nothing where there are errors. */
  readonly published: Published | undefined;
}

const check = createChecker();
let last: { readonly project: MadeProject; readonly made: Made } | undefined;

/** Compiled once, for all who ask for the same one in a row. */
export function projectOf(project: MadeProject): Made {
  if (last?.project !== project) last = { project, made: make(project) };
  return last.made;
}

function make({ zone, from, journeys }: MadeProject): Made {
  const { model, diagnostics } = check({
    folder: "/random",
    config: JSON.stringify({ name: "random", timezone: zone }),
    journeys: [
      { path: "prelude.journey", text: PRELUDE },
      { path: "main.journey", text: journeys.map(printed).join("\n") },
    ],
    readFile: () => undefined,
  });
  const declarations = model.files.flatMap(({ tree }) => tree.declarations);
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message }) => `${code} ${message}`);
  const published = errors.length > 0 ? undefined : publish(compileProject(model, diagnostics), from);
  return { declarations, errors, published };
}
