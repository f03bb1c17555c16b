import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerContact } from "../../../cli/src/commands/contact.ts";
import { registerImport } from "../../../cli/src/commands/import.ts";
import { registerSend } from "../../../cli/src/commands/send.ts";
import { nodeDisk } from "../../../cli/src/disk.ts";
import { UsageError } from "../../../cli/src/usage-error.ts";
import { fakeTerminal } from "../fake-terminal.ts";

const PROJECT = `
audience Newsletter { field firstName: text? }
email Offer(code: text) for Newsletter { from "ana@shop.example"  subject "An offer"  body "Take {{code}}." }
`;

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "trajet-person-"));
  writeFileSync(join(folder, "trajet.json"), '{ "name": "shop" }');
  writeFileSync(join(folder, "shop.journey"), PROJECT);
  writeFileSync(
    join(folder, "contacts.csv"),
    "id,email,firstName\nada,ada@example.com,Ada\nben,ben@example.com,Ben\nbea,bea@example.com,Bea\n",
  );
  await trajet("import", "contacts", join(folder, "contacts.csv"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command about one person in the project's folder. */
const trajet = (...args: readonly string[]) => trajetWith("", false, ...args);

/** The same, with somebody who types. */
async function trajetWith(input: string, isTerminal: boolean, ...args: readonly string[]) {
  const terminal = fakeTerminal({ cwd: folder, input, isTerminal });
  const program = new Command("trajet").exitOverride().option("--project <dir>");
  let code = 0;
  const exit = (given: number) => {
    code = given;
  };
  for (const register of [registerImport, registerContact, registerSend])
    register(program, { terminal, disk: nodeDisk, exit });
  await program.parseAsync([...args], { from: "user" });
  return { code, said: terminal.output(), complained: terminal.errors() };
}

describe("trajet send", () => {
  test("says on a trial what would become of a message, and sends nothing", async () => {
    const dry = await trajet("send", "Offer", "--to", "ada@example.com", "--arg", "code=SPRING", "--dry-run");
    expect(dry).toMatchObject({ code: 0, said: "Offer would be sent to ada.\n" });
  });

  test("sends once by one id, and says so", async () => {
    const send = ["send", "Offer", "--to", "ada", "--arg", "code=SPRING", "--id", "s1"];
    expect(await trajet(...send)).toMatchObject({ code: 0, said: "Offer is on its way to ada, as s1.\n" });
    expect(await trajet(...send)).toMatchObject({
      code: 0,
      said: "Offer was sent to ada before, as s1: nothing is sent again.\n",
    });
  });

  test("who is not there gets nothing, with the reason", async () => {
    const { code, said, complained } = await trajet("send", "Offer", "--to", "cleo", "--arg", "code=X");
    expect([code, said]).toEqual([1, ""]);
    expect(complained).toMatch(/^Nothing is sent to cleo: .*cleo.*\.\n$/);
  });

  test.each([
    [["--arg", "SPRING"], '--arg takes a name and a value, as --arg code=SPRING; "SPRING" is none.'],
    [["--arg", "cod=SPRING"], /cod/],
    [[], /code/],
  ])("%j are no arguments of the message", async (args, letter) => {
    const wrong = trajet("send", "Offer", "--to", "ada", ...args);
    await expect(wrong).rejects.toThrow(letter);
    await expect(wrong).rejects.toThrow(UsageError);
  });
});

describe("trajet contact", () => {
  test("--export and --erase at once are refused: look at the one before the other", async () => {
    await expect(trajet("contact", "ben", "--export", "--erase")).rejects.toThrow(
      "--export and --erase are two things: export first, look at it, and erase then.",
    );
  });

  test("--export writes all that is stored of the person, and of nobody else", async () => {
    const { code, said } = await trajet("contact", "ben@example.com", "--export");
    expect(code).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ version: 1, contact: "ben" });
    expect(said).toContain("ben@example.com");
    expect(said).not.toContain("ada");
  });

  test("--erase forgets the person, and says how many runs that ends", async () => {
    const erased = await trajet("contact", "ben", "--erase");
    expect(erased.code).toBe(0);
    expect(erased.complained).toBe("ben is erased; 0 runs have ended.\n");
  });

  test.each([
    [["ben@example.com", "--export"], "There is no contact ben@example.com."],
    [["ben", "--erase"], "There is no contact with the id ben; an address is not enough here."],
  ])("of somebody who is erased there is nothing left to ask for: %j", async (args, letter) => {
    await expect(trajet("contact", ...args)).rejects.toThrow(letter);
  });
});

describe("trajet contact --merge-into", () => {
  const merge = ["contact", "bea", "--merge-into", "ada@example.com"];
  const COUNTS = "0 orders, 0 runs go on, 0 runs end";

  test.each([
    [["contact", "ada", "--merge-into", "ada"], "The same contact is named twice, as ada and as ada."],
    [
      ["contact", "nobody", "--merge-into", "ada"],
      /^There is no contact with the id or e-mail address "nobody"/,
    ],
    [[...merge, "--erase"], "--merge-into goes alone: export or erase before it, or after it."],
    [merge, `bea becomes ada, for good: ${COUNTS}. Say --yes to do it without being asked.`],
  ])("%j is refused", async (args, letter) => {
    await expect(trajet(...args)).rejects.toThrow(letter);
  });

  test("it says what will happen and asks, and a no changes nothing", async () => {
    await expect(trajetWith("n\n", true, ...merge)).rejects.toThrow("Nothing was changed.");
  });

  test("a yes merges them", async () => {
    const { said, complained } = await trajetWith("y\n", true, ...merge);
    expect(complained).toBe(`bea becomes ada, for good: ${COUNTS}. Go on? (y/N) `);
    expect(said).toBe(`bea is merged into ada: ${COUNTS}.\n`);
  });

  test("merged before, they are one already", async () => {
    expect(await trajet(...merge)).toMatchObject({ said: "bea and ada@example.com are ada already.\n" });
    const json = await trajet(...merge, "--format", "json");
    expect(JSON.parse(json.said)).toEqual({ version: 1, result: "unchanged", contact: "ada" });
  });
});
