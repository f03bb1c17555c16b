import { pageAnchor } from "@trajet/compiler";

/** Where the manual has a code, from the top of this repository: a place of this machine would be of no use elsewhere. */
export function pageOf(code: string): string {
  return `docs/diagnostics/${pageAnchor(code)}`;
}
