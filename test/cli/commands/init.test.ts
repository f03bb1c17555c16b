import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeDisk } from "../../../cli/src/disk.ts";
import { prebuiltProjects } from "../../../cli/src/prebuilt.ts";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

let folder: TemporaryProject;
beforeEach(() => {
  folder = temporaryProject({});
});
afterEach(() => folder.remove());

const SCHEMA = JSON.parse(
  readFileSync(new URL("../../../docs/schemas/init.schema.json", import.meta.url), "utf8"),
);
const isDocument = new Ajv({ strict: false }).compile(SCHEMA);

const filesIn = (path: string): readonly string[] =>
  readdirSync(join(folder.folder, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .toSorted();

describe("what can be copied", () => {
  it("is listed with one sentence each, the shop among them", async () => {
    const { code, out, err } = await folder.run(["init"]);
    const lines = out.trimEnd().split("\n").slice(1);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !/^[a-z-]+ {2,}\S.*[.!?]$/.test(line))).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^shop +Terre & Four: /));
    expect(lines).toContainEqual(expect.stringMatching(/^welcome +Greets a new subscriber/));
    expect([code, err]).toEqual([0, "Copy one: trajet init NAME\n"]);
  });

  it("is one JSON document", async () => {
    const { out } = await folder.run(["init", "--list", "--format", "json"]);
    const document = JSON.parse(out);
    expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true);
    expect(document.templates).toContainEqual({ name: "welcome", description: expect.any(String) });
  });

  it("is every folder with a trajet.json, described by its doc comment", () => {
    folder.write("prebuilt/one/trajet.json", '{ "name": "one" }');
    folder.write("prebuilt/one/one.journey", "// Of the file.\n\n///  Says hello. \njourney One { }\n");
    folder.write("prebuilt/none/README.md", "");
    folder.write("two/trajet.json", '{ "name": "two" }');
    folder.write("two/two.journey", "// Of the file.\n");
    expect(prebuiltProjects(nodeDisk, folder.folder)).toMatchObject([
      { name: "one", description: "Says hello." },
      { name: "two", description: "Of the file." },
    ]);
  });
});

describe("a new project", () => {
  it.each(["welcome", "shop"])("%s is checked clean, and formatted", async (name) => {
    const { code, out, err } = await folder.run(["init", name]);
    expect([code, err]).toEqual([
      0,
      `A new project. Check it: trajet check ${name}. Run its tests: trajet test ${name}. See it run: trajet dev ${name}\n`,
    ]);
    expect(
      out
        .trimEnd()
        .split("\n")
        .map((path) => path.split("/").at(-1) ?? "")
        .toSorted(),
    ).toEqual(filesIn(name));
    expect(await folder.run(["check", name])).toMatchObject({
      code: 0,
      err: expect.stringMatching(/, nothing is wrong\.\n$/),
    });
    expect(await folder.run(["fmt", "--check", name])).toEqual({ code: 0, out: "", err: "" });
  });

  it("is called as its folder, and can be made in an empty one", async () => {
    await folder.run(["init", "welcome", "my/shop"]);
    expect(JSON.parse(folder.read("my/shop/trajet.json"))).toMatchObject({ name: "shop" });
    const empty = temporaryProject({ ".git/config": "" });
    const { code } = await empty.run(["init", "welcome", "."]);
    expect([code, empty.read("welcome.journey").length > 0]).toEqual([0, true]);
    empty.remove();
  });

  it("says as JSON what was written", async () => {
    const { out } = await folder.run(["init", "welcome", "--format", "json"]);
    const document = JSON.parse(out);
    expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true);
    expect(document).toMatchObject({ template: "welcome", folder: "welcome", project: "new" });
    expect(document.files).toContain("welcome/emails/hello.hbs");
  });

  it.each([
    [["init", "welcom"], "trajet: There is no prebuilt journey welcom: is it welcome?\n"],
    [["init", "zzzzzz"], "trajet: There is no prebuilt journey zzzzzz: trajet init lists what there is.\n"],
    [["init", "welcome", "full"], "trajet: full has files already: name another.\n"],
    [["init", "welcome", "full/a.txt"], "trajet: full/a.txt is a file: name a folder.\n"],
  ])("is refused in one sentence: %j", async (line, says) => {
    folder.write("full/a.txt", "mine");
    const { code, out, err } = await folder.run(line);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(says);
    expect(filesIn("full")).toEqual(["a.txt"]);
  });

  it("leaves nothing behind where the disk is full", async () => {
    const disk = {
      ...nodeDisk,
      write: (file: string, content: string | Uint8Array) => {
        if (file.endsWith("welcome.journey"))
          throw Object.assign(new Error("full"), { code: "ENOSPC", syscall: "write" });
        nodeDisk.write(file, content);
      },
    };
    const { code, err } = await folder.run(["init", "welcome"], { disk });
    expect([code, err]).toEqual([
      2,
      "trajet: Nothing was copied, as welcome/welcome.journey cannot be written: the disk is full.\n",
    ]);
    expect(filesIn("welcome")).toEqual([]);
  });
});

describe("a project that is there", () => {
  const PEOPLE = `labels "promotional"
objectives "onboarding"
audience Newsletter {
  field firstName: text?
  tags "reader", "customer"
}
store Boutique { platform "shopify"  currency EUR }
`;

  it("gets the journey and its messages, but not the people of the example", async () => {
    folder.write(
      "trajet.json",
      '{ "name": "mine", "channels": { "email": { "from": "Me <me@mine.example>" } } }',
    );
    folder.write("mine.journey", PEOPLE);
    const { code, out, err } = await folder.run(["init", "welcome", "."]);
    expect([code, out]).toEqual([0, "emails/hello.hbs\nwelcome-test.journey\nwelcome.journey\n"]);
    expect(err).toBe("It fits the project as it is.\n");
    expect((await folder.run(["check"])).code).toBe(0);
  });

  it("puts files that are named by their path where the path begins", async () => {
    folder.write("trajet.json", '{ "name": "mine" }');
    folder.write("journeys/mine.journey", PEOPLE);
    const { out } = await folder.run(["init", "welcome"], { cwd: join(folder.folder, "journeys") });
    expect(out).toBe("../emails/hello.hbs\nwelcome-test.journey\nwelcome.journey\n");
  });

  it("says what it lacks", async () => {
    folder.write("trajet.json", '{ "name": "mine" }');
    folder.write("mine.journey", "audience Newsletter { }");
    const { code, err } = await folder.run(["init", "welcome"]);
    expect(code).toBe(0);
    const [lacks, where] = err.split("\n");
    expect(lacks).toBe(
      'It uses what the project does not have yet. Declare: label "promotional", objective "onboarding", field firstName, tag "reader", tag "customer", store Boutique.',
    );
    expect(where).toMatch(
      /^The example declares them in \S*examples\/prebuilt\/welcome\/people\.journey; trajet check/,
    );
  });

  it("says nothing of what stands in an audience that it lacks as a whole", async () => {
    folder.write("trajet.json", '{ "name": "mine" }');
    folder.write("mine.journey", 'labels "promotional"\naudience Friends { }\n');
    const { err } = await folder.run(["init", "welcome"]);
    expect(err).toContain('Declare: objective "onboarding", audience Newsletter, store Boutique.\n');
  });

  it.each([
    [
      "a file",
      { "emails/hello.hbs": "mine" },
      /^trajet: Nothing was copied, as there is already emails\/hello\.hbs\.\n$/,
    ],
    [
      "a name",
      { "mine.journey": "journey Welcome { }" },
      /^trajet: Nothing was copied, as the project has already journey Welcome: /,
    ],
  ])("is left alone where %s is there already", async (_, files, says) => {
    folder.write("trajet.json", '{ "name": "mine" }');
    for (const [path, text] of Object.entries(files)) folder.write(path, text);
    const before = filesIn(".");
    const { code, out, err } = await folder.run(["init", "welcome"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(says);
    expect(filesIn(".")).toEqual(before);
  });
});
