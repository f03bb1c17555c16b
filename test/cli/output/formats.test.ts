import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const SHOP = `audience Newsletter { tags "vip" }
journey Hello for Newsletter {
  start when contact signs up
  tag "vipp"
}
`;
const BLOG = `audience Readers { tags "é", "a&b" }
journey Hello for Readers {
  start when contact signs up
  if contact.rating > 3 { tag "<é>" }
}
journey Other for Readers { start when contact signs up  wait until contact buys any product  tag "é" }
journey Hello for Readers { start when contact signs up tag "é" }
`;

let folder: TemporaryProject;
beforeEach(() => {
  folder = temporaryProject({
    "shop/trajet.json": '{ "name": "shop" }\n',
    "shop/hello.journey": SHOP,
    "my blog/trajet.json": '{ "name": "blog" }\n',
    "my blog/hello.journey": BLOG,
    "README.md": "Two projects.\n",
  });
});
afterEach(() => folder.remove());

const check = (...line: readonly string[]) => folder.run(["check", ...line]);

describe("several projects in one call", () => {
  it("have names of files that say which, in one document", async () => {
    const { code, out, err } = await check("shop", "my blog", "--format", "json");
    const document = JSON.parse(out);
    expect(new Set(document.diagnostics.map((each: { file: string }) => each.file))).toEqual(
      new Set(["shop/hello.journey", "my blog/hello.journey"]),
    );
    expect(
      document.diagnostics.flatMap((each: { related?: { file: string }[] }) => each.related ?? []),
    ).toEqual([
      expect.objectContaining({ file: "my blog/hello.journey" }),
      expect.objectContaining({ file: "my blog/hello.journey" }),
    ]);
    expect(document.summary).toMatchObject({ files: 4, errors: 4, warnings: 1 });
    expect([code, err]).toEqual([1, ""]);
  });

  it("are those inside a folder that is none", async () => {
    const { err } = await check(".", "--format", "compact");
    expect(err).toMatch(
      /^my blog\/hello\.journey:2:9: error .*\n.*\n.*\n.*\nshop\/hello\.journey:4:7: error/,
    );
  });

  it("are shown as far as the paths go, and no further", async () => {
    const { err } = await check("shop/hello.journey", "my blog/trajet.json", "--format", "compact");
    expect(err).toMatch(/^shop\/hello\.journey:4:7: error TJ2010: [^\n]*\n$/);
  });

  it("may have other files beside them, as `check *` names them", async () => {
    folder.write("shop/hello.journey", SHOP.replace("vipp", "vip"));
    expect(await check("README.md", "shop")).toEqual({
      code: 0,
      out: "",
      err: "README.md is no file of a project: it is left out.\n2 files checked, nothing is wrong.\n",
    });
  });

  it("are checked though a folder beside them has none, which is said", async () => {
    folder.write("shop/hello.journey", SHOP.replace("vipp", "vip"));
    folder.write("empty/notes.txt", "");
    expect(await check("empty", "shop")).toEqual({
      code: 2,
      out: "",
      err: "There is no trajet.json in empty, above it, or in a folder inside it: it is left out.\n2 files checked, nothing is wrong.\n",
    });
    expect(await folder.run(["fmt", "--check", "empty", "shop"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("in empty, above it"),
    });
  });

  it.each([
    [["README.md"], /^trajet: There is no trajet\.json beside README\.md or above it: /],
    [["lost.journey"], /^trajet: lost\.journey is in no project: .*\{ "name": "shop" \}\.\n$/],
    [["empty"], /^trajet: There is no trajet\.json in empty, above it, or in a folder inside it\.\n$/],
  ])("need a project: %j", async (line, says) => {
    folder.write("lost.journey", "");
    folder.write("empty/notes.txt", "");
    const { code, out, err } = await check(...line);
    expect(err).toMatch(says);
    expect([code, out]).toEqual([2, ""]);
  });

  it("are one where --project says so", async () => {
    const { code, err } = await folder.run(["--project", "shop", "check", "my blog"]);
    expect([code, err]).toEqual([2, "trajet: my blog is not in the project that --project names, shop.\n"]);
  });
});

describe("SARIF", () => {
  const results = async () => {
    const { out } = await check("shop", "my blog", "--format", "sarif");
    return JSON.parse(out).runs[0];
  };

  it("is valid by the schema of OASIS", async () => {
    const { out, err, code } = await check("shop", "my blog", "--format", "sarif");
    // The schema is of draft 4; what it uses of it means the same in draft 7, which ajv reads.
    const {
      $schema: _,
      id: __,
      ...schema
    } = JSON.parse(readFileSync(join(import.meta.dirname, "sarif-schema-2.1.0.json"), "utf8"));
    const validate = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(schema);
    expect(validate(JSON.parse(out)), JSON.stringify(validate.errors)).toBe(true);
    expect([code, err]).toEqual([1, ""]);
  });

  it("places results by UTF-16 columns, with the fix as a replacement", async () => {
    const {
      results: [blog],
      columnKind,
    } = await results();
    const [shop] = (await results()).results.filter(({ ruleId }: { ruleId: string }) => ruleId === "TJ2010");
    expect(columnKind).toBe("utf16CodeUnits");
    expect(blog).toBeDefined();
    expect(shop).toMatchObject({
      ruleId: "TJ2010",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "shop/hello.journey", uriBaseId: "SRCROOT" },
            region: { startLine: 4, startColumn: 7, endLine: 4, endColumn: 13 },
          },
        },
      ],
      fixes: [
        {
          artifactChanges: [
            {
              replacements: [
                { deletedRegion: { startLine: 4, startColumn: 7 }, insertedContent: { text: '"vip"' } },
              ],
            },
          ],
        },
      ],
    });
  });

  it("escapes the names of files, and has a rule for each code that says all, and names no place of this machine", async () => {
    const { results: all, tool } = await results();
    const uris = all.map(
      (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        each.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(new Set(uris)).toEqual(new Set(["my%20blog/hello.journey", "shop/hello.journey"]));
    for (const { ruleId, ruleIndex } of all) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    for (const { id, help } of tool.driver.rules) {
      expect(help.text).toContain(`trajet explain ${id}`);
      expect(help.markdown).toMatch(/\n\nWrong:\n\n```\n[\s\S]+\n```\n\nRight:\n\n```\n/);
    }
    expect(JSON.stringify(tool)).not.toContain("file://");
  });

  it("knows a result again when lines above it come, and tells two of a kind apart", async () => {
    const prints = async (): Promise<readonly string[]> =>
      (await results()).results.map(
        (each: { partialFingerprints: Record<string, string> }) => each.partialFingerprints["trajet/v1"],
      );
    folder.write("shop/hello.journey", SHOP.replace('  tag "vipp"\n', '  tag "vipp"\n  tag "vipp"\n'));
    const before = await prints();
    expect(new Set(before).size).toBe(before.length);
    folder.write("shop/hello.journey", `// new\n${folder.read("shop/hello.journey")}`);
    expect(await prints()).toEqual(before);
  });
});

describe("JUnit", () => {
  it("has a suite for each file, a failure for each mistake, and a case that passed where there is none", async () => {
    const { code, out, err } = await check("shop", "my blog", "--format", "junit");
    expect(out).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="trajet check" tests="7" failures="5">/,
    );
    expect(out).toContain('<testsuite name="shop/trajet.json" tests="1" failures="0">');
    expect(out).toContain('<testcase name="nothing is wrong" classname="shop/trajet.json"/>');
    expect(out).toContain('<testcase name="TJ2010 at 4:7" classname="shop/hello.journey">');
    expect(out).toContain("&lt;é&gt;");
    expect(out.match(/<failure /g)).toHaveLength(5);
    expect([code, err]).toEqual([1, ""]);
  });
});

describe("the summary", () => {
  it("counts notes, and points to the code of an error before that of a note", async () => {
    const note = "event Unused { field price: money }\n";
    folder.write("shop/hello.journey", note + SHOP.replace("vipp", "vip"));
    expect((await check("shop", "--format", "pretty")).err).toMatch(/nothing is wrong: 1 note\.\n$/);
    folder.write("my blog/hello.journey", `audience Readers { }\n${note}`);
    folder.write("shop/hello.journey", SHOP);
    const { err } = await check("my blog", "shop", "--format", "pretty");
    expect(err).toMatch(/trajet explain TJ2010\n4 files checked: 1 error, 1 note\.\n$/);
  });
});
