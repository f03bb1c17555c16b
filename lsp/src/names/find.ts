import type { Model, ModelFile } from "@trajet/compiler";
import type { Occurrence } from "./occurrence.ts";
import { keyOf, type Target } from "./target.ts";
import { occurrencesIn } from "./walk.ts";

/** A name in one of the project's files. */
export interface Found {
  readonly file: ModelFile;
  readonly occurrence: Occurrence;
}

/** The name that the cursor is on, or just behind. */
export function occurrenceAt(file: ModelFile, offset: number, model: Model): Occurrence | undefined {
  return occurrencesIn(file, model).find(({ span }) => span.start <= offset && offset <= span.end);
}

/** Every place of the project that names the same. What the language brings along is named everywhere, and nowhere ours. */
export function occurrencesOf(target: Target, model: Model): readonly Found[] {
  if (target.kind === "builtin") return [];
  const key = keyOf(target);
  return model.files.flatMap((file) =>
    occurrencesIn(file, model)
      .filter((occurrence) => keyOf(occurrence.target) === key)
      .map((occurrence) => ({ file, occurrence })),
  );
}

/** Where it is declared: once, unless a name is given twice, which the checks report. */
export function declarationsOf(target: Target, model: Model): readonly Found[] {
  return occurrencesOf(target, model).filter(({ occurrence }) => occurrence.declares);
}
