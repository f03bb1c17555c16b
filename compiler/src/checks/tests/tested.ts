import type { Journey } from "@trajet/grammar";
import type { Scope } from "../scope.ts";

/** What the lines of a test are about. */
export interface Tested {
  readonly journey: Journey;
  readonly audience: string | undefined;
  /** The people who have names, in the order in which they are given. */
  readonly people: readonly string[];
  readonly scope: Scope;
}
