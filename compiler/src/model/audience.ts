import type { Audience, Field } from "@trajet/grammar";

export function fieldsOf(audience: Audience): readonly Field[] {
  return audience.items.filter((item) => item.kind === "Field");
}

export function tagsOf(audience: Audience): readonly string[] {
  return audience.items.flatMap((item) => (item.kind === "Tags" ? item.tags.map((tag) => tag.value) : []));
}

/** Names of the groups, as `Interests`: what stands before the dot. */
export function categoriesOf(audience: Audience): readonly string[] {
  return audience.items.flatMap((item) =>
    item.kind === "Group" && item.category !== undefined ? [item.category.value] : [],
  );
}

/** What one can be a member of in a group: `Baking`, `Pottery`. */
export function groupsOf(audience: Audience, category: string): readonly string[] {
  return audience.items.flatMap((item) =>
    item.kind === "Group" && item.category?.value === category ? item.groups.map((group) => group.value) : [],
  );
}
