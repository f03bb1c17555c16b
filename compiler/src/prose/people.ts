import {
  type AnyNode,
  type Journey,
  type Loyalty,
  type SegmentDeclaration,
  visitChildren,
} from "@trajet/grammar";
import type { Model } from "../model/model.ts";
import { conditionInWords, valueInWords } from "./expressions.ts";
import { measureInWords, periodInWords } from "./periods.ts";
import { type Telling, tellingOf } from "./telling.ts";
import { counted, grouped, listed, sentence } from "./wording.ts";

/** The segments and loyalty lists that a journey names, its fragments and they themselves included, each in a sentence. */
export function peopleTold(journey: Journey, model: Model): readonly string[] {
  const telling = tellingOf(model);
  return [...peopleNamedIn(journey, model)].toSorted().flatMap((name) => {
    const people = model.symbols.people.get(name);
    if (people === undefined || people.kind === "CustomAudience") return [];
    const words =
      people.kind === "Segment" ? segmentInWords(people, telling) : loyaltyInWords(people, telling);
    return [
      `${name}: ${words}${people.doc === undefined ? "" : ` (${people.doc.replace(/\s+/g, " ").trim()})`}`,
    ];
  });
}

function peopleNamedIn(journey: Journey, { symbols }: Model): ReadonlySet<string> {
  const names = new Set<string>();
  const met = new Set<AnyNode>();
  const look = (node: AnyNode | undefined): void => {
    if (node === undefined || met.has(node)) return;
    met.add(node);
    if (node.kind === "Run") look(symbols.fragments.get(node.fragment?.text ?? ""));
    const name =
      node.kind === "PeopleRef"
        ? node.name?.text
        : node.kind === "Reference"
          ? node.path[0]?.text
          : undefined;
    if (name !== undefined && symbols.people.has(name)) {
      names.add(name);
      look(symbols.people.get(name));
    }
    visitChildren(node, look);
  };
  look(journey);
  return names;
}

function segmentInWords({ where }: SegmentDeclaration, telling: Telling): string {
  return sentence(`everyone for whom this holds: ${conditionInWords(where, telling)}`);
}

/** What is said first: by what people are ranked; all else as it is written. */
const ORDER: readonly Loyalty["items"][number]["kind"][] = ["RankBy", "FromStores", "Over"];

function loyaltyInWords({ items }: Loyalty, telling: Telling): string {
  const sorted = items.toSorted((a, b) => placeOf(a) - placeOf(b));
  const parts = sorted.map((item): string => {
    switch (item.kind) {
      case "RankBy":
        return item.measure === undefined
          ? ""
          : `ranked by ${measureInWords(item.measure).replace(/^the /, "")}`;
      case "FromStores":
        return item.any
          ? "for orders in any store"
          : `for orders from ${listed(item.stores.map(({ text }) => text))}`;
      case "Over":
        return item.period === undefined ? "" : periodInWords(item.period);
      case "AtLeast":
        return `with at least ${counted(item.orders?.text ?? "…", "order")}`;
      case "Where":
        return `if ${conditionInWords(item.condition, telling)}`;
      case "Top":
        return `only the ${topInWords(item.size)}`;
      case "Tiers":
        return `in tiers: ${listed(item.tiers.map(({ name, size, rest }) => `${name.text} is the ${rest ? "rest" : topInWords(size)}`))}`;
      case "Stay":
        return `whoever got in stays at least ${valueInWords(item.duration, telling)}`;
      default:
        return item satisfies never;
    }
  });
  return sentence(`the contacts ${parts.filter((part) => part !== "").join(", ")}`);
}

function placeOf({ kind }: Loyalty["items"][number]): number {
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.length : place;
}

function topInWords(size: Extract<Loyalty["items"][number], { kind: "Top" }>["size"]): string {
  return size === undefined ? "first …" : `first ${grouped(size.text)}${size.kind === "Percent" ? "%" : ""}`;
}
