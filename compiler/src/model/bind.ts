import type { Declaration, Name, TextLiteral } from "@trajet/grammar";
import type { Related } from "../diagnostics/diagnostic.ts";
import type { Report } from "../diagnostics/report.ts";
import type { ModelFile } from "./model.ts";
import { type SymbolKind, type Symbols, symbolsOf } from "./symbols.ts";

type Named = Exclude<Declaration, { kind: "Labels" | "Test" }>;

const KIND_OF: Readonly<Record<Named["kind"], SymbolKind>> = {
  Audience: "audiences",
  Store: "stores",
  Record: "records",
  Event: "events",
  Coupon: "coupons",
  Email: "messages",
  Sms: "messages",
  Survey: "messages",
  Message: "messages",
  Webhook: "webhooks",
  Channel: "channels",
  Segment: "people",
  Loyalty: "people",
  CustomAudience: "people",
  Fragment: "fragments",
  Journey: "journeys",
};

const NOUNS: Readonly<Record<SymbolKind, string>> = {
  audiences: "an audience",
  stores: "a store",
  records: "a record",
  events: "an event",
  coupons: "a coupon",
  messages: "a message",
  webhooks: "a webhook",
  channels: "a channel",
  people: "a segment, loyalty query or custom audience",
  fragments: "a fragment",
  journeys: "a journey",
};

/** The namespace in which a declaration's name is unique. */
export function symbolKindOf(declaration: Declaration): SymbolKind | undefined {
  return declaration.kind === "Labels" || declaration.kind === "Test" ? undefined : KIND_OF[declaration.kind];
}

interface Place {
  readonly file: string;
  readonly name: Name | TextLiteral;
}

/** A name that is declared several times, and where, in the order of the files. */
interface Twins {
  readonly noun: string;
  readonly text: string;
  readonly places: Place[];
}

/**
 * Collects the declared names of all files. Of a name that is declared twice the first is kept, in the order of the
 * files; all are reported, and point at each other. Records and events share the names of types.
 */
export function bind(files: readonly ModelFile[], report: Report): Symbols {
  const tables = new Map<SymbolKind, Map<string, Named>>();
  const places = new Map<string, Place>();
  const twins = new Map<string, Twins>();
  const words = { labels: new Set<string>(), objectives: new Set<string>() };
  const alike = new Map<string, Place & { readonly text: string }>();
  const reportAlike = (space: string, noun: string, text: string, place: Place): void => {
    const key = `${space} ${text.toLowerCase()}`;
    const first = alike.get(key);
    if (first === undefined) {
      alike.set(key, { ...place, text });
      return;
    }
    const related = [{ file: first.file, span: first.name.span, message: "The other is declared here." }];
    report("TJ2031", place.name.span, place.file, { noun, name: text, other: first.text }, { related });
  };
  const isNew = (space: string, noun: string, text: string, place: Place): boolean => {
    const key = `${space} ${text}`;
    const first = places.get(key);
    if (first === undefined) {
      places.set(key, place);
      reportAlike(space, noun, text, place);
      return true;
    }
    const known = twins.get(key);
    if (known === undefined) twins.set(key, { noun, text, places: [first, place] });
    else known.places.push(place);
    return false;
  };

  for (const file of files) {
    for (const declaration of file.tree.declarations) {
      if (declaration.kind === "Test") continue;
      if (declaration.kind === "Labels") {
        const noun = declaration.of === "labels" ? "a label" : "an objective";
        for (const name of declaration.names) {
          if (isNew(declaration.of, noun, name.value, { file: file.path, name }))
            words[declaration.of].add(name.value);
        }
        continue;
      }
      const { name } = declaration;
      const kind = KIND_OF[declaration.kind];
      const space = kind === "events" ? "records" : kind;
      if (name === undefined || !isNew(space, NOUNS[kind], name.text, { file: file.path, name })) continue;
      tableOf(tables, kind).set(name.text, declaration);
    }
  }
  for (const twin of twins.values()) reportTwins(twin, report);
  // Each table holds the declarations that `KIND_OF` puts there, so its values have the type of its place.
  return symbolsOf(<K extends SymbolKind>(kind: K) => (tables.get(kind) ?? new Map()) as Symbols[K], words);
}

/** The first points at all the others, and each of them at the first. */
function reportTwins({ noun, text, places: [first, ...others] }: Twins, report: Report): void {
  if (first === undefined) return;
  const pointAt = ({ file, name }: Place, message: string): Related => ({ file, span: name.span, message });
  const again = others.map((other) => pointAt(other, "It is declared here again."));
  const params = { noun, name: text };
  report("TJ2001", first.name.span, first.file, params, { related: again });
  for (const { name, file } of others) {
    const related = [pointAt(first, "It is declared here first.")];
    report("TJ2001", name.span, file, params, { related });
  }
}

function tableOf(tables: Map<SymbolKind, Map<string, Named>>, kind: SymbolKind): Map<string, Named> {
  const table = tables.get(kind) ?? new Map<string, Named>();
  tables.set(kind, table);
  return table;
}
