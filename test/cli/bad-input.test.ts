import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "../../cli/src/disk.ts";
import { type TemporaryProject, temporaryProject } from "./temporary-project.ts";

const AUDIENCE = 'audience Newsletter { tags "vip" }\n';
const JOURNEY = `${AUDIENCE}journey A for Newsletter {
  start when contact signs up
  tag "vip"
}
`;
const SLOPPY = 'audience   Newsletter {\n      tags   "vip"\n}\n';
const STEPS = (inner: string): string =>
  `${AUDIENCE}journey A for Newsletter { start when contact signs up ${inner} }\n`;

let project: TemporaryProject;
beforeEach(() => {
  project = temporaryProject({ "trajet.json": '{ "name": "shop" }\n', "a.journey": JOURNEY });
});
afterEach(() => project.remove());

const bytes = (path: string, content: Uint8Array | string): void =>
  writeFileSync(join(project.folder, path), content);

/** Each line of a compact check: place, severity, code. */
async function said(
  disk: Disk = nodeDisk,
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const { code, out, err } = await project.run(["check", "--format", "compact"], { disk });
  expect(out).toBe("");
  return { code, lines: err.split("\n").flatMap((line) => /^(.*? TJ\d{4}): /.exec(line)?.[1] ?? []) };
}

/** A disk on which some paths fail as a system call would. */
function failing(what: Partial<Record<keyof Disk, RegExp>>, code: string): Disk {
  const refusing =
    <A extends readonly [string, ...unknown[]], R>(name: keyof Disk, call: (...args: A) => R) =>
    (...args: A): R => {
      const [path] = args;
      if (!what[name]?.test(path)) return call(...args);
      throw Object.assign(new Error(`${code}: refused`), { code, syscall: name, path });
    };
  return {
    ...nodeDisk,
    list: refusing("list", nodeDisk.list),
    read: refusing("read", nodeDisk.read),
    requireWritable: refusing("requireWritable", nodeDisk.requireWritable),
    write: refusing("write", nodeDisk.write),
  };
}

describe("a .journey file that is no text", () => {
  it.each([
    ["binary", Uint8Array.from({ length: 4096 }, (_, index) => index % 256), "a.journey:1:1: error TJ6018"],
    ["in UTF-16", Buffer.from(`\uFEFF${AUDIENCE}`, "utf16le"), "a.journey:1:4: error TJ6018"],
    [
      "in Latin-1",
      Buffer.from('audience Newsletter { tags "café" }\n', "latin1"),
      "a.journey:1:32: error TJ6019",
    ],
    [
      "with half of a surrogate pair",
      Buffer.from([...Buffer.from('audience N { tags "'), 0xed, 0xa0, 0x80, 0x22, 0x7d]),
      "a.journey:1:20: error TJ6019",
    ],
    ["cut in a character", Buffer.from(`${AUDIENCE}// é`).subarray(0, -1), "a.journey:2:4: error TJ6019"],
    [
      "with broken bytes where no string is",
      Buffer.concat([
        Buffer.from("audience Newsl"),
        Buffer.from([0xff]),
        Buffer.from('etter { tags "vip" }\n'),
      ]),
      "a.journey:1:15: error TJ6019",
    ],
  ])("%s: one letter, at its place", async (_, content, line) => {
    bytes("a.journey", content);
    expect(await said()).toEqual({ code: 1, lines: [line] });
  });

  it("is left as it is by fmt, which says so", async () => {
    const latin = Buffer.from(SLOPPY.replace("vip", "café"), "latin1");
    bytes("a.journey", latin);
    const { code, out, err } = await project.run(["fmt"]);
    expect([code, out, err]).toEqual([1, "", "a.journey is no text in UTF-8: it is left as it is.\n"]);
    expect(Buffer.from(nodeDisk.read(join(project.folder, "a.journey"))).equals(latin)).toBe(true);
  });

  it("has a letter where it is a template, if a message names it", async () => {
    project.write(
      "a.journey",
      'audience N { }\nemail E for N { from "Ana <a@shop.example>"  subject "S"  body file "e.hbs" }\njourney A for N { start when contact signs up send email E }\n',
    );
    bytes("notes.txt", Buffer.from("café", "latin1"));
    bytes("e.hbs", Buffer.from("<p>café</p>", "latin1"));
    expect(await said()).toEqual({ code: 1, lines: ["e.hbs:1:7: error TJ6019"] });
    bytes("e.hbs", "<p>\0{{x}}</p>");
    expect(await said()).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^a\.journey:2:\d+: error TJ5022$/)],
    });
  });
});

describe("sizes beyond reason", () => {
  it("are not read: 10 MB", async () => {
    project.write("a.journey", JOURNEY + "// more\n".repeat(1_300_000));
    expect(await said()).toEqual({ code: 1, lines: ["a.journey:1:1: error TJ6021"] });
  });

  it("shows only the place of a line of 1 MB", async () => {
    const many = Array.from(
      { length: 500 },
      (_, n) => `journey A${n} for Newsletter { start when contact signs up }`,
    );
    project.write(
      "a.journey",
      `${AUDIENCE.trim()} /*${"x".repeat(1_000_000)}*/ ${STEPS('tag "vipp"').slice(AUDIENCE.length).trim()} ${many.join(" ")}`,
    );
    const { code, err } = await project.run(["check"]);
    expect(code).toBe(1);
    expect(err).toContain('"vipp"');
    expect(Math.max(...err.split("\n").map((line) => line.length))).toBeLessThan(200);
  });

  it.each([
    ["braces", "{".repeat(10_000)],
    ["steps", STEPS(`${"if contact.rating > 3 { ".repeat(10_000)}tag "vip"${" }".repeat(10_000)}`)],
    ["parentheses", STEPS(`if ${"(".repeat(10_000)}true${")".repeat(10_000)} { tag "vip" }`)],
    ["negations", STEPS(`if ${"not ".repeat(10_000)}true { tag "vip" }`)],
    ["lists", `audience N { tags ${"[".repeat(10_000)} }`],
  ])("says of 10,000 nested %s that it is wrong, and goes on", async (_, text) => {
    project.write("a.journey", text);
    project.write("b.journey", "segment S { nothing }\n");
    const { code, lines } = await said();
    expect(code).toBe(1);
    expect(lines.filter((line) => line.startsWith("a.journey")).length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.startsWith("b.journey")).length).toBeGreaterThan(0);
    expect((await project.run(["fmt", "--check", "a.journey"])).err).toContain("a.journey has mistakes");
  });

  it("refuses a trajet.json that is nested without end", async () => {
    project.write("trajet.json", `{ "name": ${"[".repeat(100_000)}`);
    expect(await said()).toEqual({ code: 1, lines: ["trajet.json:1:110: error TJ6001"] });
  });
});

describe("texts that are sound though they look odd", () => {
  it.each([
    ["Windows line ends", JOURNEY.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\uFEFF${JOURNEY}`],
    ["text from right to left", JOURNEY.replaceAll("vip", "שלום مرحبا")],
    ["characters outside the first plane", JOURNEY.replaceAll("vip", "🎁𝒱")],
    ["no last line end", JOURNEY.trimEnd()],
  ])("%s", async (_, text) => {
    project.write("a.journey", text);
    expect(await said()).toEqual({ code: 0, lines: [] });
  });

  it("places a mistake behind Windows line ends and wide characters where editors do", async () => {
    project.write(
      "a.journey",
      JOURNEY.replace('tag "vip"\n}', '/* 🎁 */ tag "vipp"\n}').replaceAll("\n", "\r\n"),
    );
    expect((await said()).lines).toEqual(["a.journey:4:16: error TJ2010"]);
  });

  it("a byte order mark in trajet.json", async () => {
    project.write("trajet.json", '\uFEFF{ "name": "shop" }\n');
    expect(await said()).toEqual({ code: 0, lines: [] });
  });
});

describe("characters that nobody sees", () => {
  it("are warned of in strings and comments, and never reach the terminal", async () => {
    project.write(
      "a.journey",
      JOURNEY.replaceAll('"vip"', '"vip\u202E"').replace("start", "/* \u2066 */ start"),
    );
    expect(await said()).toEqual({
      code: 0,
      lines: [
        "a.journey:1:32: warning TJ6020",
        "a.journey:3:6: warning TJ6020",
        "a.journey:4:11: warning TJ6020",
      ],
    });
    const { err } = await project.run(["check"]);
    expect(err).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });

  it("are an error where they are part of the form", async () => {
    project.write("a.journey", JOURNEY.replace("journey A", "journey A\u202E"));
    const { code, lines } = await said();
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringMatching(/^a\.journey:2:10: error TJ1\d+$/)]);
  });

  it("cannot colour or move what is printed", async () => {
    project.write("a.journey", JOURNEY.replace('tag "vip"\n', 'tag "\u001B[2J\u001B]0;x\u0007vip"\n'));
    const { err } = await project.run(["check"]);
    expect(err).toContain("TJ2010");
    expect(err).not.toContain("\u001B");
    expect((await project.run(["check", "--format", "compact"])).err).not.toContain("\u001B");
  });
});

describe("files that cannot be read", () => {
  it.each([
    ["EACCES", "permission was denied"],
    ["ENOENT", "it went away in the meantime"],
    ["EIO", "the disk failed"],
  ])("%s: a letter with the reason, and the others are checked", async (code, reason) => {
    project.write("b.journey", 'journey B for Newsletter { start when contact signs up tag "vipp" }\n');
    const disk = failing({ read: /b2\.journey$/ }, code);
    project.write("b2.journey", AUDIENCE);
    const { err } = await project.run(["check", "--format", "compact"], { disk });
    expect(err).toMatch(/^b\.journey:1:\d+: error TJ2010: /);
    expect(err).toContain(`b2.journey:1:1: error TJ6017: "b2.journey" could not be read: ${reason}.`);
  });

  it("a folder, and a trajet.json", async () => {
    project.write("sub/b.journey", "");
    expect(await said(failing({ list: /\/sub$/ }, "EACCES"))).toEqual({
      code: 1,
      lines: ["sub:1:1: error TJ6017"],
    });
    expect(await said(failing({ read: /trajet\.json$/ }, "EACCES"))).toEqual({
      code: 1,
      lines: ["trajet.json:1:1: error TJ6017"],
    });
  });

  it("a link that leads nowhere, but not the lock of an editor", async () => {
    symlinkSync("nowhere", join(project.folder, "b.journey"));
    symlinkSync("somebody@somewhere.1", join(project.folder, ".#a.journey"));
    expect(await said()).toEqual({ code: 1, lines: ["b.journey:1:1: error TJ6017"] });
  });

  it("and fmt says so of one, and formats the others", async () => {
    project.write("b.journey", SLOPPY);
    const { code, out, err } = await project.run(["fmt"], {
      disk: failing({ read: /a\.journey$/ }, "EACCES"),
    });
    expect([code, out]).toEqual([1, "b.journey\n"]);
    expect(err).toBe("a.journey could not be read: permission was denied.\n");
  });
});

describe("links and projects in one another", () => {
  it.each([
    ["to the folder itself", ".", "again"],
    ["to a folder above the project", "../..", "again"],
    ["by way of another folder", "..", "sub/again"],
  ])("leaves out a link %s", async (_, target, path) => {
    mkdirSync(join(project.folder, "sub"));
    symlinkSync(target, join(project.folder, path));
    expect(await said()).toEqual({ code: 0, lines: [`${path}:1:1: warning TJ6022`] });
  });

  it("has no trouble with links that lead to themselves", async () => {
    symlinkSync("self", join(project.folder, "self"));
    symlinkSync("two", join(project.folder, "one"));
    symlinkSync("one", join(project.folder, "two"));
    expect(await said()).toEqual({ code: 0, lines: [] });
  });

  it("says that an inner project is left out", async () => {
    project.write("inner/trajet.json", '{ "name": "inner" }');
    project.write("inner/b.journey", AUDIENCE);
    expect(await said()).toEqual({ code: 0, lines: ["inner:1:1: info TJ6023"] });
    expect((await project.run(["check", "inner"])).err).toBe("2 files checked, nothing is wrong.\n");
    project.write("trajet.json", '{ "name": "shop", "severity": { "TJ6023": "off" } }');
    expect(await said()).toEqual({ code: 0, lines: [] });
  });
});

describe("a trajet.json that is odd", () => {
  it.each([
    ["a list", '["shop"]', ["trajet.json:1:1: error TJ6003"]],
    ["empty", "", ["trajet.json:1:1: error TJ6001"]],
    ["blank", " \n", ["trajet.json:2:1: error TJ6001"]],
    ["a key twice", '{ "name": "a", "name": "b" }', ["trajet.json:1:16: error TJ6001"]],
    ["an unknown key", '{ "name": "a", "curency": "EUR" }', ["trajet.json:1:16: error TJ6002"]],
    [
      "a severity of no code",
      '{ "name": "a", "severity": { "TJ20100": "off" } }',
      ["trajet.json:1:30: error TJ6006"],
    ],
    [
      "a severity that is none",
      '{ "name": "a", "severity": { "TJ2010": "fatal" } }',
      ["trajet.json:1:40: error TJ6003"],
    ],
    ["binary", "\0\0", ["trajet.json:1:1: error TJ6001"]],
  ])("%s", async (_, text, lines) => {
    project.write("trajet.json", text);
    expect(await said()).toEqual({ code: 1, lines });
  });

  it("names the nearest key and the nearest code", async () => {
    project.write("trajet.json", '{ "name": "a", "curency": "EUR", "severity": { "TJ2O10": "off" } }');
    const { err } = await project.run(["check"]);
    expect(err).toContain('Change it to "currency".');
    expect(err).toMatch(/There is no diagnostic "TJ2O10"\. Did you mean "TJ2\d\d\d"\?/);
  });

  it("is a folder", async () => {
    const empty = temporaryProject({ "trajet.json/x": "" });
    const { code, err } = await empty.run(["check", "--format", "compact"]);
    empty.remove();
    expect([code, err]).toEqual([1, expect.stringMatching(/ error TJ6017: .* it is a folder\.\n$/)]);
  });
});

describe("projects with nothing in them", () => {
  it.each([
    ["no journey file", {}],
    ["an empty one", { "a.journey": "\n" }],
  ])("%s: a warning", async (_, files) => {
    const empty = temporaryProject({ "trajet.json": '{ "name": "shop" }', ...files });
    const { code, err } = await empty.run(["check", "--format", "compact"]);
    const { out } = await empty.run(["build", "--format", "json"]);
    empty.remove();
    expect([code, err]).toEqual([0, expect.stringMatching(/^trajet\.json:1:1: warning TJ6024: /)]);
    expect(JSON.parse(out).programs).toEqual([]);
  });

  it("a template that is a folder is no file", async () => {
    project.write("emails/x.hbs", "");
    project.write(
      "a.journey",
      'audience N { }\nemail E for N { from "Ana <a@shop.example>"  subject "S"  body file "emails" }\njourney A for N { start when contact signs up send email E }\n',
    );
    const { code, lines } = await said();
    expect([code, lines]).toEqual([1, [expect.stringMatching(/^a\.journey:2:\d+: error TJ50\d\d$/)]]);
  });
});

describe("writing where it is refused", () => {
  it("fmt changes nothing at all, and says which file", async () => {
    project.write("a.journey", SLOPPY);
    project.write("b.journey", SLOPPY);
    const { code, out, err } = await project.run(["fmt"], {
      disk: failing({ requireWritable: /b\.journey$/ }, "EACCES"),
    });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe("trajet: b.journey cannot be written: permission was denied. No file was changed.\n");
    expect(project.read("a.journey")).toBe(SLOPPY);
  });

  it("fmt leaves the old text where the disk is full", async () => {
    project.write("a.journey", SLOPPY);
    const { code, err } = await project.run(["fmt"], { disk: failing({ write: /./ }, "ENOSPC") });
    expect([code, err]).toEqual([2, "trajet: a.journey cannot be written: the disk is full.\n"]);
    expect(project.read("a.journey")).toBe(SLOPPY);
  });

  it("fmt - gives broken input back, says so, and exits 1", async () => {
    const broken = "audience   N {\n tags\n";
    const { code, out, err } = await project.run(["fmt", "-"], { input: broken });
    expect(code).toBe(1);
    expect(out).toContain("tags");
    expect(err).toBe(
      "The input has mistakes, the first in line 2: what they stand in is left as it is. trajet check says what is wrong.\n",
    );
    expect(await project.run(["fmt", "-", "a.journey"])).toMatchObject({ code: 2, out: "" });
  });

  it("build does not write into a file", async () => {
    project.write("out", "mine");
    const { code, out, err } = await project.run(["build", "-o", "out"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      "trajet: out cannot be written: there is something else in its place. Name another folder with -o.\n",
    );
    expect(project.read("out")).toBe("mine");
  });
});
