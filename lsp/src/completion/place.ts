import type { Model, ModelFile, SymbolKind } from "@trajet/compiler";

/** What the text before the cursor asks for. */
export type Wanted =
  | { readonly want: "declaration"; readonly of: SymbolKind; readonly kinds?: readonly string[] }
  | {
      readonly want:
        | "tag"
        | "category"
        | "objective"
        | "label"
        | "field"
        | "template file"
        | "step"
        | "arm"
        | "milestone";
    }
  | { readonly want: "group"; readonly category: string }
  | { readonly want: "link"; readonly message: string }
  | { readonly want: "channel" }
  | { readonly want: "argument"; readonly of: "messages" | "webhooks" | "fragments"; readonly name: string }
  /** The values of an enumeration, by the reference that is compared or the field that is set. */
  | { readonly want: "value"; readonly reference: string }
  /** A case of a `match`, by what is looked at. */
  | { readonly want: "case"; readonly reference: string }
  | { readonly want: "type" }
  | { readonly want: "member"; readonly path: readonly string[] }
  /** Anywhere a value may begin. */
  | { readonly want: "value name" };

/** A place of the text where something may be completed. */
export interface Place {
  readonly model: Model;
  readonly file: ModelFile;
  readonly offset: number;
  /** What is typed of the word so far: what is chosen replaces it. */
  readonly typed: string;
  readonly inString: boolean;
  /** Paths of the project's templates. */
  readonly templates: readonly string[];
}
