import type { Declaration } from "@trajet/grammar";

/** What a text declares, one by one: `audience Newsletter`, `tag "vip"`. */
export async function declaredIn(text: string): Promise<readonly string[]> {
  const { parse } = await import("@trajet/grammar");
  return parse(text).tree.declarations.flatMap((each) => [...nameOf(each), ...partsOf(each)]);
}

/** The names of the declarations alone, as `journey Welcome`. */
export async function namesIn(text: string): Promise<readonly string[]> {
  const { parse } = await import("@trajet/grammar");
  return parse(text).tree.declarations.flatMap(nameOf);
}

/**
 * What an example declares that copied texts mention and a project does not have. Of an audience that is missing
 * the name is enough: its fields and tags come with it.
 */
export async function missingFrom(
  example: string,
  copied: readonly string[],
  own: readonly string[],
): Promise<readonly string[]> {
  const there = new Set((await Promise.all(own.map(declaredIn))).flat());
  const all = (await declaredIn(example)).filter((each) => !there.has(each));
  const lacksPeople = all.some((each) => each.startsWith("audience "));
  return all.filter((each) => isMentioned(each, copied) && !(lacksPeople && OF_PEOPLE.test(each)));
}

const OF_PEOPLE = /^(field|tag|group) /;

function isMentioned(declared: string, texts: readonly string[]): boolean {
  const name = declared.slice(declared.lastIndexOf(' "') + 1 || declared.lastIndexOf(" ") + 1);
  if (name.startsWith('"')) return texts.some((text) => text.includes(name));
  const asWord = new RegExp(`(?<![\\w$])${name}(?![\\w$])`);
  return texts.some((text) => asWord.test(text));
}

function nameOf(each: Declaration): readonly string[] {
  if (!("name" in each) || typeof each.name !== "object" || !("text" in each.name)) return [];
  return [`${each.kind.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase()} ${each.name.text}`];
}

function partsOf(each: Declaration): readonly string[] {
  if (each.kind === "Labels")
    return each.names.map(({ value }) => `${each.of === "labels" ? "label" : "objective"} "${value}"`);
  if (each.kind !== "Audience") return [];
  return each.items.flatMap((item) => {
    switch (item.kind) {
      case "Field":
        return item.name === undefined ? [] : [`field ${item.name.text}`];
      case "Group":
        return item.groups.map(({ value }) => `group "${item.category?.value}"."${value}"`);
      case "Tags":
        return item.tags.map(({ value }) => `tag "${value}"`);
      default:
        return item satisfies never;
    }
  });
}
