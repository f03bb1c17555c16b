import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openHeld } from "../../../cli/src/backend/store-backend.ts";
import { checkFolder } from "../../../cli/src/checking.ts";
import { registerContact } from "../../../cli/src/commands/contact.ts";
import { registerImport } from "../../../cli/src/commands/import.ts";
import { registerLoyalty } from "../../../cli/src/commands/loyalty.ts";
import { registerRetry } from "../../../cli/src/commands/retry.ts";
import { registerStatus } from "../../../cli/src/commands/status.ts";
import { nodeDisk } from "../../../cli/src/disk.ts";
import { type FakeTerminal, fakeTerminal } from "../fake-terminal.ts";

const PROJECT = `
audience Newsletter {
  field firstName: text?
  field city: text?
  tags "vip"
}
store Boutique { currency EUR }
store Potterie { platform "shopify"  currency EUR }
coupon Thanks10 { pool }
loyalty Best for Newsletter { from Boutique  rank by total spent  over all time  top 2 }
`;
const CONTACTS =
  "id,email,firstName,shoe,tags\nada,ada@example.com,Ada,38,vip\nben,ben@example.com,Ben,43,vpi\n";
const ORDERS = `id,contact,store,total,placedAt,status
o1,ada,Boutique,10.10,2026-05-01T10:00:00Z,paid
o2,ada,Boutique,0.20,2026-05-02T10:00:00Z,paid
o3,cleo@example.com,Boutique,5,2026-05-02T10:00:00Z,paid
o4,dan,Boutique,1,2026-05-02T10:00:00Z,paid
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "trajet-data-"));
  writeFileSync(join(folder, "trajet.json"), '{ "name": "shop", "timezone": "Europe/Paris" }');
  writeFileSync(join(folder, "shop.journey"), PROJECT);
  writeFileSync(join(folder, "contacts.csv"), CONTACTS);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly terminal: FakeTerminal;
  readonly code: number;
}

/** Runs one of the five commands in the project's folder. */
async function trajet(args: readonly string[], input = ""): Promise<Ran> {
  const terminal = fakeTerminal({ cwd: folder, input });
  const program = new Command("trajet").exitOverride().option("--project <dir>");
  let code = 0;
  const exit = (given: number) => {
    code = given;
  };
  for (const register of [registerImport, registerStatus, registerContact, registerLoyalty, registerRetry]) {
    register(program, { terminal, disk: nodeDisk, exit });
  }
  await program.parseAsync(args, { from: "user" });
  return { terminal, code };
}

const schemas = join(import.meta.dirname, "../../../docs/schemas");
/** The one JSON document on stdout, which has the shape that the project ships. */
function documentOf({ terminal }: Ran, schema: string) {
  const document = JSON.parse(terminal.output());
  const ajv = new Ajv({ strict: false });
  const fits = ajv.validate(
    JSON.parse(readFileSync(join(schemas, `${schema}.schema.json`), "utf8")),
    document,
  );
  expect(fits, ajv.errorsText()).toBe(true);
  return document;
}

test("before there is data, a question says so and makes nothing", async () => {
  await expect(trajet(["status"])).rejects.toThrow("There is no data yet");
  await expect(trajet(["import", "contacts", "nowhere.csv"])).rejects.toThrow(
    "There is no file nowhere.csv.",
  );
  await expect(trajet(["import", "contacts", "."])).rejects.toThrow(". is a folder");
  await expect(trajet(["import", "people", "contacts.csv"])).rejects.toThrow("contacts, orders, events");
  expect(existsSync(join(folder, ".trajet"))).toBe(false);
});

describe("with data", () => {
  test("an import says what it leaves out and what it rejects, and writes that to a file", async () => {
    const first = await trajet(["import", "contacts", "contacts.csv", "--rejects", "rejected.csv"]);
    expect(first.code).toBe(1);
    expect(first.terminal.output()).toBe("contacts: 2 read, 1 written, 0 unchanged, 1 rejected\n");
    expect(first.terminal.errors()).toMatch(
      /^contacts\.csv: there is no field "shoe" in contacts\. The column is left out\.$/m,
    );
    expect(first.terminal.errors()).toMatch(/^contacts\.csv:3: "tags": there is no tag "vpi".*"vip"\?$/m);
    const rejected = join(folder, "rejected.csv");
    expect(readFileSync(rejected, "utf8")).toBe(
      "id,email,firstName,shoe,tags\nben,ben@example.com,Ben,43,vpi\n",
    );
    writeFileSync(rejected, readFileSync(rejected, "utf8").replace("vpi", "vip"));
    const mended = await trajet(["import", "contacts", "rejected.csv", "--format", "json"]);
    expect([mended.code, documentOf(mended, "import")]).toEqual([
      0,
      { version: 1, read: 1, written: 1, unchanged: 0, rejected: [] },
    ]);
  });

  test("standard input, as JSON", async () => {
    await trajet(["import", "contacts", "-"], '{"id":"cleo","email":"cleo@example.com","city":"Lyon"}\n');
    const orders = await trajet(["import", "orders", "-", "--format", "json"], ORDERS);
    expect(orders.code).toBe(1);
    expect(documentOf(orders, "import")).toEqual({
      version: 1,
      read: 4,
      written: 3,
      unchanged: 0,
      rejected: [{ line: 5, reason: expect.stringContaining('"dan"') }],
    });
  });

  test("a file that is no table of orders is refused as a whole", async () => {
    await expect(trajet(["import", "orders", "contacts.csv"])).rejects.toThrow(
      /^Nothing was imported: .*"contact"/,
    );
  });

  test("the list of customers, as a table with bars, CSV and JSON", async () => {
    const table = (await trajet(["loyalty", "Best"])).terminal;
    expect(table.output().split("\n").slice(1, 3)).toEqual([
      expect.stringMatching(/^ {3}1 {2}ada +ada@example.com +10\.30 EUR .* █{20}$/),
      expect.stringMatching(/^ {3}2 {2}cleo +cleo@example.com +5\.00 EUR .* █{9}▊$/),
    ]);
    const csv = (await trajet(["loyalty", "Best", "--format", "csv"])).terminal.output();
    expect(csv.split("\n").slice(0, 2)).toEqual([
      "rank,contact,email,value,orders,totalSpent,averageOrderValue,currency,lastOrderAt,tier,rankBefore,valueBefore",
      "1,ada,ada@example.com,10.30,2,10.30,5.15,EUR,2026-05-02T12:00:00+02:00,,,",
    ]);
    const year = ["--by", "total", "--over", "year to date", "--as-of", "2026-06-01T00:00:00+02:00"];
    const moved = (await trajet(["loyalty", ...year, "--change", "--format", "csv"])).terminal.output();
    expect(moved.split("\n")[1]).toBe(
      "1,ada,ada@example.com,10.30,2,10.30,5.15,EUR,2026-05-02T12:00:00+02:00,,,",
    );
    const then = await trajet([
      "loyalty",
      "Best",
      "--format",
      "json",
      "--as-of",
      "2026-05-02T00:00:00+02:00",
    ]);
    expect(documentOf(then, "loyalty")).toMatchObject({
      query: "Best",
      asOf: "2026-05-02T00:00:00+02:00",
      total: 1,
      rows: [{ contact: "ada", value: { amount: "10.10", currency: "EUR" } }],
    });
    await expect(trajet(["loyalty", "Bst"])).rejects.toThrow("There is no loyalty query Bst");
    await expect(trajet(["loyalty", "Best", "--as-of", "yesterday"])).rejects.toThrow("with its offset");
  });

  test("a contact, as text and JSON", async () => {
    const text = (await trajet(["contact", "ada@example.com"])).terminal.output();
    expect(text).toMatch(/^ada in Newsletter\n/);
    expect(text).toMatch(/^ {2}firstName +Ada$/m);
    expect(text).toContain("No journey has touched this contact.");
    const json = documentOf(await trajet(["contact", "ada", "--format", "json"]), "contact");
    expect(json).toMatchObject({ version: 1, contact: { id: "ada", tags: ["vip"] }, timeline: [] });
    await expect(trajet(["contact", "nobody"])).rejects.toThrow("There is no contact nobody.");
  });

  test("the journeys", async () => {
    expect(documentOf(await trajet(["status", "--format", "json"]), "status")).toEqual({
      version: 1,
      journeys: [],
      stuck: [],
    });
    await expect(trajet(["status", "Welcome"])).rejects.toThrow("No journey Welcome has been deployed");
    await expect(trajet(["status", "Welcome", "--held"])).rejects.toThrow("No journey Welcome");
    await expect(trajet(["status", "--held"])).rejects.toThrow("name it");
    await expect(trajet(["status", "Welcome", "--held", "--limit", "0"])).rejects.toThrow("from 1 to 1000");
  });
});

test("what could not be done is listed and tried again", async () => {
  expect(documentOf(await trajet(["status", "--format", "json"]), "status")).toMatchObject({ stuck: [] });
  expect(documentOf(await trajet(["retry", "--format", "json"]), "retry")).toEqual({
    version: 1,
    retried: 0,
  });
  expect((await trajet(["retry", "--list"])).terminal.output()).toBe("No run is stuck.\n");
  expect(
    documentOf(await trajet(["retry", "--dead-letters", "--list", "--format", "json"]), "retry"),
  ).toEqual({
    version: 1,
    deadLetters: [],
  });
  expect(documentOf(await trajet(["retry", "--dead-letters", "--format", "json"]), "retry")).toMatchObject({
    read: 0,
    rejected: [],
  });
  await expect(trajet(["retry", "--run", "r1"])).rejects.toThrow("No run r1 is stuck.");
  await expect(trajet(["retry", "Welcome", "--dead-letters"])).rejects.toThrow("of no journey");
});

test("dead letters are thrown away by their ids, or all, once it is said why", async () => {
  const discard = (...args: string[]) => trajet(["retry", "--dead-letters", "--discard", ...args]);
  const { compiled } = await checkFolder(folder);
  if (compiled === undefined) throw new Error("the project has errors");
  const store = await openHeld({ folder: join(folder, ".trajet/database") }, compiled);
  for (const id of ["e1", "e2", "e3"])
    await store.gateway.keepLetter({ kind: "events", body: { id }, reason: "no such event" });
  const [first, second] = (await store.gateway.deadLetters(0, 9)).map(({ id }) => id);
  await store.close();
  await expect(discard(`${first}`)).rejects.toThrow("--because");
  await expect(discard("first", "--because", "a test")).rejects.toThrow("17,18, or all");
  await expect(trajet(["retry", "--discard", "1", "--because", "a test"])).rejects.toThrow("--dead-letters");
  await expect(trajet(["retry", "--because", "a test"])).rejects.toThrow("--discard");
  expect((await discard(`${first},${second}`, "--because", "a test")).terminal.output()).toBe(
    "2 dead letters thrown away\n",
  );
  await expect(discard(`${first}`, "--because", "a test")).rejects.toThrow(`no dead letter ${first}`);
  const rest = await discard("all", "--because", "a test", "--format", "json");
  expect(documentOf(rest, "retry")).toEqual({ version: 1, discarded: 1 });
  expect((await discard("all", "--because", "a test")).terminal.output()).toBe(
    "0 dead letters thrown away\n",
  );
});

test("codes of coupons are loaded once, into pools that are declared", async () => {
  writeFileSync(join(folder, "codes.csv"), "code\nA-1\nA-2\n");
  const ran = await trajet(["import", "coupons", "codes.csv", "--coupon", "Thanks10"]);
  expect(ran.terminal.output()).toBe("coupons: 2 read, 2 written, 0 unchanged, 0 rejected\n");
  const again = await trajet(["import", "coupons", "codes.csv", "--coupon", "Thanks10"]);
  expect(again.terminal.output()).toBe("coupons: 2 read, 0 written, 2 unchanged, 0 rejected\n");
  await expect(trajet(["import", "contacts", "codes.csv", "--coupon", "Thanks10"])).rejects.toThrow(
    "--coupon",
  );
});

test("orders as a shop has exported them go to its store, once", async () => {
  const columns = `Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Id`;
  const lines = [
    `#7,ada@shop.example,paid,2026-05-01 10:00:00 +0200,,,EUR,30.00,2026-05-01 10:00:00 +0200,1,Mug,10.00,mug,,0.00,1007`,
    `#7,ada@shop.example,,,,,,,2026-05-01 10:00:00 +0200,1,Plate,20.00,plate,,,`,
  ];
  writeFileSync(join(folder, "export.csv"), `${[columns, ...lines].join("\n")}\n`);
  await trajet(["import", "contacts", "-"], '{"id":"ada-of-the-shop","email":"ada@shop.example"}\n');
  const ran = await trajet(["import", "orders", "export.csv", "--from", "shopify"]);
  expect(ran.terminal.output()).toBe("orders: 1 read, 1 written, 0 unchanged, 0 rejected\n");
  const again = await trajet(["import", "orders", "export.csv", "--from", "shopify", "--store", "Potterie"]);
  expect(again.terminal.output()).toBe("orders: 1 read, 0 written, 1 unchanged, 0 rejected\n");
});

test.each([
  [["orders", "export.csv", "--from", "woocommerce"], 'declares 0 stores with platform "woocommerce"'],
  [["orders", "export.csv", "--from", "shopify", "--store", "Nowhere"], "declares no store Nowhere"],
  [["contacts", "contacts.csv", "--from", "shopify"], "trajet import orders FILE --from shopify"],
  [["orders", "export.csv", "--store", "Potterie"], "trajet import orders FILE --from shopify"],
  [["orders", "export.csv", "--from", "magento"], "shopify, woocommerce"],
  [["orders", "contacts.csv", "--from", "shopify"], "not that of an export of orders from shopify"],
])("import %s is refused: %s", async (args, reason) => {
  await expect(trajet(["import", ...args])).rejects.toThrow(reason);
});
