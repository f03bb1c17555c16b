import { pageAnchor } from "@trajet/compiler";

const PAGES = new URL("../../../docs/diagnostics/", import.meta.url);

/** The address of the manual's page about a code, in this clone. */
export function pageOf(code: string): string {
  return new URL(pageAnchor(code), PAGES).href;
}
