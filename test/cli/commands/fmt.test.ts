import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const CANONICAL = `audience Newsletter {
  tags "vip"
}
`;
const SLOPPY = 'audience   Newsletter {\n      tags   "vip"\n}\n';

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }\n',
    "a.journey": CANONICAL,
    "sub/b.journey": SLOPPY,
  });
});
afterEach(() => project.remove());

describe("trajet fmt", () => {
  it("lists what differs, changes nothing, and exits 1 with --check", async () => {
    expect(await project.run(["fmt", "--check"])).toEqual({ code: 1, out: "sub/b.journey\n", err: "" });
    expect(project.read("sub/b.journey")).toBe(SLOPPY);
  });

  it("writes the canonical form, once", async () => {
    expect(await project.run(["fmt"])).toEqual({ code: 0, out: "sub/b.journey\n", err: "" });
    expect(project.read("sub/b.journey")).toBe(CANONICAL);
    expect(await project.run(["fmt", "--check"])).toEqual({ code: 0, out: "", err: "" });
  });

  it("takes files and folders", async () => {
    expect((await project.run(["fmt", "--check", "a.journey"])).code).toBe(0);
    expect((await project.run(["fmt", "--check", "sub"])).out).toBe("sub/b.journey\n");
  });

  it("goes from standard input to standard output", async () => {
    expect(await project.run(["fmt", "-"], { input: SLOPPY, cwd: "/" })).toEqual({
      code: 0,
      out: CANONICAL,
      err: "",
    });
  });

  it("says which files have mistakes, leaves what they stand in, and exits 1", async () => {
    project.write("a.journey", "audience Newsletter {\n  tags\n");
    const { code, err } = await project.run(["fmt", "a.journey"]);
    expect(code).toBe(1);
    expect(err).toContain("a.journey has mistakes, the first at a.journey:");
  });

  it("says that a path is not there", async () => {
    expect(await project.run(["fmt", "gone"])).toEqual({
      code: 2,
      out: "",
      err: "trajet: There is no gone: name a .journey file, or a folder.\n",
    });
  });
});
