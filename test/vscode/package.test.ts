import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { startClient } from "../lsp/client.ts";
import { makeProject } from "../lsp/project.ts";
import { SHOP } from "../lsp/shop.ts";

const extension = path.resolve(import.meta.dirname, "../../vscode-extension");
const manifest = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
const vsix = path.join(extension, `${manifest.name}-${manifest.version}.vsix`);

function pack(): Buffer {
  execFileSync(process.execPath, [path.join(extension, "build/package.ts")], {
    cwd: extension,
    stdio: "pipe",
  });
  return readFileSync(vsix);
}

describe("the packed extension", () => {
  let first: Buffer;
  beforeAll(() => {
    first = pack();
  });

  it("is below 3 MB, and the same bytes each time", () => {
    expect(first.length).toBeLessThan(3 * 1024 * 1024);
    expect(pack().equals(first)).toBe(true);
  });

  it("carries every file that its manifest names, and no source", () => {
    const names = namesIn(first);
    const { languages, grammars, snippets, jsonValidation, walkthroughs } = manifest.contributes;
    const files: string[] = [
      manifest.main,
      manifest.browser,
      "dist/server-worker.js",
      manifest.icon,
      languages[0].configuration,
      languages[0].icon.light,
      ...grammars.map((grammar: { path: string }) => grammar.path),
      ...walkthroughs[0].steps.map((step: { media: { svg: string } }) => step.media.svg),
      snippets[0].path,
      jsonValidation[0].url,
      "dist/server.cjs",
      "dist/test-engine.cjs",
      "dist/desktop.cjs",
      "dist/page/map.js",
      "dist/page/map.css",
      "generated/diagnostics/names.md",
      "generated/prebuilt.json",
    ];
    for (const file of files) expect(names).toContain(`extension/${file.replace("./", "")}`);
    expect(names.filter((name) => name.endsWith(".ts") || name.includes("node_modules"))).toEqual([]);
  });

  it("has programs of which no sign makes V8 keep all at two bytes a sign", () => {
    for (const program of [
      "server.cjs",
      "test-engine.cjs",
      "extension.cjs",
      "desktop.cjs",
      "web.cjs",
      "server-worker.js",
    ]) {
      const text = readFileSync(path.join(extension, "dist", program), "utf8");
      expect([program, /[\u0100-\uffff]/.exec(text)?.[0]]).toEqual([program, undefined]);
    }
  });

  it("has a server that needs nothing but itself, and links codes to the pages it carries", async () => {
    const server = path.join(extension, "dist/server.cjs");
    const project = makeProject({
      ...SHOP,
      "welcome.journey": SHOP["welcome.journey"].replace("engaged", "engagd"),
    });
    // Away from the clone: a module that is not bundled would not be found.
    const alone = makeProject({ "server.cjs": readFileSync(server, "utf8") });
    const editor = await startClient({
      folders: [project.folder],
      command: [process.execPath, path.join(alone.folder, "server.cjs"), "--stdio"],
      initializationOptions: { pages: "file:///pages/" },
    });
    editor.open(
      project.uri("welcome.journey"),
      readFileSync(path.join(project.folder, "welcome.journey"), "utf8"),
    );
    const [found] = await editor.diagnostics(project.uri("welcome.journey"));
    const href = found?.codeDescription?.href ?? "";
    expect(href).toMatch(/^file:\/\/\/pages\/names\.md#tj2010-/);
    const page = readFileSync(path.join(extension, "generated/diagnostics/names.md"), "utf8");
    const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading);
    expect(headings.map((heading) => heading.toLowerCase().replaceAll(" ", "-"))).toContain(
      href.split("#")[1],
    );
    await editor.stop();
    project.remove();
    alone.remove();
  });

  it("has beside the server what runs tests, which needs nothing else either", async () => {
    const test = `test "says hello" for WelcomeSeries {
  given contact { points: 20 }
  on 2026-01-05 at 10:00  contact signs up
  expect sent Welcome
}
`;
    const project = makeProject({ ...SHOP, "hello.journey": test });
    const programs = ["server.cjs", "test-engine.cjs"].map((name) => [
      name,
      readFileSync(path.join(extension, "dist", name), "utf8"),
    ]);
    const alone = makeProject(Object.fromEntries(programs));
    const editor = await startClient({
      folders: [project.folder],
      command: [process.execPath, path.join(alone.folder, "server.cjs"), "--stdio"],
    });
    const uri = project.uri("hello.journey");
    editor.open(uri, test);
    const answer = await editor.request("trajet/runTests", { textDocument: { uri } });
    expect(answer).toMatchObject({ ran: [{ name: "says hello", failures: [] }], leftOut: [] });
    await editor.stop();
    project.remove();
    alone.remove();
  });
});

/** The names in a zip file, from its central directory. */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  const end = zip.lastIndexOf(Buffer.from("504b0506", "hex"));
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    names.push(zip.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
