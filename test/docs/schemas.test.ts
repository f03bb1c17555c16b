import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { main } from "../../cli/src/main.ts";
import { fakeTerminal } from "../cli/fake-terminal.ts";
import { read } from "./manual.ts";
import { copyShop, play } from "./played-shop.ts";

type Schema = { [keyword: string]: unknown };

/** A schema that lets nothing through but what it describes: what a command prints is to stand in the manual. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner: Schema = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value)]),
  );
  const open =
    inner.type === "object" && inner.properties !== undefined && inner.additionalProperties === undefined;
  return open ? { ...inner, additionalProperties: false } : inner;
}

function problemsOf(name: string, document: unknown): unknown {
  const formats = { uri: (text: string) => URL.canParse(text) };
  const validate = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true, formats }).compile(
    closed(JSON.parse(read(`docs/schemas/${name}.schema.json`))) as Schema,
  );
  return validate(document)
    ? []
    : validate.errors?.map(({ instancePath, message, params }) => ({ instancePath, message, params }));
}

const shop = copyShop();
afterAll(shop.remove);

async function trajet(args: readonly string[], folder = shop.folder, input = "") {
  const terminal = fakeTerminal({ cwd: folder, input });
  const code = await main([...args, "--format", "json"], terminal);
  const output = terminal.output();
  if (output === "") throw new Error(`trajet ${args.join(" ")} printed nothing: ${terminal.errors()}`);
  return { code, document: JSON.parse(output) };
}

describe("what a project says", () => {
  test("check, of one without mistakes", async () => {
    const { code, document } = await trajet(["check"]);
    expect(problemsOf("check", document)).toEqual([]);
    expect({ code, errors: document.summary.errors }).toEqual({ code: 0, errors: 0 });
  });

  test("check, of one with mistakes of many kinds", async () => {
    const broken = copyShop();
    const text = `journey Broken for Newsletter {
  start when contact signs up
  start when contact signs up
  exit when contact signed up
  same: tag "custommer"
  same: send email Welcom
  wait until contact buys any product
}`;
    writeFileSync(join(broken.folder, "broken.journey"), text);
    writeFileSync(join(broken.folder, "emails", "welcome.hbs"), "{{contact.firstNam}}");
    const { code, document } = await trajet(["check"], broken.folder);
    broken.remove();
    expect(problemsOf("check", document)).toEqual([]);
    expect(code).toBe(1);
    const { diagnostics } = document;
    expect(diagnostics.some(({ fixes }: Schema) => fixes !== undefined)).toBe(true);
    expect(diagnostics.some(({ related }: Schema) => related !== undefined)).toBe(true);
    expect(diagnostics.some(({ file }: Schema) => file === "emails/welcome.hbs")).toBe(true);
    expect(diagnostics.some(({ severity }: Schema) => severity === "warning")).toBe(true);
  });

  test("map, of a journey with fragments, loops and rules, and of the project", async () => {
    const mapped = copyShop();
    const text = `fragment Ask for Newsletter { delay 1 day  tag "vip" }
journey Mapped for Newsletter {
  title "Mapped"
  start when contact signs up
  exit when contact unsubscribes
  goal "Back" within 2 days when contact buys any product
  run Ask
  repeat up to 2 times { delay 1 day  if contact.points > 1 { break } }
}`;
    writeFileSync(join(mapped.folder, "mapped.journey"), text);
    const folded = (await trajet(["map", "Mapped"], mapped.folder)).document;
    const { code, document } = await trajet(["map", "Mapped", "--expand", "all"], mapped.folder);
    const project = (await trajet(["map"], mapped.folder)).document;
    mapped.remove();
    expect(problemsOf("map", folded)).toEqual([]);
    expect(problemsOf("map", document)).toEqual([]);
    expect(problemsOf("project-map", project)).toEqual([]);
    expect(code).toBe(0);
    expect(folded.fragments).toEqual([
      { node: "run:Ask", name: "Ask", steps: 2, expanded: false, nodes: [] },
    ]);
    expect(document.fragments).toMatchObject([
      { expanded: true, nodes: ["run:Ask/delay", "run:Ask/tag:vip"] },
    ]);
    expect(document.loops).toEqual([{ node: "repeat", nodes: ["delay", "if", "break"] }]);
    expect(document.rules.map(({ kind }: Schema) => kind)).toEqual(["exit", "goal"]);
    expect(project.edges).toContainEqual({
      from: "Mapped",
      to: "VipCare",
      label: 'starts it when contact gets tag "vip"',
    });
  });

  test("build", async () => {
    const { code, document } = await trajet(["build", "-o", join(shop.folder, "out")]);
    expect(problemsOf("build", document)).toEqual([]);
    expect({ code, programs: document.programs.length }).toEqual({ code: 0, programs: 5 });
  });
});

describe("how tests went", () => {
  const TESTS = `journey Tested for Newsletter { start when contact signs up  hello: delay 1 day  tag "vip" }
test "passes" for Tested { on 2026-03-27 contact signs up  expect waiting at hello }
test "fails" for Tested {
  cases { { days: 1 } { days: 2 } }
  on 2026-03-27 contact signs up  after 1 hour  expect finished
}
`;

  test("test, with failures and coverage", async () => {
    const own = copyShop();
    writeFileSync(join(own.folder, "tested.journey"), TESTS);
    const { code, document } = await trajet(["test", "tested.journey", "--coverage", "-t", "s"], own.folder);
    own.remove();
    expect(problemsOf("test", document)).toEqual([]);
    expect({ code, summary: document.summary }).toEqual({ code: 1, summary: { passed: 1, failed: 2 } });
  });

  test("test --explore, of a journey with waits, splits and loops", async () => {
    const { code, document } = await trajet(["test", "--explore", "WelcomeSeries"]);
    expect(problemsOf("explore", document)).toEqual([]);
    expect({ code, journey: document.journey }).toEqual({ code: 0, journey: "WelcomeSeries" });
    expect(document.summary.paths).toBeGreaterThan(1);
  });
});

describe("what is explained", () => {
  test.each(["WelcomeSeries", "ThankYou", "WinBack", "VipCare", "Workshops"])(
    "explain %s",
    async (journey) => {
      const { code, document } = await trajet(["explain", journey]);
      expect(problemsOf("explain", document)).toEqual([]);
      expect({ code, journey: document.journey }).toEqual({ code: 0, journey });
      expect(document.paths.longest.temporalActions).toBeGreaterThanOrEqual(
        document.paths.shortest.temporalActions,
      );
    },
  );
});

describe("what its data says", () => {
  beforeAll(() => play(shop.folder));

  test("import, of lines good and bad", async () => {
    const file = "id,email,status\nada,ada@example.com,subscribed\nbad,no address,subscribed\n";
    const { code, document } = await trajet(["import", "contacts", "-"], shop.folder, file);
    expect(problemsOf("import", document)).toEqual([]);
    expect({ code, document }).toMatchObject({
      code: 1,
      document: { read: 2, written: 1, rejected: [{ line: 3 }] },
    });
  });

  test("status", async () => {
    const { document } = await trajet(["status"]);
    expect(problemsOf("status", document)).toEqual([]);
    expect(document.journeys.map(({ status }: Schema) => status)).toContain("paused");
  });

  test("contact, of those with many kinds of decisions", async () => {
    const kinds = new Set<string>();
    for (const id of ["lea", "tom@example.com", "gone"]) {
      const { document } = await trajet(["contact", id]);
      expect(problemsOf("contact", document), id).toEqual([]);
      for (const { kind } of document.timeline) kinds.add(kind);
    }
    const inside = ["tagged", "updated", "branched", "split", "waiting", "matched", "timedOut", "delayed"];
    for (const kind of ["entered", "refused", "sent", "held", ...inside, "exited", "finished"]) {
      expect(kinds).toContain(kind);
    }
  });

  test("loyalty, by money and by number", async () => {
    const asOf = "2026-12-15T00:00:00+01:00";
    const spenders = (await trajet(["loyalty", "TopSpenders", "--as-of", asOf])).document;
    expect(problemsOf("loyalty", spenders)).toEqual([]);
    expect(spenders.rows).toMatchObject([{ rank: 1, contact: "lea", value: { amount: "212.00" } }]);
    const orders = (await trajet(["loyalty", "MostOrders", "--as-of", "2026-12-15T00:00:00+01:00"])).document;
    expect(problemsOf("loyalty", orders)).toEqual([]);
    expect(orders.rows).toMatchObject([{ rank: 1, contact: "lea", value: 2 }]);
  });
});

describe("what its operation says", () => {
  test("send, of what may leave and what may not", async () => {
    const sent = await trajet(["send", "FirstOffer", "--to", "lea", "--arg", "code=A1", "--id", "m1"]);
    expect(problemsOf("send", sent.document)).toEqual([]);
    const line = { contact: "lea", message: "FirstOffer", id: "m1" };
    expect(sent).toEqual({ code: 0, document: { version: 1, sent: [line], refused: [] } });
    const again = await trajet(["send", "FirstOffer", "--to", "lea", "--arg", "code=A1", "--id", "m1"]);
    expect(problemsOf("send", again.document)).toEqual([]);
    expect(again.document.sent).toEqual([{ ...line, repeated: true }]);
    const refused = await trajet(["send", "FirstOffer", "--to", "nobody", "--arg", "code=A1", "--dry-run"]);
    expect(problemsOf("send", refused.document)).toEqual([]);
    expect(refused).toMatchObject({ code: 1, document: { sent: [], refused: [{ contact: "nobody" }] } });
  });

  test("a contact, exported and erased", async () => {
    const { document } = await trajet(["contact", "lea", "--export"]);
    expect(problemsOf("export", document)).toEqual([]);
    expect(document.data.contact).toMatchObject([{ id: "lea" }]);
    const erased = await trajet(["contact", "lea", "--erase"]);
    expect(problemsOf("erase", erased.document)).toEqual([]);
  });

  test("doctor", async () => {
    const { document } = await trajet(["doctor"]);
    expect(problemsOf("doctor", document)).toEqual([]);
    expect(document.checks.map(({ name }: Schema) => name)).toEqual(
      expect.arrayContaining(["Node", "project", "database", "outbox", "Temporal", "mail server"]),
    );
  });

  test("keys, made and listed", async () => {
    const made = await trajet(["keys", "create", "till", "--scope", "write:events"]);
    expect(problemsOf("keys", made.document)).toEqual([]);
    const { document } = await trajet(["keys", "list"]);
    expect(problemsOf("keys", document)).toEqual([]);
    expect(document.keys).toMatchObject([{ name: "till" }]);
  });
});

describe("the schemas", () => {
  test("let nothing else through", () => {
    const loyalty = { version: 1, read: 1, written: 1, unchanged: 0, rejected: [] };
    expect(problemsOf("import", loyalty)).toEqual([]);
    expect(problemsOf("import", { ...loyalty, skipped: 1 })).not.toEqual([]);
    expect(problemsOf("import", { ...loyalty, version: 2 })).not.toEqual([]);
    expect(problemsOf("import", { ...loyalty, rejected: [{ line: 0, reason: "" }] })).not.toEqual([]);
  });
});
