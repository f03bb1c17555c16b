import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { examples } from "../../playground/build/examples.ts";
import { hashOf, projectIn } from "../../playground/src/project/share.ts";

test.each(examples().map(({ name, files }) => [name, files] as const))(
  "the example %s goes through a link as it is",
  async (_, files) => {
    expect(Object.keys(files)).toContain("trajet.json");
    expect(await projectIn(await hashOf(files))).toEqual(files);
  },
);

test("a link holds any text, and only characters that stand in links as they are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
      const hash = await hashOf({ "a.journey": text });
      expect(hash).toMatch(/^#project1=[\w-]+$/);
      expect(await projectIn(hash)).toEqual({ "a.journey": text });
    }),
  );
});

test("another hash holds no project", async () => {
  expect(await projectIn("")).toBeUndefined();
  expect(await projectIn("#tests")).toBeUndefined();
});

const linkOf = (content: string): string => `#project1=${deflateRawSync(content).toString("base64url")}`;

test.each([
  ["of another form", "#project9=abc", "another version"],
  ["with characters of no link", "#project1=a!b", "cut or changed"],
  ["that is no compressed text", "#project1=abcd", "cut or changed"],
  ["whose content is no JSON", linkOf("journey"), "cut or changed"],
  ["that holds a list", linkOf("[1]"), "no files"],
  ["that holds nothing", linkOf("{}"), "no files"],
  ["whose file is no text", linkOf('{"a.journey":1}'), "no files"],
  ["that names a file outside", linkOf('{"../a.journey":""}'), "“../a.journey”"],
  ["that names a file by capitals", linkOf('{"A.journey":""}'), "“A.journey”"],
  ["that names an absolute path", linkOf('{"/etc/a":""}'), "“/etc/a”"],
  ["of too many files", linkOf(JSON.stringify(manyFiles(501))), "more than 500 files"],
  ["that unpacks to more than anybody wrote", linkOf(`{"a.journey":"${" ".repeat(3_000_000)}"}`), "million"],
])("a link %s is refused with what is wrong", async (_, hash, said) => {
  await expect(projectIn(hash)).rejects.toThrow(said);
});

test("a link that was cut is refused, wherever it was", async () => {
  const whole = await hashOf({ "a.journey": "journey A for B {}" });
  for (let end = "#project1=".length; end < whole.length; end += 1)
    await expect(projectIn(whole.slice(0, end))).rejects.toThrow("it");
});

function manyFiles(count: number): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}.journey`, ""]));
}
