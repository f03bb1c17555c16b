import type { Model, ModelFile } from "@trajet/compiler";
import type { Occurrence } from "./occurrence.ts";
import { keyOf, type Target } from "./target.ts";
import { placesInTemplates } from "./templates.ts";
import { occurrencesIn } from "./walk.ts";

/** Where a name stands, in a file of the project. */
export interface Place {
  readonly path: string;
  readonly span: { readonly start: number; readonly end: number };
  readonly declares: boolean;
}

/** The name that the cursor is on, or just behind. */
export function occurrenceAt(file: ModelFile, offset: number, model: Model): Occurrence | undefined {
  return occurrencesIn(file, model).find(({ span }) => span.start <= offset && offset <= span.end);
}

/**
 * Every place of the project that names the same, in journeys and in the templates of messages. What the language brings
 * along is named everywhere, and nowhere ours.
 */
export function placesOf(target: Target, model: Model): readonly Place[] {
  return [...placesInJourneys(target, model), ...placesInTemplates(target, model)];
}

/** Where it is declared: once, unless a name is given twice, which the checks report. */
export function declarationsOf(target: Target, model: Model): readonly Place[] {
  return placesInJourneys(target, model).filter(({ declares }) => declares);
}

function placesInJourneys(target: Target, model: Model): readonly Place[] {
  if (target.kind === "builtin") return [];
  const key = keyOf(target);
  return model.files.flatMap((file) =>
    occurrencesIn(file, model)
      .filter((occurrence) => keyOf(occurrence.target) === key)
      .map(({ span, declares }) => ({ path: file.path, span, declares })),
  );
}
