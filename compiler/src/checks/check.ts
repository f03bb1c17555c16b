import type { Declaration, Expression, Name, Span } from "@trajet/grammar";
import type { Code, ParamsOf } from "../catalogue/catalogue.ts";
import type { SyntaxDiagnosticCode } from "../catalogue/syntax-codes.ts";
import type { Additions, Report } from "../diagnostics/report.ts";
import type { Audiences } from "../model/asked-audiences.ts";
import type { Facts } from "../model/facts.ts";
import type { ProjectTypes } from "../model/project-types.ts";
import type { Segments } from "../model/segments.ts";
import type { SymbolKind, Symbols } from "../model/symbols.ts";
import type { Type } from "../model/types.ts";
import type { ProjectConfig } from "../project/config.ts";
import type { Templated } from "../templates/texts.ts";
import type { Scope } from "./scope.ts";

/** What is known where a condition is true, and where it is false. */
export interface Branches {
  readonly whenTrue: Scope;
  readonly whenFalse: Scope;
}

/** What all checks of one file share. Expressions are checked through it, so that the rooms need not know each other. */
export interface Check {
  readonly symbols: Symbols;
  /** For who looks only at the head of a declaration, see `BoundModel.heads`. */
  readonly heads: Symbols;
  /** Tags and groups; fields are in `types`. */
  readonly audiences: Audiences;
  /** What follows from the conditions of segments, without a look into them. */
  readonly segments: Segments;
  readonly types: ProjectTypes;
  /** Notes what a check depends on, beyond what `symbols`, `types` and `readFile` note by themselves. */
  readonly facts: Facts;
  readonly config: ProjectConfig;
  readonly readFile: (path: string) => string | undefined;
  /** Path of the file that is checked, and its text. */
  readonly file: string;
  readonly text: string;
  readonly report: <C extends Code>(code: C, span: Span, params: ParamsOf<C>, additions?: Additions) => void;
  /** Says of a mistake that the parser reported, at its very place, what only the checks know: it takes the place of that report. */
  readonly refine: <C extends SyntaxDiagnosticCode>(
    code: C,
    span: Span,
    params: ParamsOf<C>,
    additions: Additions,
  ) => void;
  /** What `report` does, in another file: a JSON Schema, a list of products. */
  readonly reportIn: Report;
  /** The file in which a declaration stands. */
  readonly placeOf: (declaration: Declaration) => string;
  /** Whether the parser found a mistake in a part of the text: what seems to be missing there may only be unread. */
  readonly isBroken: (span: Span) => boolean;
  /** Whether the parser found a mistake in a declaration of any file: what it seems to lack may only be unread. */
  readonly isUnread: (declaration: Declaration) => boolean;
  /** Notes that a declaration is used; what is not is reported in the end. */
  readonly use: (kind: SymbolKind | "labels" | "objectives", name: string) => void;
  /** Notes a step that sends a message or calls a webhook, and what is known there: its templates may speak of it. */
  readonly send: (what: Templated, name: Name, scope: Scope) => void;
  /** The type of a value. What is wrong inside is reported, and unknown. */
  readonly typeOf: (expression: Expression, scope: Scope) => Type;
  /** Notes that the condition of an `if` has only one outcome where it stands: nobody takes the other way. */
  readonly decide: (condition: Expression, outcome: boolean) => void;
  /** Checks that it is true or false, and says what follows from either. */
  readonly condition: (expression: Expression, scope: Scope) => Branches;
}
