import type { Declaration, Expression, SourceFile } from "@trajet/grammar";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ProjectConfig } from "../project/config.ts";
import type { ProjectFiles } from "../project/files.ts";
import type { Sending } from "../templates/sendings.ts";
import type { Audiences } from "./asked-audiences.ts";
import type { Facts } from "./facts.ts";
import type { ProjectTypes } from "./project-types.ts";
import type { Segments } from "./segments.ts";
import type { Symbols } from "./symbols.ts";
import type { Type } from "./types.ts";

/** One parsed file of the project. `path` is relative to the project's folder, with `/`. */
export interface ModelFile {
  readonly path: string;
  readonly text: string;
  readonly tree: SourceFile;
  /** What is wrong in its text alone. */
  readonly problems: readonly Diagnostic[];
}

/** A project after binding: what the checks read. */
export interface BoundModel {
  readonly config: ProjectConfig;
  readonly files: readonly ModelFile[];
  readonly symbols: Symbols;
  /** The same, for who looks only at the head of a declaration: not at a journey's steps, a segment's condition, a message's texts. */
  readonly heads: Symbols;
  readonly audiences: Audiences;
  /** What follows from the conditions of segments. */
  readonly segments: Segments;
  /** Types of audiences, events, records and parameters. */
  readonly types: ProjectTypes;
  readonly fileOf: (declaration: Declaration) => ModelFile;
  /** Text of a template file that a message names, `undefined` where it is not there. Paths as in the project. */
  readonly readFile: (path: string) => string | undefined;
  /** Paths of all files that `readFile` may be asked for, as far as the host knows them. */
  readonly paths: readonly string[];
  /** Makes HTML of MJML whose expressions are hidden; `undefined` if the host cannot. */
  readonly compileMarkup: NonNullable<ProjectFiles["compileMarkup"]>;
  /** What was asked of `symbols`, `types` and `readFile` by what is being computed. */
  readonly facts: Facts;
}

/** A project whose journeys are checked: what the checks of templates read. */
export interface SentModel extends BoundModel {
  /** The steps that send a message or call a webhook, by `sendingKey`. */
  readonly sendings: (key: string) => readonly Sending[];
}

/** A project after checking: what lowering, the language server and the explainers read. */
export interface Model extends SentModel {
  /** The checked type of an expression; `undefined` for one that was not reached. */
  readonly typeOf: (expression: Expression) => Type | undefined;
}
