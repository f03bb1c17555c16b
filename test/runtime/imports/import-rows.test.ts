import { describe, expect, test } from "vitest";
import type { Entry, Kind } from "../../../runtime/src/imports/entry.ts";
import { ImportProblem } from "../../../runtime/src/imports/import-problem.ts";
import { importRows } from "../../../runtime/src/imports/import-rows.ts";
import type { Format } from "../../../runtime/src/imports/rows.ts";
import type { PutResult } from "../../../runtime/src/store/gateway.ts";
import { SHOP } from "./shop.ts";

/** The bytes of a text in pieces of a few bytes, so that lines and letters are cut anywhere. */
async function* inPieces(text: string, size = 5): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const idOf = (input: Entry["input"]): string | undefined => {
  if ("code" in input) return input.code;
  return input.id ?? ("fields" in input ? String(input.fields.email) : undefined);
};

/** A sink that knows what it was given, by id. */
function keeping() {
  const kept = new Map<string, string>();
  const put = ({ kind, input }: Entry): PutResult => {
    const id = `${kind} ${idOf(input) ?? ""}`;
    const before = kept.get(id);
    kept.set(id, JSON.stringify(input));
    return { result: before === kept.get(id) ? "unchanged" : "written", contact: id };
  };
  return { kept, sink: async (entries: readonly Entry[]) => entries.map(put) };
}

async function imported(
  text: string,
  { kind = "contacts", format = "auto" }: { kind?: Kind; format?: Format } = {},
) {
  const { kept, sink } = keeping();
  const [notes, rejects, heads]: string[][] = [[], [], []];
  const report = await importRows(kind, inPieces(text), format, sink, SHOP, {
    onNote: (note) => notes?.push(note),
    onHeader: (head) => heads?.push(head),
    onRejected: (row) => rejects?.push(row.text),
  });
  return { report, notes, rejects, heads, ids: [...kept.keys()] };
}

describe("a table", () => {
  test("is told line by line, also behind cells of several lines", async () => {
    const { report, ids, rejects } = await imported(
      [
        "id,firstName,points",
        '1,"Ada,',
        'of ""London"" – été",3',
        "",
        "2,Ben,many",
        '3,"Cleo',
        "",
        'again",x',
        "4,Dan,4",
      ].join("\r\n"),
    );
    expect(report).toEqual({
      read: 4,
      written: 2,
      unchanged: 0,
      rejected: [
        { line: 5, reason: expect.stringContaining('"points": "many" is not a number') },
        { line: 6, reason: expect.stringContaining('"points": "x" is not a number') },
      ],
    });
    expect(ids).toEqual(["contacts 1", "contacts 4"]);
    expect(rejects).toEqual(["2,Ben,many", '3,"Cleo\n\nagain",x']);
  });

  test("loses only the line that has a broken quote", async () => {
    const { report, ids } = await imported(
      ["id,firstName", '1,"Ada" Lovelace', "2,Ben", '3,"Cleo', "4,Dan", '5,6" pipe', "6,Eva"].join("\n"),
    );
    expect(report.rejected.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(report.rejected[0]?.reason).toContain("quote");
    expect(ids).toEqual(["contacts 2", "contacts 4", "contacts 6"]);
  });

  test("keeps the cell as it was written", async () => {
    let seen: readonly Entry[] = [];
    const sink = async (entries: readonly Entry[]) => {
      seen = entries;
      return entries.map((): PutResult => ({ result: "written", contact: "x" }));
    };
    await importRows("contacts", inPieces('id;firstName\r\n1;"Ada;\r\nof ""L"" été"\r\n'), "csv", sink, SHOP);
    expect(seen).toMatchObject([{ input: { id: "1", fields: { firstName: 'Ada;\nof "L" été' } } }]);
  });

  test("says once which column it leaves out, and which one may be meant", async () => {
    const { report, notes, heads } = await imported("\uFEFFid,frstName,shoe\n1,Ada,42\n2,Ben,43\n");
    expect(report).toMatchObject({ read: 2, written: 2 });
    expect(notes).toEqual([
      expect.stringContaining('"frstName" in contacts; did you mean "firstName"?'),
      expect.stringContaining('"shoe"'),
    ]);
    expect(heads).toEqual(["id,frstName,shoe"]);
  });

  test("a line with too few or too many cells is rejected", async () => {
    const { report } = await imported("id,firstName\n1\n2,Ben,Bo\n3,Cleo\n");
    expect(report.written).toBe(1);
    expect(report.rejected.map(({ reason }) => reason)).toEqual([
      "this line has 1 cells, the first line names 2 columns",
      "this line has 3 cells, the first line names 2 columns",
    ]);
  });

  test("a line that is not UTF-8 is rejected", async () => {
    const { sink } = keeping();
    const bytes = Buffer.concat([
      Buffer.from("id,firstName\n1,"),
      Buffer.from([0xe9]),
      Buffer.from("\n2,Ben\n"),
    ]);
    const report = await importRows(
      "contacts",
      (async function* () {
        yield bytes;
      })(),
      "auto",
      sink,
      SHOP,
    );
    expect(report).toMatchObject({
      written: 1,
      rejected: [{ line: 2, reason: expect.stringContaining("UTF-8") }],
    });
  });

  test.each<[Kind, string, string]>([
    ["contacts", "firstName,points\nAda,1", '"id" or "email" is not among them'],
    ["orders", "id,contact,store\n1,2,Boutique", '"total", "placedAt", "status" are not among them'],
    ["contacts", "id,email,id\n1,2,3", 'the column "id" stands twice'],
    ["contacts", '"id,email\n1,2', "cannot be read"],
  ])("is refused as a whole: %s %j", async (kind, text, problem) => {
    const failing = imported(text, { kind });
    await expect(failing).rejects.toThrow(ImportProblem);
    await expect(failing).rejects.toThrow(problem);
  });

  test("of orders", async () => {
    const head = "id,contact,store,total,placedAt,status,items";
    const row = 'o1,ada@example.com,Boutique,12.50,2026-03-01 10:00,paid,"[{""sku"":""mug""}]"';
    expect((await imported(`${head}\n${row}\n`, { kind: "orders" })).ids).toEqual(["orders o1"]);
  });
});

describe("NDJSON", () => {
  test("is known by its first brace, and read line by line", async () => {
    const { report, ids } = await imported(
      '\n{"id":"1"}\n\n{"id":\n[1]\n{"id":"2","firstname":"x"}\n{"id":"3"}',
    );
    expect(ids).toEqual(["contacts 1", "contacts 3"]);
    expect(report.rejected).toEqual([
      { line: 4, reason: expect.stringContaining("this line is not JSON") },
      { line: 5, reason: "each line must be one JSON object" },
      { line: 6, reason: expect.stringContaining('did you mean "firstName"?') },
    ]);
  });
});

test("the same file a second time changes nothing, and what the store refuses is rejected with its line", async () => {
  const { sink } = keeping();
  const rows = Array.from({ length: 450 }, (_, index) => `${index},Ada`).join("\n");
  const file = `id,firstName\n${rows}\n`;
  const progress: number[] = [];
  const onProgress = ({ read }: { readonly read: number }) => progress.push(read);
  expect(await importRows("contacts", inPieces(file), "csv", sink, SHOP, { onProgress })).toMatchObject({
    written: 450,
  });
  expect(await importRows("contacts", inPieces(file), "csv", sink, SHOP)).toMatchObject({
    written: 0,
    unchanged: 450,
  });
  expect(progress.at(-1)).toBe(450);
  const refusing = async (entries: readonly Entry[]) =>
    entries.map(
      ({ input }): PutResult =>
        idOf(input) === "301"
          ? { result: "rejected", reason: "no such contact" }
          : { result: "written", contact: "x" },
    );
  expect(await importRows("contacts", inPieces(file), "csv", refusing, SHOP)).toMatchObject({
    read: 450,
    written: 449,
    rejected: [{ line: 303, reason: "no such contact" }],
  });
});

describe("codes of coupons", () => {
  test("have a column for their coupon, which is one with a pool", async () => {
    const text = "coupon,code\nThanks10,A-1\nThanks1,A-2\nSpring,A-3\nThanks10,\n";
    const { report, ids } = await imported(text, { kind: "coupons" });
    expect(ids).toEqual(["coupons A-1"]);
    expect(report.rejected).toEqual([
      { line: 3, reason: expect.stringContaining("Thanks10") },
      { line: 4, reason: expect.stringContaining("one code for all") },
      { line: 5, reason: '"code" is missing' },
    ]);
  });

  test("need none where the coupon is given for the whole file", async () => {
    const { kept, sink } = keeping();
    const given = { coupon: "Thanks10" };
    const report = await importRows(
      "coupons",
      inPieces("code\nA-1\nA-2\nA-1\n"),
      "auto",
      sink,
      SHOP,
      {},
      given,
    );
    expect(report).toMatchObject({ read: 3, written: 2, unchanged: 1, rejected: [] });
    expect([...kept.values()].map((one) => JSON.parse(one))).toEqual([
      { coupon: "Thanks10", code: "A-1" },
      { coupon: "Thanks10", code: "A-2" },
    ]);
  });
});
