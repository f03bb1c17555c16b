import { describe, expect, it } from "vitest";
import { main } from "../../../cli/src/main.ts";
import { fakeTerminal } from "../fake-terminal.ts";

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

  it("knows no code that does not exist", async () => {
    expect(await explain("TJ9999")).toEqual({
      code: 2,
      out: "",
      err: "trajet: There is no code TJ9999: codes are TJ and four digits, as trajet check prints them.\n",
    });
  });
});
