/** What the page shows of a map: a part of the server's answer. */
export interface ShownMap {
  readonly journey: string;
  readonly title: string;
  readonly svg: string;
  readonly nodes: readonly {
    readonly id: string;
    readonly label: string;
    readonly step: boolean;
    readonly up: boolean;
    readonly down: boolean;
    readonly before: boolean;
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label?: string;
    readonly takes: boolean;
  }[];
}

/** What the extension tells the page. `node` is where the cursor stands. */
export type ToPage =
  | { readonly kind: "map"; readonly map: ShownMap; readonly node: string | null }
  | { readonly kind: "cursor"; readonly node: string | null }
  /** Whether tests came to the nodes that are named; others are shown as they are. */
  | { readonly kind: "coverage"; readonly nodes: Readonly<Record<string, boolean>> }
  | { readonly kind: "none"; readonly text: string };

/** What the page asks for. */
export type FromPage =
  | { readonly kind: "ready" }
  | { readonly kind: "show"; readonly node: string }
  | { readonly kind: "add"; readonly edge: number }
  | { readonly kind: "add"; readonly before: string }
  | { readonly kind: "delete"; readonly node: string }
  | { readonly kind: "move"; readonly node: string; readonly to: "up" | "down" }
  | { readonly kind: "export" }
  | { readonly kind: "leave" };
