/** Two contacts of one audience, by id or e-mail address: `from` becomes `into`. */
export interface MergeInput {
  readonly from: string;
  readonly into: string;
  /** Where addresses are looked up; any unless said. */
  readonly audience?: string;
  /** It is only asked what would happen. */
  readonly dryRun?: boolean;
}

export type MergeResult =
  | {
      readonly result: "written";
      /** The one that is left. */
      readonly contact: string;
      readonly from: string;
      readonly orders: number;
      /** Journeys in which a run of `from` goes on as that of the contact that is left. */
      readonly goOn: readonly string[];
      /** Journeys in which one ends. */
      readonly end: readonly string[];
    }
  | { readonly result: "unchanged"; readonly contact: string }
  | { readonly result: "rejected"; readonly reason: string };
