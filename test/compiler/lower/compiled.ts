import { checkProject } from "../../../compiler/src/checks/check-project.ts";
import type { Diagnostic } from "../../../compiler/src/diagnostics/diagnostic.ts";
import { compileProject, type LeftOut } from "../../../compiler/src/lower/compile.ts";
import type { Model } from "../../../compiler/src/model/model.ts";
import type { CompiledJourney, CompiledProject } from "../../../compiler/src/program/types.ts";

export interface Compiled {
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
  readonly project: CompiledProject;
  readonly leftOut: readonly LeftOut[];
}

/** Checks and compiles a project: `.journey` files by path, other files by path, and the text of trajet.json. */
export function compiled(
  journeys: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
  config = '{ "name": "test" }',
): Compiled {
  const { model, diagnostics } = checkProject({
    folder: "/project",
    config,
    journeys: Object.entries(journeys).map(([path, text]) => ({ path, text })),
    readFile: (path) => files[path],
    // What a host makes of MJML does not matter here, only that there is something.
    compileMarkup: (markup) => ({ html: markup, problems: [] }),
  });
  const leftOut: LeftOut[] = [];
  const project = compileProject(model, diagnostics, (what) => leftOut.push(what));
  return { model, diagnostics, project, leftOut };
}

/** The errors as `TJ2001 message`, for a look at what is wrong where nothing should be. */
export function errorsOf({ diagnostics }: Pick<Compiled, "diagnostics">): readonly string[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.severity === "error")
    .map(({ code, file, span, message }) => `${file}:${span.start} ${code} ${message}`);
}

/** The one journey of a project without errors. */
export function onlyJourney(
  journeys: Readonly<Record<string, string>>,
  files?: Readonly<Record<string, string>>,
  config?: string,
): CompiledJourney {
  const all = compiled(journeys, files, config);
  const [journey, ...others] = all.project.journeys;
  if (journey === undefined || others.length > 0) {
    throw new Error(`expected one journey, not ${all.project.journeys.length}: ${errorsOf(all).join("\n")}`);
  }
  return journey;
}

/** Declarations that the journeys of these tests use. */
export const DECLARATIONS = `
audience Newsletter {
  field firstName: text?
  field city: text?
  field plan: "free" | "pro" = "free"
  field points: number = 0
  group "Interests": "Pottery", "Baking"
  tags "vip", "engaged"
}
store Boutique { platform "shopify"  currency EUR }
email Welcome for Newsletter { from "ana@shop.example"  subject "Welcome"  body "Hello." }
email News(topic: text) for Newsletter { from "ana@shop.example"  subject "News"  body "About {{topic}}." }
segment Rich for Newsletter where contact.points > 100
`;

/** A journey of these lines, with its declarations beside it. */
export function journeyOf(lines: string, more: Readonly<Record<string, string>> = {}): CompiledJourney {
  const journey = `journey Series for Newsletter {\n  start when contact signs up\n${lines}\n}\n`;
  return onlyJourney({ "declarations.journey": DECLARATIONS, "series.journey": journey, ...more });
}
