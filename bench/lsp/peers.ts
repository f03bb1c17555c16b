import { existsSync } from "node:fs";
import path from "node:path";
import { smallEnvironment, V8_OPTIONS } from "../../lsp/start/small-process.mjs";
import { projectOf } from "../compiler/project.ts";
import { CONFIG } from "./workspace.ts";

/** A language server, a text of its language, and a mistake to make in the text. */
export interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly file: string;
  readonly languageId: string;
  /** A sound text of so many lines, and what else stands in its folder. */
  readonly text: (lines: number) => string;
  readonly others: Readonly<Record<string, string>>;
  /** Stands in the text again and again; with `wrong` behind it, it is a mistake. */
  readonly sound: string;
  readonly wrong: string;
}

const INSTALLED = path.join(import.meta.dirname, "peers/node_modules");
const at = (file: string): readonly string[] => [process.execPath, path.join(INSTALLED, file), "--stdio"];

const models = (lines: number, model: (index: number) => string): string => {
  const size = model(0).split("\n").length - 1;
  return Array.from({ length: Math.ceil(lines / size) }, (_, index) => model(index)).join("");
};

/** Where Node keeps what it made of our server's text, as it does for an editor. */
export const COMPILED = path.resolve(import.meta.dirname, "../../.cache/bench-lsp");

/** As the VS Code extension starts it. */
export const OURS: Peer = {
  name: "trajet",
  env: smallEnvironment(COMPILED),
  command: [
    process.execPath,
    ...V8_OPTIONS,
    path.resolve(import.meta.dirname, "../../vscode-extension/dist/server.cjs"),
    "--stdio",
  ],
  file: "bench.journey",
  languageId: "trajet",
  text: projectOf,
  others: { "trajet.json": CONFIG },
  sound: '    tag "engaged"',
  wrong: " send email Nobody",
};

const PRISMA: Peer = {
  name: "@prisma/language-server",
  command: at("@prisma/language-server/dist/bin.js"),
  file: "schema.prisma",
  languageId: "prisma",
  text: (lines) =>
    `datasource db {\n  provider = "postgresql"\n}\n${models(
      lines,
      (index) =>
        `model Person${index} {\n  id Int @id\n  email String @unique\n  city String?\n  points Int @default(0)\n}\n\n`,
    )}`,
  others: {},
  sound: "  city String?",
  wrong: "\n  more Nothing",
};

const TYPESPEC: Peer = {
  name: "@typespec/compiler",
  command: at("@typespec/compiler/cmd/tsp-server.js"),
  file: "main.tsp",
  languageId: "typespec",
  text: (lines) =>
    models(
      lines,
      (index) =>
        `/** Somebody. */\nmodel Person${index} {\n  id: int32;\n  city?: string;\n  points: int32 = 0;\n}\n\n`,
    ),
  others: {},
  sound: "  city?: string;",
  wrong: "\n  more: Nothing;",
};

/** Ours, and of the others those that are installed. */
export function peers(): readonly Peer[] {
  return [OURS, ...[PRISMA, TYPESPEC].filter(({ command }) => existsSync(command[1] ?? ""))];
}
