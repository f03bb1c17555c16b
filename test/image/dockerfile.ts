import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT = resolve(import.meta.dirname, "../..");

/** A line of the Dockerfile: `COPY` and what stands behind it. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
}

/** The instructions of the Dockerfile in their order. */
export const INSTRUCTIONS: readonly Instruction[] = readFileSync(join(ROOT, "Dockerfile"), "utf8")
  .replaceAll("\\\n", " ")
  .split("\n")
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line) => {
    const [, name = "", text = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
    return { name, text };
  });

export const named = (name: string): readonly string[] =>
  INSTRUCTIONS.filter((one) => one.name === name).map(({ text }) => text);

/** What each `COPY` takes, and where it goes. */
export const COPIES = named("COPY").map((text) => {
  const words = text.split(/\s+/);
  return { sources: words.slice(0, -1), to: words.at(-1) ?? "" };
});

/** The arguments of the one instruction that is written as a JSON list. */
export function listOf(name: string): readonly string[] {
  const [text = "[]"] = named(name);
  return JSON.parse(text);
}

/** Whether a path of the clone comes along: what `.dockerignore` names stays outside. */
export function comesAlong(path: string): boolean {
  const parts = path.split("/");
  return !IGNORED.some((pattern) =>
    pattern.startsWith("**/") ? parts.includes(pattern.slice("**/".length)) : parts[0] === pattern,
  );
}

const IGNORED = readFileSync(join(ROOT, ".dockerignore"), "utf8")
  .split("\n")
  .filter((line) => line !== "");
