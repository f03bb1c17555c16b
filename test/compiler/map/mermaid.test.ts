// @vitest-environment jsdom
import mermaid from "mermaid";
import { describe, expect, test } from "vitest";
import { mermaidOf } from "../../../compiler/src/map/mermaid.ts";
import { projectMap } from "../../../compiler/src/map/project-map.ts";
import { manySteps, mapIn, mapOf, wholeLanguage } from "./drawn.ts";

test("each kind has its shape, and each way its arrow", () => {
  expect(mermaidOf(mapOf('if contact.points < 5 { tag "vip" } send email Welcome otherwise { exit }'))).toBe(
    `flowchart TD
  accTitle: Series
  n0(["start when contact signs up"]):::border
  n1{{"if contact.points #60; 5"}}:::choice
  n2["tag #34;vip#34;"]:::change
  n3["send email Welcome"]:::message
  n4{{"exit"}}:::exit
  n5(["end"]):::border
  n0 --> n1
  n1 -->|"yes"| n2
  n1 -->|"no"| n3
  n2 --> n3
  n3 --> n5
  n3 -->|"refused"| n4
  n4 --> n5
  classDef border fill:#e2e8f0,stroke:#64748b,color:#0f172a
  classDef choice fill:#fef3c7,stroke:#d97706,color:#0f172a
  classDef change fill:#f5f3ff,stroke:#8b5cf6,color:#0f172a
  classDef message fill:#dcfce7,stroke:#16a34a,color:#0f172a
  classDef exit fill:#fee2e2,stroke:#ef4444,color:#0f172a
`,
  );
});

test("what an author calls a step stands before what it does", () => {
  expect(mermaidOf(mapOf("hello: delay 1 day"))).toContain('n1("hello: delay 1 day"):::time');
});

test("a fragment that is spelled out is a subgraph", () => {
  const fragments =
    'fragment Outer for Newsletter { tag "vip" run Inner } fragment Inner for Newsletter { delay 1 day }';
  const lines = mermaidOf(mapOf("run Outer", { expand: "all" }, fragments)).split("\n");
  expect(lines.slice(2, 14).map((line) => line.slice(2))).toEqual([
    'n0(["start when contact signs up"]):::border',
    'n1[["run Outer"]]:::fragment',
    'n5(["end"]):::border',
    'subgraph g1["Outer"]',
    '  n2["tag #34;vip#34;"]:::change',
    '  n3[["run Inner"]]:::fragment',
    '  subgraph g0["Inner"]',
    '    n4("delay 1 day"):::time',
    "  end",
    "end",
    "n0 --> n1",
    "n1 --> n2",
  ]);
});

/** What Mermaid itself says of a text. */
const parsed = (text: string) => mermaid.parse(text, { suppressErrors: false });

describe("Mermaid reads", () => {
  const model = wholeLanguage();
  const link = "https://host.example/{file}#L{line}";

  test.each([...model.symbols.journeys.keys()])(
    "%s, folded and unfolded, with links and without",
    async (name) => {
      for (const expand of [[], "all"] as const) {
        expect(await parsed(mermaidOf(mapIn(model, name, { expand })))).toMatchObject({
          diagramType: "flowchart-v2",
        });
        expect(await parsed(mermaidOf(mapIn(model, name, { expand }), { link }))).toBeTruthy();
      }
    },
  );

  test("a project, a journey of 200 steps, and an unfinished one", async () => {
    expect(await parsed(mermaidOf(projectMap(model)))).toBeTruthy();
    expect(await parsed(mermaidOf(mapOf(manySteps(200))))).toBeTruthy();
    expect(await parsed(mermaidOf(mapOf("wait up to { when contact } if { tag")))).toBeTruthy();
  });

  test.each([
    "end",
    'a" --> b',
    "%%{init}%%",
    "`**bold**`",
    "<b onclick=x>",
    "#quot;",
    "a\\nb",
    "[x](y)",
    "; click",
    "\u202Ex",
  ])("a tag %j", async (tag) => {
    const text = mermaidOf(mapOf(`tag ${JSON.stringify(tag)}`));
    expect(await parsed(text)).toBeTruthy();
    expect(text).not.toMatch(/<(?!br\/>)/);
  });

  test("and refuses what is none", async () => {
    await expect(parsed("flowchart TD\n  a[x --> b")).rejects.toThrow();
  });
});
