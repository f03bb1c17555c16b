import type { CompiledMarkup } from "./markup.ts";

/**
 * A project as a host gives it: the core reads no files itself. Paths are relative to the project's folder, with `/`;
 * `folder` is only for messages.
 */
export interface ProjectFiles {
  readonly folder: string;
  /** Text of trajet.json, `undefined` where there is none. */
  readonly config: string | undefined;
  readonly journeys: readonly JourneyFile[];
  /** Text of a template, schema or product list; `undefined` where there is no such file. */
  readonly readFile: (path: string) => string | undefined;
  /** Paths of the files that `readFile` has, to name the nearest where one is misspelt. */
  readonly paths?: readonly string[];
  /** What stands in the folder and was not read, for the project's owner to know. */
  readonly omitted?: readonly Omitted[];
  /** Makes HTML of MJML. Without it bodies in MJML are checked, and their journeys are not compiled. */
  readonly compileMarkup?: (markup: string) => CompiledMarkup | undefined;
}

/** A file or folder that a host did not read: it could not, or a link led in a circle, or the folder is another project. */
export type Omitted =
  | { readonly path: string; readonly why: "unreadable"; readonly problem: string }
  | { readonly path: string; readonly why: "circle" | "project" };

export interface JourneyFile {
  readonly path: string;
  readonly text: string;
}
