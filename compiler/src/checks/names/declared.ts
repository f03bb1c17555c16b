import type { Name } from "@trajet/grammar";
import type { Code } from "../../catalogue/catalogue.ts";
import { replaceWithNearest } from "../../diagnostics/fixes.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { SymbolKind, Symbols } from "../../model/symbols.ts";
import type { Check } from "../check.ts";

type Declared<K extends SymbolKind> = Symbols[K] extends ReadonlyMap<string, infer D> ? D : never;

interface Kind {
  readonly code: Extract<Code, `TJ20${string}`>;
  readonly noun: string;
}

const KINDS: Readonly<Record<SymbolKind, Kind>> = {
  audiences: { code: "TJ2002", noun: "audience" },
  stores: { code: "TJ2003", noun: "store" },
  messages: { code: "TJ2004", noun: "message" },
  people: { code: "TJ2005", noun: "segment, loyalty query or custom audience" },
  events: { code: "TJ2006", noun: "event" },
  journeys: { code: "TJ2007", noun: "journey" },
  webhooks: { code: "TJ2008", noun: "webhook" },
  coupons: { code: "TJ2008", noun: "coupon" },
  fragments: { code: "TJ2008", noun: "fragment" },
  channels: { code: "TJ2008", noun: "channel" },
  records: { code: "TJ2009", noun: "type" },
};

/**
 * The declaration that a name stands for; `undefined` when there is none, which is reported with the nearest name.
 * A name that is missing has been reported by the parser. `others` are names that would do as well. Who looks behind
 * the head of what comes back (the steps of a journey, the condition of a segment) asks `check.symbols` for it.
 */
export function resolve<K extends SymbolKind>(
  kind: K,
  name: Name | undefined,
  check: Check,
  others: readonly string[] = [],
): Declared<K> | undefined {
  if (name === undefined) return undefined;
  const declarations = check.heads[kind] as ReadonlyMap<string, Declared<K>>;
  const declaration = declarations.get(name.text);
  if (declaration !== undefined) {
    check.use(kind, name.text);
    return declaration;
  }
  const { code, noun } = KINDS[kind];
  const near = nearest(name.text, [...declarations.keys(), ...others]);
  // It is most likely what is meant: that nothing uses it would be the same mistake once more.
  if (near !== undefined) check.use(kind, near);
  check.report(
    code as "TJ2002",
    name.span,
    { noun, name: name.text, nearest: near },
    replaceWithNearest(check.file, name.span, near),
  );
  return undefined;
}
