import { afterAll, describe, expect, it } from "vitest";
import { main } from "../../../cli/src/main.ts";
import { fakeTerminal } from "../fake-terminal.ts";
import { temporaryProject } from "../temporary-project.ts";

async function explain(...args: string[]) {
  const terminal = fakeTerminal();
  return { code: await main(["explain", ...args], terminal), out: terminal.output(), err: terminal.errors() };
}

describe("trajet explain", () => {
  it("prints the entry of a code, whatever its case", async () => {
    const { code, out } = await explain("tj5007");
    expect(code).toBe(0);
    expect(out).toMatch(/^TJ5007 template-file-missing \(error\)\n\n/);
    expect(out).toMatch(
      /\n\nWrong:\n\n {4}audience [\s\S]*\n\nRight:\n\n[\s\S]*\n\nemails\/hello\.hbs:\n {4}<p>/,
    );
  });

  it("prints it as JSON", async () => {
    const { out } = await explain("TJ5007", "--format", "json");
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      code: "TJ5007",
      name: "template-file-missing",
      severity: "error",
    });
  });

  it("prints it by its name, and offers the nearest", async () => {
    expect(await explain("single-equals")).toEqual(await explain("TJ1036"));
    expect(await explain("single-equal")).toEqual({
      code: 2,
      out: "",
      err: "trajet: No code is named single-equal: is it single-equals?\n",
    });
  });

  it("knows no code that does not exist", async () => {
    expect(await explain("TJ9999")).toEqual({
      code: 2,
      out: "",
      err: "trajet: There is no code TJ9999: codes are TJ and four digits, as trajet check prints them.\n",
    });
  });
});

describe("trajet explain of a journey", () => {
  const project = temporaryProject({
    "trajet.json": '{ "name": "shop", "limits": "none" }',
    "shop.journey": `audience Newsletter { tags "vip" }
email Hello for Newsletter { from "Ana <ana@shop.example>"  subject "Hello"  body "Welcome." }
/// Greets.
journey Welcome for Newsletter {
  start when contact signs up
  delay 1 day
  send email Hello
  wait up to 3 days {
    when contact gets tag "vip" { exit }
    otherwise { send email Hello }
  }
}
`,
  });
  afterAll(project.remove);

  it("counts its paths: 1 action for the run, S + 1 segments, S suspensions, M matched waits", async () => {
    const { code, out } = await project.run(["explain", "Welcome", "--format", "json"]);
    const said = JSON.parse(out);
    expect(code).toBe(0);
    expect(said).toMatchObject({ version: 1, journey: "Welcome", segments: 4, suspensions: 2 });
    expect(said.paths).toEqual({
      shortest: { steps: 4, messages: 2, temporalActions: 1 + 3 + 2 + 0, minDuration: "P4D" },
      longest: { steps: 4, messages: 1, temporalActions: 1 + 3 + 2 + 1, minDuration: "P1D" },
    });
    expect(said.loadBearing).toEqual({ per24h: 1, per7d: 2 });
    expect(said.busiest).toEqual([
      { message: "Hello", file: "shop.journey", line: 7, after: "PT0S" },
      { message: "Hello", file: "shop.journey", line: 10, after: "P3D" },
    ]);
  });

  it("says the same to people, with the lines where a run stands still", async () => {
    const { out } = await project.run(["explain", "Welcome"]);
    expect(out).toMatch(/^Welcome \(program [0-9a-f]{12}\)\n\nGreets\.\n\n/);
    expect(out).toContain("shortest      4         2  4 days                         6\n");
    expect(out).toContain("1 marketing message in 24 hours, 2 in 7 days");
    expect(out).toContain("workflow type Welcome\n");
    expect(out).toContain("delay 1 day  shop.journey:6\n");
  });

  it.each([
    ["limit 1 message per week otherwise skip", true],
    ["send between 9:00 and 20:00 otherwise skip", true],
    ["limit 1 message per week", false],
  ])("says where messages are counted that are dropped: %s", async (rule, dropped) => {
    project.write(
      "polite.journey",
      `journey Polite for Newsletter {\n  start manually\n  ${rule}\n  send email Hello\n  delay 1 day\n  send email Hello\n}\n`,
    );
    const { out } = await project.run(["explain", "Polite"]);
    const { out: json } = await project.run(["explain", "Polite", "--format", "json"]);
    project.write("polite.journey", "");
    expect(out.includes("what a limit or a window drops (otherwise skip) is counted as well.")).toBe(dropped);
    expect(JSON.parse(json)).toMatchObject({ mayBeSkipped: dropped, paths: { longest: { messages: 2 } } });
  });

  it("offers the nearest name", async () => {
    const { code, err } = await project.run(["explain", "Welcom"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "trajet: There is no code and no journey Welcom: is it Welcome?\n",
    });
  });

  it("shows what is wrong with one that cannot run", async () => {
    project.write("other.journey", 'journey Other for Newsletter { start manually  tag "vipp" }\n');
    const { code, out, err } = await project.run(["explain", "Other"]);
    project.write("other.journey", "");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("TJ2010");
  });
});
