import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TemporaryProject, temporaryProject } from "../temporary-project.ts";

const PEOPLE = `audience Newsletter { tags "vip", "new" }
fragment Greet for Newsletter { delay 1 day  tag "new" }
`;
const HELLO = `/// Says hello.
journey Hello for Newsletter {
  title "Hello & welcome"
  start when contact signs up
  run Greet
  tag "vip"
}
journey Vip for Newsletter {
  start when contact gets tag "vip"
  exit when contact unsubscribes
  delay 1 week
}
`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({
    "trajet.json": '{ "name": "shop" }\n',
    "people.journey": PEOPLE,
    "journeys/hello.journey": HELLO,
  });
});
afterEach(() => project.remove());

describe("trajet map", () => {
  it("makes the folders of its file, and says where its suffix says something else than --format", async () => {
    const made = await project.run(["map", "Hello", "-o", "new/folder/map.svg"]);
    expect(made).toEqual({ code: 0, out: "", err: "" });
    expect(project.read("new/folder/map.svg")).toContain("<svg ");
    const { code, err } = await project.run(["map", "Hello", "--format", "svg", "-o", "map.md"]);
    expect([code, err]).toEqual([0, "map.md ends in .md, and holds svg, as --format says.\n"]);
  });

  it("tells a journey in English where nothing else is said", async () => {
    const { code, out } = await project.run(["map", "Hello"]);
    expect(code).toBe(0);
    expect(out).toBe(`# Hello & welcome

Says hello.

The journey Hello, for the audience Newsletter.

## Who starts

- When the contact signs up.

## Rules

- A contact starts only once.

## Steps

1. Go through the fragment Greet:
   - 1.1 Wait 1 day.
   - 1.2 Add the tag "new".
2. Add the tag "vip".
`);
  });

  it.each([
    ["map.svg", /^<svg [\s\S]*<title id="map-Hello-title">Hello &#38; welcome<\/title>/],
    ["map.mmd", /^flowchart TD\n/],
    ["map.json", /^\{\n {2}"version": 1,\n {2}"journey": "Hello"/],
    ["map.md", /^# Hello & welcome\n/],
  ])("writes %s in the form that its name says", async (file, begin) => {
    const { code, out } = await project.run(["map", "Hello", "-o", file]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(project.read(file)).toMatch(begin);
  });

  it("draws the steps of a fragment that is named", async () => {
    const nodes = async (...expand: string[]) =>
      JSON.parse((await project.run(["map", "Hello", "--format", "json", ...expand])).out).nodes.map(
        ({ id }: { id: string }) => id,
      );
    expect(await nodes()).not.toContain("run:Greet/delay");
    expect(await nodes("--expand", "Greet")).toContain("run:Greet/delay");
    expect(await nodes("--expand", "all")).toContain("run:Greet/delay");
  });

  it("links steps to their lines, in the colours that were asked for", async () => {
    const link = "https://host.example/blob/main/{file}#L{line}";
    const { out } = await project.run(["map", "Hello", "--format", "svg", "--link", link, "--theme", "dark"]);
    expect(out).toContain('href="https://host.example/blob/main/journeys/hello.journey#L6"');
    expect(out).not.toContain("prefers-color-scheme");
    const mermaid = (await project.run(["map", "Hello", "--format", "mermaid", "--link", link])).out;
    expect(mermaid).toContain('click n2 href "https://host.example/blob/main/journeys/hello.journey#L6"');
    expect((await project.run(["map", "Hello", "--format", "mermaid"])).out).not.toContain("click");
  });

  it("shows how the journeys of a project start each other", async () => {
    const { out } = await project.run(["map"]);
    expect(out).toBe(`# shop

2 journeys.

## Hello & welcome (Hello)

Says hello.

- 2 steps.
- Starts when the contact signs up.
- Vip: this journey starts it when contact gets tag "vip".

## Vip

- 1 step.
- Starts when the contact gets the tag "vip".
`);
    expect((await project.run(["map", "--format", "mermaid"])).out).toContain(
      'n0 -->|"starts it when contact gets tag #34;vip#34;"| n1',
    );
  });

  it("draws a journey of a project with errors", async () => {
    project.write(
      "broken.journey",
      'journey Broken for Nobody { start when contact signs up  if { tag "x" }  delay',
    );
    const { code, out } = await project.run(["map", "Broken"]);
    expect(code).toBe(0);
    expect(out).toContain('1. If …: add the tag "x".\n2. Wait ….');
    expect((await project.run(["map", "Hello"])).code).toBe(0);
  });

  it.each([
    [["map", "Helo"], "There is no journey Helo: did you mean Hello?"],
    [["map", "Else"], "There is no journey Else: the project has Hello, Vip."],
    [["map", "Hello", "--expand", "Gret"], "There is no fragment Gret: did you mean Greet?"],
    [
      ["map", "Hello", "--format", "png"],
      '--format is one of prose, svg, mermaid, json; "png" is none of them.',
    ],
    [["map", "Hello", "-o", "map.png"], "The name map.png does not say a format: end it in .json, .svg"],
    [
      ["map", "Hello", "-o", "trajet.json/map.svg"],
      "trajet.json/map.svg cannot be written: there is something else in its place.",
    ],
    [["map", "Hello", "--theme", "pink"], "--theme is one of auto, light, dark"],
  ])("%j is refused in a sentence", async (line, sentence) => {
    const { code, out, err } = await project.run(line);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
  });
});
