import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const CONFIG = '{ "name": "shop", "timezone": "Europe/Paris", "currency": "EUR" }\n';
const AUDIENCE = `audience Newsletter {
  field firstName: text?
  field points: number = 0
  tags "vip", "engaged"
}

store Boutique { platform "shopify"  currency EUR }

email Welcome for Newsletter {
  from "Ana <ana@shop.example>"  subject "Welcome"
  body file "emails/welcome.hbs"
}
`;
const SOUND = `journey WelcomeSeries for Newsletter {
  start when contact signs up

  delay 1 day
  send email Welcome
  split {
    50% "short" { tag "vip" }
    50% "long" { tag "engaged" }
  }
}
`;
/** A misspelt tag, a wrong tense, shares that do not add up, a text for a number, and an unknown field in the template. */
const FIVE_MISTAKES = `journey WelcomeSeries for Newsletter {
  start when contact signed up

  delay 1 day
  send email Welcome
  split {
    50% "short" { tag "vipp" }
    40% "long" { tag "engaged" }
  }
  update contact { set points = "many" }
}
`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": CONFIG,
    "shop.journey": AUDIENCE,
    "welcome.journey": SOUND,
    "emails/welcome.hbs": '<p>Hello {{default contact.firstName "you"}}</p>\n',
  });
});
afterEach(() => project.remove());

const breakIt = () => {
  project.write("welcome.journey", FIVE_MISTAKES);
  project.write("emails/welcome.hbs", "<p>Hello {{contact.firstNam}}</p>\n");
};

describe("trajet check", () => {
  it("says that nothing is wrong, and exits 0", async () => {
    expect(await project.run(["check"])).toEqual({
      code: 0,
      out: "",
      err: "4 files checked, nothing is wrong.\n",
    });
  });

  it("writes a letter with a code frame for each of five mistakes, and exits 1", async () => {
    breakIt();
    const { code, out, err } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err.match(/^error\[TJ\d{4}\]: /gm)).toHaveLength(5);
    expect(err.match(/^ +--> [\w./]+:\d+:\d+$/gm)).toHaveLength(5);
    expect(err).toContain("emails/welcome.hbs:1:");
    expect(err).toContain('"vip"');
    expect(err).toMatch(/4 files checked: 5 errors\.\n$/);
  });

  it("prints one JSON document in the shape of its schema, and nothing else", async () => {
    breakIt();
    const { code, out, err } = await project.run(["check", "--format", "json"]);
    const document: unknown = JSON.parse(out);
    const schema = readFileSync(new URL("../../../docs/schemas/check.schema.json", import.meta.url), "utf8");
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema));
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect(document).toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({
          code: "TJ5002",
          page: expect.stringMatching(/^docs\/diagnostics\/templates\.md#tj5002-/),
        }),
      ]),
    });
    expect(document).toMatchObject({ version: 1, summary: { files: 4, errors: 5, warnings: 0 } });
    expect(err).toBe("");
    expect(code).toBe(1);
  });

  it("checks the other files when one is broken", async () => {
    project.write("broken.journey", "journey { { {");
    breakIt();
    const { err } = await project.run(["check", "--format", "compact"]);
    expect(err).toMatch(/^broken\.journey:/m);
    expect(err).toMatch(/^welcome\.journey:7:.* error TJ\d{4}: .*vipp/m);
  });

  it("shows only what is asked for", async () => {
    breakIt();
    const emails = await project.run(["check", "--format", "compact", "emails"]);
    expect(emails.err).toMatch(/^emails\/welcome\.hbs:1:\d+: error TJ5002: [^\n]*\n$/);
    const shop = await project.run(["check", "--format", "compact", "shop.journey"]);
    expect(shop).toEqual({ code: 0, out: "", err: "" });
  });

  it("finds the project from a folder in it, and by --project", async () => {
    const from = await project.run(["check"], { cwd: `${project.folder}/emails` });
    const named = await project.run(["--project", project.folder, "check"], { cwd: "/" });
    expect([from.code, named.code]).toEqual([0, 0]);
  });

  it("annotates pull requests by itself", async () => {
    breakIt();
    const { out } = await project.run(["check"], { env: { GITHUB_ACTIONS: "true" } });
    expect(out).toMatch(
      /^::error file=emails\/welcome\.hbs,line=1,col=\d+,endLine=1,endColumn=\d+,title=TJ5002::/m,
    );
  });

  it("exits 1 for more warnings than are let pass", async () => {
    project.write("emails/welcome.hbs", "<p>Hello {{contact.firstName}}</p>\n");
    const counted = await project.run(["check"]);
    expect(counted.err).toMatch(/: 1 warning\.\n$/);
    expect(counted.code).toBe(0);
    expect((await project.run(["check", "--max-warnings", "1"])).code).toBe(0);
    expect((await project.run(["check", "--max-warnings", "0"])).code).toBe(1);
  });

  it("paints only where colours are wanted", async () => {
    breakIt();
    expect((await project.run(["check"])).err).not.toContain("\u001b[");
    expect((await project.run(["check"], { color: true })).err).toContain("\u001b[31;1m");
  });

  it.each([
    {
      line: ["check", "gone.journey"],
      says: /^trajet: There is no .*gone\.journey: name a folder or a file of a project\.\n$/,
    },
    {
      line: ["check", "--format", "xml"],
      says: /^trajet: --format is one of pretty, compact, json, github, sarif, junit; "xml" is none of them\.\n$/,
    },
    {
      line: ["check", "--max-warnings", "few"],
      says: /^trajet: --max-warnings takes a whole number; "few" is none\.\n$/,
    },
    { line: ["plan"], says: /^trajet: trajet plan comes with a later version\. .*trajet --help lists/ },
    { line: ["plan", "Hello", "--x"], says: /^trajet: trajet plan comes with a later version\./ },
    { line: ["chek"], says: /^trajet: There is no command trajet chek\. Did you mean check\?\n$/ },
    {
      line: ["check", "--fromat", "json"],
      says: /^trajet: There is no option --fromat of trajet check\. Did you mean --format\?\n$/,
    },
    {
      line: ["status", "--speed", "2"],
      says: /^trajet: There is no option --speed of trajet status\. trajet status --help lists them\.\n$/,
    },
    {
      line: ["serve", "."],
      says: /^trajet: \. is too much: trajet serve takes no arguments\. .*: trajet serve --project \.\n$/,
    },
    {
      line: ["map", "One", "Two"],
      says: /^trajet: Two is too much: trajet map takes \[journey\]\. See trajet map --help\.\n$/,
    },
    {
      line: ["import", "contacts"],
      says: /^trajet: The file is missing\. Write: trajet import <kind> <file>\n$/,
    },
    {
      line: ["send", "Welcome"],
      says: /^trajet: --to <contact> is missing\. Write: trajet send <message> --to <contact>\n$/,
    },
    {
      line: ["build", "-o"],
      says: /^trajet: -o, --output <dir> stands without its value\. See trajet build --help\.\n$/,
    },
    { line: ["keys", "nope"], says: /^trajet: There is no command trajet keys nope\. trajet keys --help/ },
    { line: ["keys"], says: /^Usage: trajet keys / },
    {
      line: ["fmt", "nowhere"],
      says: /^trajet: There is no nowhere: name a \.journey file, or a folder\.\n$/,
    },
    {
      line: ["--project", "/", "check"],
      says: /^trajet: There is no trajet\.json in \/ or above it: .*\.\n$/,
    },
  ])("answers $line with what is wrong, exit 2", async ({ line, says }) => {
    const { code, out, err } = await project.run(line);
    expect(err).toMatch(says);
    expect([code, out]).toEqual([2, ""]);
  });
});
