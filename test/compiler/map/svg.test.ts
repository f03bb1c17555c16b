import { describe, expect, test } from "vitest";
import { widthOf } from "../../../compiler/src/map/measure.ts";
import { projectMap } from "../../../compiler/src/map/project-map.ts";
import { svgOf } from "../../../compiler/src/map/svg.ts";
import { manySteps, mapIn, mapOf, modelOf, wholeLanguage } from "./drawn.ts";
import { type Picture, picture } from "./picture.ts";

const drawn = (...given: Parameters<typeof svgOf>): Picture => picture(svgOf(...given));

interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** The outline of each node, from its first shape. */
function boxesIn(document: Picture): readonly Box[] {
  return [...document.querySelectorAll("[data-node]")].map((node) => {
    const id = node.getAttribute("data-node") ?? "";
    const shapes = [...node.querySelectorAll(".shape")];
    const points = shapes.flatMap((shape) => {
      const number = (name: string) => Number(shape.getAttribute(name));
      if (shape.localName === "rect") {
        const [x, y] = [number("x"), number("y")];
        return [
          { x, y },
          { x: x + number("width"), y: y + number("height") },
        ];
      }
      const places = (shape.getAttribute("points") ?? "").split(" ").map(Number);
      return places.flatMap((x, index) => (index % 2 === 0 ? [{ x, y: places[index + 1] ?? 0 }] : []));
    });
    const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
    return { id, x: Math.min(...xs), y: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
  });
}

const size = (document: Picture) =>
  (document.documentElement.getAttribute("viewBox") ?? "").split(" ").map(Number);

const overlap = (one: Box, other: Box) =>
  one.x < other.right && other.x < one.right && one.y < other.bottom && other.y < one.bottom;

const PICTURES = [
  ["all of the language", () => mapIn(wholeLanguage(), "WelcomeSeries")],
  ["all of the language, unfolded", () => mapIn(wholeLanguage(), "WelcomeSeries", { expand: "all" })],
  ["eighteen starts", () => mapIn(wholeLanguage(), "Calendar")],
  ["200 steps", () => mapOf(manySteps(200))],
  ["a journey without steps", () => mapOf("")],
  ["an unfinished journey", () => mapOf("wait up to { when contact } if { tag")],
  [
    "loops in loops",
    () => mapOf("repeat up to 2 times { repeat up to 3 times { delay 1 day break } break }"),
  ],
  ["an empty loop", () => mapOf("repeat up to 2 times { }")],
  [
    "a wide split",
    () => mapOf(`split { ${Array.from({ length: 20 }, (_, i) => `5% "arm ${i}" { tag "vip" }`).join(" ")} }`),
  ],
] as const;

describe.each(PICTURES)("a picture of %s", (_, map) => {
  const document = drawn(map());
  const boxes = boxesIn(document);
  const [, , width = 0, height = 0] = size(document);

  test("has each node once, inside it, and none over another", () => {
    expect(boxes.map(({ id }) => id)).toEqual(map().nodes.map(({ id }) => id));
    for (const box of boxes) {
      expect(Math.min(box.x, box.y), box.id).toBeGreaterThanOrEqual(0);
      expect(box.right, box.id).toBeLessThanOrEqual(width);
      expect(box.bottom, box.id).toBeLessThanOrEqual(height);
    }
    const pairs = boxes.flatMap((one, index) => boxes.slice(index + 1).map((other) => [one, other] as const));
    expect(
      pairs.filter(([one, other]) => overlap(one, other)).map(([one, other]) => `${one.id} ${other.id}`),
    ).toEqual([]);
  });

  test("has boxes that read as their links are called", () => {
    const words = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.join(" ") ?? "";
    for (const link of document.querySelectorAll("[data-node] a")) {
      const title = link.querySelector("title")?.textContent ?? "";
      const text = words((link.textContent ?? "").slice(title.length));
      expect(text).not.toBe("");
      expect(words(link.getAttribute("aria-label") ?? "")).toContain(text);
    }
  });

  test("has a line for each way, but for those from an exit", () => {
    const { edges, nodes } = map();
    const exits = new Set(nodes.filter(({ kind }) => kind === "exit").map(({ id }) => id));
    const labelled = edges.filter(({ from, label }) => label !== undefined && !exits.has(from));
    const texts = [...document.querySelectorAll("text.l")].map(({ textContent }) => textContent).join(" ");
    for (const { label = "" } of labelled) {
      for (const word of label.split(/\s+/)) expect(texts).toContain(word);
    }
    expect(document.querySelectorAll("path.edge, path.lane").length).toBeGreaterThanOrEqual(
      boxes.length - 1 - exits.size,
    );
  });
});

describe("frames", () => {
  const FRAGMENT =
    'fragment Ask for Newsletter { delay 2 days if contact.points > 1 { tag "vip" } send email Welcome }';
  const frameOf = (document: Picture, kind: string) => {
    const frame = document.querySelector(`[data-frame="${kind}"]`);
    const number = (name: string) => Number(frame?.getAttribute(name));
    return {
      x: number("x"),
      y: number("y"),
      right: number("x") + number("width"),
      bottom: number("y") + number("height"),
    };
  };

  test("a folded fragment is one node that says how much is in it", () => {
    const document = drawn(mapOf("run Ask", {}, FRAGMENT));
    expect(document.querySelector("[data-frame]")).toBeNull();
    expect(document.querySelector('[data-node="run:Ask"]')?.textContent).toContain("4 steps inside");
  });

  test.each([
    [
      "fragment",
      'run Ask tag "engaged"',
      ["run:Ask/delay", "run:Ask/if", "run:Ask/tag:vip", "run:Ask/send:Welcome"],
    ],
    [
      "loop",
      'repeat up to 3 times { delay 1 day if contact.points > 1 { break } } tag "engaged"',
      ["repeat", "delay", "if", "break"],
    ],
  ])("around a %s hold its steps, and nothing else", (kind, lines, inside) => {
    const document = drawn(mapOf(lines, { expand: ["Ask"] }, FRAGMENT));
    // The graph stands lower than its group's own origin: frames are measured in it.
    const shift = /translate\(([\d.]+) ([\d.]+)\)/.exec(
      document.querySelector("[aria-hidden]")?.getAttribute("transform") ?? "",
    );
    const frame = frameOf(document, kind);
    const [dx, dy] = [Number(shift?.[1]), Number(shift?.[2])];
    const placed = {
      id: kind,
      x: frame.x + dx,
      y: frame.y + dy,
      right: frame.right + dx,
      bottom: frame.bottom + dy,
    };
    const within = boxesIn(document).filter((box) => overlap(box, placed));
    expect(within.map(({ id }) => id)).toEqual(inside);
    for (const box of within) {
      expect(
        box.x >= placed.x && box.right <= placed.right && box.y >= placed.y && box.bottom <= placed.bottom,
      ).toBe(true);
    }
  });

  test("a loop has one way back", () => {
    const document = drawn(
      mapOf("repeat up to 3 times { if contact.points > 1 { delay 1 day } else { delay 2 days } }"),
    );
    expect(document.querySelectorAll("path.lane")).toHaveLength(1);
  });
});

describe("a loop that is left before its end", () => {
  type Point = readonly [number, number];
  const legsOf = (document: Picture, selector: string): readonly (readonly [Point, Point])[] =>
    [...document.querySelectorAll(selector)].flatMap((path) => {
      // Curves by their corners; `V` goes on straight down from the last one.
      const points: Point[] = [];
      for (const [, command, given = ""] of (path.getAttribute("d") ?? "").matchAll(/([A-Z])([^A-Z]*)/g)) {
        const numbers = given.trim().split(/\s+/).map(Number);
        const last = points.at(-1)?.[0] ?? 0;
        if (command === "V") points.push([last, numbers[0] ?? 0]);
        else
          for (let index = 0; index < numbers.length; index += 2)
            points.push([numbers[index] ?? 0, numbers[index + 1] ?? 0]);
      }
      return points.slice(1).map((point, index) => [points[index] ?? point, point] as const);
    });
  const side = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): number =>
    Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  const crossings = (document: Picture): number =>
    legsOf(document, "path.lane").flatMap(([a, b]) =>
      legsOf(document, "path.edge").filter(
        ([c, d]) => side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0,
      ),
    ).length;

  test.each([
    ["at the left", "delay 1 day if contact.points > 1 { break } delay 2 days"],
    ["at the right", "delay 1 day if contact.points > 1 { delay 2 days } else { break }"],
    [
      "in an arm and in a branch",
      "wait up to 2 days { when contact opens Welcome { break } otherwise { } } if contact.points > 1 { break } delay 1 day",
    ],
    [
      "at both sides",
      "wait up to 2 days { when contact opens Welcome { if contact.points > 1 { break } delay 1 day } otherwise { break } }",
    ],
    ["in a loop in it", "repeat up to 2 times { delay 1 day if contact.points > 1 { break } delay 2 days }"],
  ])("%s: no line crosses its way back", (_, body) => {
    const document = drawn(mapOf(`send email Welcome repeat up to 3 times { ${body} } tag "vip"`));
    expect(document.querySelectorAll("path.lane").length).toBeGreaterThan(0);
    expect(crossings(document)).toBe(0);
  });
});

describe("those who do not see it", () => {
  const map = mapOf(
    'exit when contact unsubscribes\nnudge: if contact.points > 5 { tag "vip" } else { exit }',
  );
  const document = drawn(map);
  const svg = document.documentElement;

  test("find a title and a description", () => {
    const of = (name: string) => document.getElementById(svg.getAttribute(name) ?? "")?.textContent;
    expect(svg.getAttribute("role")).toBe("graphics-document document");
    expect(of("aria-labelledby")).toBe("Series");
    expect(of("aria-describedby")).toBe(
      "Series starts when contact signs up. It has 3 steps, 0 messages among them. Leaves when the contact unsubscribes from email.",
    );
  });

  test("find a list of links that say where they lead", () => {
    const items = [...document.querySelectorAll('[role="list"] > [role="listitem"] > a')];
    expect(items.map((link) => link.getAttribute("aria-label"))).toEqual([
      "start when contact signs up. Leads to: if contact.points > 5",
      'nudge: if contact.points > 5. Leads to: yes: tag "vip"; no: exit',
      'tag "vip". Leads to: end',
      "exit. Ends the run",
      "end",
    ]);
    expect(items[1]?.getAttribute("href")).toBe("series.journey#L5");
  });
});

test("what an author calls a step stands above it, and no line ends there", () => {
  const document = drawn(mapOf("a_very_long_name_of_a_step_in_the_middle: delay 1 day"));
  const node = document.querySelector("[data-node^=a_very]");
  const caption = node?.querySelector("text.n");
  expect(caption?.textContent).toBe("a_very_long_name_of_a_step_in_the_middle:");
  const box = boxesIn(document).find(({ id }) => id.startsWith("a_very"));
  expect(Number(caption?.getAttribute("y"))).toBeLessThan(box?.y ?? 0);
  const widest = widthOf(caption?.textContent ?? "");
  expect(Number(caption?.getAttribute("x")) + widest).toBeLessThan(((box?.x ?? 0) + (box?.right ?? 0)) / 2);
});

test("the head says what the journey is for", () => {
  const document = drawn(mapOf('objective "onboarding" exit', {}, 'objectives "onboarding"'));
  expect(document.querySelector(".about")?.textContent).toContain(
    'Journey Series for Newsletter, objective "onboarding"',
  );
});

describe("journeys of a project", () => {
  const again = (name: string, other: string) =>
    `journey ${name} for N { start manually start when contact gets tag "${name}" tag "${name}" start journey ${other} }`;
  const text = `audience N { tags "A", "B" } ${again("A", "B")} ${again("B", "A")}`;
  const document = drawn(projectMap(modelOf({ "a.journey": text })));
  const boxes = boxesIn(document);

  test("that start themselves have a way back beside them, with an arrow", () => {
    const lanes = [...document.querySelectorAll("path.lane")];
    expect(lanes).toHaveLength(2);
    for (const lane of lanes) expect(lane.getAttribute("marker-end")).not.toBeNull();
    const labels = [...document.querySelectorAll("text.l")].map(({ textContent }) => textContent);
    expect(labels.toSorted()).toEqual([
      'gets tag "A"',
      'gets tag "B"',
      "starts it",
      "starts it",
      "starts it when contact",
      "starts it when contact",
    ]);
  });

  test("that start each other have arrows outside of their boxes", () => {
    const transform = document.querySelector("[aria-hidden]")?.getAttribute("transform") ?? "";
    const dy = Number(/translate\([\d.]+ ([\d.]+)\)/.exec(transform)?.[1]);
    const arrows = [...document.querySelectorAll("path.edge[marker-end]")];
    const ends = arrows.map((arrow) => dy + Number(/([\d.]+)$/.exec(arrow.getAttribute("d") ?? "")?.[1]));
    expect(ends.toSorted()).toEqual([boxes[0]?.bottom, boxes[1]?.y]);
  });
});

test("branches stand in the order of the text", () => {
  const arms = ["vip", "engaged"].map((tag) => `25% "${tag}" { tag "${tag}" }`).join(" ");
  const boxes = boxesIn(drawn(mapOf(`split { ${arms} 50% "last" { if contact.points > 1 { exit } } }`)));
  const order = boxes.filter(({ id }) => /^tag|^if/.test(id)).toSorted((a, b) => a.x - b.x);
  expect(order.map(({ id }) => id)).toEqual(["tag:vip", "tag:engaged", "if"]);
});

test("links lead to where one says", () => {
  const map = mapIn(modelOf({ "a b/c#d.journey": "journey J for N { exit }" }), "J");
  const document = drawn(map, { link: "https://host.example/o/r/blob/main/{file}#L{line}" });
  const [link] = document.querySelectorAll("a");
  expect(link?.getAttribute("href")).toBe("https://host.example/o/r/blob/main/a%20b/c%23d.journey#L1");
});

describe("what authors write", () => {
  const label = (text: string) => drawn(mapOf(`tag "${text}"`)).querySelector('[data-node^="tag"]');

  test("is text and nothing else", () => {
    const node = label("</text><script>alert(1)</script>&amp;'");
    expect(node?.querySelector("title")?.textContent).toBe('tag "</text><script>alert(1)</script>&amp;\'"');
    expect(node?.querySelector("script")).toBeNull();
  });

  test("cannot turn around what stands beside it, and has nothing that XML may not", () => {
    expect(label("\u202Egold\u0001\uD800")?.querySelector("title")?.textContent).toBe(
      'tag "[U+202E]gold\uFFFD\uFFFD"',
    );
  });

  test.each([
    ["a long sentence", "in words of many letters and more of them ".repeat(6).trim()],
    ["Chinese without blanks", "欢迎来到我们的陶瓷工作室".repeat(8)],
    ["Arabic", "مرحبا بكم في ورشة الفخار لدينا ".repeat(5).trim()],
    ["one endless word", "x".repeat(300)],
  ])("is broken into lines and never cut: %s", (_, text) => {
    const lines = [...(label(text)?.querySelectorAll("text") ?? [])].map(
      ({ textContent }) => textContent ?? "",
    );
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("").replace(/\s/g, "")).toBe(`tag "${text}"`.replace(/\s/g, ""));
  });
});

test("a picture loads nothing and runs nothing", () => {
  const document = drawn(mapIn(wholeLanguage(), "WelcomeSeries"));
  const names = new Set([...document.querySelectorAll("*")].map(({ localName }) => localName));
  for (const name of ["script", "image", "foreignObject", "use", "link"]) expect(names).not.toContain(name);
  const svg = svgOf(mapIn(wholeLanguage(), "WelcomeSeries"));
  expect(svg).not.toMatch(/@import|@font-face|\son\w+=|url\((?!#)/);
  expect(svg.match(/https?:\/\/[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
});
