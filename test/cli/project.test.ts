import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findProject, readProject } from "../../cli/src/project.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "trajet-project-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(path: string, text = "") {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe("finding a project", () => {
  it.each(["shop", "shop/journeys", "shop/journeys/a.journey"])(
    "walks up from %s to trajet.json",
    (start) => {
      put("shop/trajet.json", "{}");
      put("shop/journeys/a.journey");
      expect(findProject(join(folder, start))).toBe(join(folder, "shop"));
    },
  );

  it("takes the nearest", () => {
    put("trajet.json", "{}");
    put("shop/trajet.json", "{}");
    expect(findProject(join(folder, "shop"))).toBe(join(folder, "shop"));
  });

  it("says what to do where there is none", () => {
    expect(() => findProject(folder)).toThrow(/^There is no trajet\.json in .* or above it: .* --project\.$/);
  });

  it("says that a path is not there", () => {
    expect(() => findProject(join(folder, "gone"))).toThrow(
      /^There is no .*gone: name a folder or a file of a project\.$/,
    );
  });
});

describe("reading a project", () => {
  it("reads what a project may name, by its paths in it", () => {
    put("trajet.json", "{}");
    put("shop.journey", "// shop");
    put("emails/welcome.hbs", "<p>");
    put("schemas/trial.json", "[]");
    put("data/orders.csv", "id");
    const { files } = readProject(folder);
    expect(Object.fromEntries(files)).toEqual({
      "trajet.json": "{}",
      "shop.journey": "// shop",
      "emails/welcome.hbs": "<p>",
      "schemas/trial.json": "[]",
    });
  });

  it("leaves out hidden folders, node_modules, and projects inside it", () => {
    put("trajet.json", "{}");
    put(".trajet/dev.json", "{}");
    put("node_modules/a/a.journey");
    put("inner/trajet.json", "{}");
    put("inner/b.journey");
    expect([...readProject(folder).files.keys()]).toEqual(["trajet.json"]);
  });
});
