import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { compiled } from "../compiler/lower/compiled.ts";
import { constructs } from "../fixtures/constructs.ts";
import { blocksOf, pages, read } from "./manual.ts";

const PUBLISHED = read("docs/schemas/program.schema.json");

describe("the schema of programs in the manual", () => {
  test("is the one by which programs are checked: node compiler/scripts/write-schemas.ts", () => {
    expect(PUBLISHED).toBe(read("compiler/schemas/program.schema.json"));
  });

  /* Other tools read it without what is ajv's own, such as `discriminator`. */
  const validate = new Ajv({ strict: false }).compile(JSON.parse(PUBLISHED));

  test.each(constructs.map(({ name }) => name))("lets the programs of %s through", (name) => {
    const { journeys } = JSON.parse(read(`test/fixtures/constructs/${name}/program.json`));
    for (const { program } of journeys) expect(validate(program), JSON.stringify(validate.errors)).toBe(true);
  });

  test("lets through no property that it does not describe, anywhere", () => {
    const open: string[] = [];
    const look = (schema: unknown, path: string): void => {
      if (typeof schema !== "object" || schema === null) return;
      if ("properties" in schema && "required" in schema && Object.keys(schema).length > 3) {
        if (!("additionalProperties" in schema)) open.push(path);
      }
      for (const [key, value] of Object.entries(schema)) look(value, `${path}/${key}`);
    };
    look(JSON.parse(PUBLISHED), "");
    expect(open).toEqual([]);
  });
});

describe("the ids that the page tells", () => {
  const page = pages().find(({ path }) => path === "docs/programs.md");
  const blocks = page === undefined ? [] : blocksOf(page).filter(({ info }) => info === "journey");
  const idsOf = (index: number) => {
    const prelude = read("test/docs/prelude.journey");
    const { project } = compiled({ "prelude.journey": prelude, "page.journey": blocks[index]?.text ?? "" });
    return Object.keys(project.journeys[0]?.program.steps ?? {});
  };

  test.each([
    [0, ["delay", "send:Offer", "nudge", "delay#2", "send:Offer#2"]],
    [
      1,
      [
        "run:Remind",
        "run:Remind/delay",
        "run:Remind/send:Welcome",
        "later",
        "later/delay",
        "later/send:Welcome",
      ],
    ],
  ])("are those of its snippet %d", (index, ids) => {
    expect(idsOf(index)).toEqual(ids);
    for (const id of ids) expect(page?.text).toContain(`\`${id}\``);
  });
});
