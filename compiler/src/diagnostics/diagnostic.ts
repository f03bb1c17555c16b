import type { Span } from "@trajet/grammar";

export type Severity = "error" | "warning" | "info";

/** `TJ3104`: the first digit is the family, and a code keeps its meaning for ever. */
export type DiagnosticCode = `TJ${number}`;

/** One thing that is wrong at one place. `file` is a path of the project, with `/`; spans are offsets into its text. */
export interface Diagnostic {
  readonly file: string;
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  /** What to do here, where it says more than the advice of the catalogue. */
  readonly help?: string | undefined;
  /** `unnecessary`: an editor may grey the text out. */
  readonly tags?: readonly "unnecessary"[];
}

/** Another place that the message speaks of. */
export interface Related {
  readonly file: string;
  readonly span: Span;
  readonly message: string;
}

/** A change that repairs it. `id` is one of the ids that the catalogue lists for the code. */
export interface Fix {
  readonly id: string;
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}
