import type { Span } from "@trajet/grammar";

/** What is wrong with a schema, or not read in it, at its place in the schema's file. */
export type SchemaProblem = { readonly file: string; readonly span: Span } & (
  | { readonly kind: "no-json"; readonly problem: string }
  /** `inCircle`: a reference leads back before anything is described. */
  | { readonly kind: "no-object"; readonly inCircle: boolean }
  /** A keyword has a value of a form that it cannot have. */
  | { readonly kind: "invalid"; readonly keyword: string; readonly needs: string }
  | { readonly kind: "unknown-keyword"; readonly keyword: string; readonly nearest: string | undefined }
  | { readonly kind: "unread-keyword"; readonly keyword: string }
  | { readonly kind: "unread-draft"; readonly draft: string }
  | { readonly kind: "network"; readonly ref: string }
  | { readonly kind: "no-such-ref"; readonly ref: string }
  | { readonly kind: "recursive"; readonly ref: string }
);
