import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Model } from "@trajet/compiler";
import { expect, it } from "vitest";
import { placesOf } from "../../lsp/src/names/find.ts";
import { tagUses } from "../../lsp/src/names/tag-uses.ts";
import { snapshotsOf } from "./snapshots.ts";

const FOLDERS = ["examples", "examples/prebuilt", "test/fixtures/constructs"].flatMap((parent) => {
  const folder = path.resolve(import.meta.dirname, "../..", parent);
  return readdirSync(folder).map((name) => ({ name: `${parent}/${name}`, folder: path.join(folder, name) }));
});

const PROJECTS = FOLDERS.flatMap(({ name, folder }) => {
  const files = filesIn(folder);
  const journey = Object.keys(files).find((file) => file.endsWith(".journey"));
  return "trajet.json" in files && journey !== undefined ? [{ name, files, journey }] : [];
});

function filesIn(folder: string): Readonly<Record<string, string>> {
  if (!/^[\w-]+$/.test(path.basename(folder))) return {};
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const texts = names.filter((name) => /\.(journey|hbs|json)$/.test(name));
  return Object.fromEntries(texts.map((name) => [name, readFileSync(path.join(folder, name), "utf8")]));
}

/** Of each tag that an audience declares, how often it is used: as counted, and as its references are found. */
function bothCounts(model: Model) {
  return [...model.symbols.audiences].flatMap(([audience, { items }]) => {
    const uses = tagUses(audience, model);
    return items
      .flatMap((item) => (item.kind === "Tags" ? item.tags : []))
      .map(({ value: name }) => {
        const owner = { of: "audiences", name: audience } as const;
        const places = placesOf({ kind: "tag", owner, name }, model);
        return {
          name,
          counted: uses.get(name) ?? 0,
          found: places.filter(({ declares }) => !declares).length,
        };
      });
  });
}

it("looks at projects whose tags stand at many kinds of places", () => {
  const all = PROJECTS.flatMap(({ files, journey }) =>
    bothCounts(snapshotsOf(files).at(journey).project.model),
  );
  expect(all.length).toBeGreaterThan(30);
  expect(all.filter(({ found }) => found > 1).length).toBeGreaterThan(10);
});

it.each(PROJECTS)(
  "counts the uses of each tag of $name as its references, also when they have moved",
  (project) => {
    const snapshots = snapshotsOf(project.files);
    const text = project.files[project.journey] ?? "";
    for (const edited of [text, `// moved\n${text}`, `// moved\n${text}\n`]) {
      const { model } = snapshots.at(project.journey, edited).project;
      const counts = bothCounts(model);
      expect(counts.map(({ name, counted }) => [name, counted])).toEqual(
        counts.map(({ name, found }) => [name, found]),
      );
    }
  },
);
