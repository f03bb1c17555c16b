import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const JOURNEY = `audience Newsletter { tags "vip" }
journey Hello for Newsletter {
  start when contact signs up
  delay 1 day
  tag "vip"
}
`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({ "trajet.json": '{ "name": "shop" }\n', "hello.journey": JOURNEY });
});
afterEach(() => project.remove());

describe("trajet build", () => {
  it("takes the project's folder, or one inside it", async () => {
    project.write("inner/more.journey", "");
    for (const folder of [".", "inner"]) {
      const { code, out } = await project.run(["build", folder, "-o", "out"]);
      expect([code, out]).toEqual([
        0,
        expect.stringMatching(/^Hello {2}[0-9a-f]{12} {2}out\/Hello\.json\n$/),
      ]);
    }
    expect(await project.run(["build", "gone"])).toMatchObject({ code: 2 });
  });

  it("writes canonical JSON whose hash it names", async () => {
    const { code, out } = await project.run(["build", "-o", "out", "--format", "json"]);
    const document = JSON.parse(out);
    const schema = readFileSync(new URL("../../../docs/schemas/build.schema.json", import.meta.url), "utf8");
    expect(new Ajv({ strict: false }).validate(JSON.parse(schema), document)).toBe(true);
    expect(document.programs).toMatchObject([
      { journey: "Hello", file: "out/Hello.json", segments: 2, suspensions: 1, steps: 2 },
    ]);
    const text = project.read("out/Hello.json");
    expect(createHash("sha256").update(text).digest("hex")).toBe(document.programs[0].hash);
    expect(code).toBe(0);
  });

  it("writes the same bytes whatever the layout and the file's name", async () => {
    await project.run(["build", "-o", "one"]);
    project.write("hello.journey", "");
    project.write("other.journey", `// moved\n${JOURNEY.replaceAll("\n  ", "\n\n      ")}`);
    await project.run(["build", "-o", "two"]);
    expect(project.read("two/Hello.json")).toBe(project.read("one/Hello.json"));
  });

  it("writes nothing for a project with errors, and exits 1", async () => {
    project.write("hello.journey", JOURNEY.replace('\n  tag "vip"', '\n  tag "vipp"'));
    const { code, err } = await project.run(["build", "-o", "out"]);
    expect(code).toBe(1);
    expect(err).toContain("vipp");
    expect(() => project.read("out/Hello.json")).toThrow();
  });
});
