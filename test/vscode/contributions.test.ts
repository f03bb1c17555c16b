import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { textmateGrammar } from "@trajet/grammar";
import { describe, expect, it } from "vitest";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { nodeDisk } from "../../cli/src/disk.ts";
import { compact } from "../../cli/src/output/for-people.ts";
import { copiesOf, prebuiltProjects } from "../../cli/src/prebuilt.ts";
import { contributions } from "../../vscode-extension/build/contributions.ts";
import "../grammar/editor/tokenize.ts";

const extension = path.resolve(import.meta.dirname, "../../vscode-extension");
const manifest = JSON.parse(readFileSync(path.join(extension, "package.json"), "utf8"));
const { commands, menus, problemMatchers, walkthroughs, configuration } = manifest.contributes;
const names: readonly string[] = commands.map(({ command }: { command: string }) => command);
const made = contributions();

/** The sources of the extension, one behind the other. */
const sources = readdirSync(path.join(extension, "src"), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
  .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), "utf8"))
  .join("\n");

describe("the manifest", () => {
  it.each(names)("%s is registered", (command) => {
    expect(sources).toContain(`registerCommand("${command}"`);
  });

  it("names no command in its menus and walkthrough that it does not have", () => {
    const named = [
      ...JSON.stringify([menus, walkthroughs]).matchAll(/"command":"(trajet\.\w+)"|command:(trajet\.\w+)/g),
    ].map(([, inMenu, inText]) => inMenu ?? inText);
    expect(named.length).toBeGreaterThan(0);
    expect(names).toEqual(expect.arrayContaining(named));
  });

  it("carries a picture with a text for each step of the walkthrough", () => {
    for (const { media } of walkthroughs[0].steps) {
      expect(readFileSync(path.join(extension, media.svg), "utf8")).toContain("<title>");
      expect(media.altText).not.toBe("");
    }
  });

  it("does not let a folder that is not trusted name a program", () => {
    const { untrustedWorkspaces } = manifest.capabilities;
    expect(untrustedWorkspaces.supported).toBe("limited");
    const restricted = Object.keys(configuration.properties).filter((name) => name.endsWith(".path"));
    expect(untrustedWorkspaces.restrictedConfigurations).toEqual(restricted);
  });
});

describe("the problem matcher", () => {
  const [matcher] = problemMatchers;
  const pattern = new RegExp(matcher.pattern.regexp);

  it("reads what trajet check --format compact writes", () => {
    const text = compact({
      diagnostics: [
        {
          file: "journeys/a:b.journey",
          span: { start: 8, end: 9 },
          severity: "warning",
          code: "TJ2010",
          message: "What: is this?",
        },
      ],
      textOf: () => "line one\nline two",
      summary: { files: 1, errors: 0, warnings: 1 },
    } as unknown as Parameters<typeof compact>[0]);
    const found = pattern.exec(text.trimEnd());
    const { file, line, column, severity, code, message } = matcher.pattern;
    expect([file, line, column, severity, code, message].map((group) => found?.[group])).toEqual([
      "journeys/a:b.journey",
      "1",
      "9",
      "warning",
      "TJ2010",
      "What: is this?",
    ]);
  });
});

describe("the prebuilt journeys", () => {
  const carried: readonly { name: string; files: Record<string, string>; brought: string[] }[] = JSON.parse(
    made["prebuilt.json"] ?? "",
  );

  it("are those that trajet init copies, text by text", () => {
    const all = prebuiltProjects(nodeDisk);
    expect(carried.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
    for (const prebuilt of all) {
      const { files, brought } = carried.find(({ name }) => name === prebuilt.name) ?? {};
      const copies = copiesOf(prebuilt, nodeDisk, "new");
      expect(Object.keys(files ?? {})).toEqual(copies.map(({ path: file }) => file));
      for (const { path: file, content } of copies)
        expect(Buffer.from(files?.[file] ?? "").equals(content)).toBe(true);
      expect(brought).toEqual(copiesOf(prebuilt, nodeDisk, "existing").map(({ path: file }) => file));
    }
  });
});

describe("a code block in Markdown", () => {
  const host = { scopeName: "text.html.markdown", patterns: [], repository: {} };
  const grammars: Readonly<Record<string, object>> = {
    "text.html.markdown": host,
    "source.trajet": textmateGrammar(),
    "markdown.trajet.codeblock": JSON.parse(made["markdown.tmLanguage.json"] ?? ""),
  };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => textmate.parseRawGrammar(JSON.stringify(grammars[scope]), `${scope}.json`),
    getInjections: (scope) => (scope === "text.html.markdown" ? ["markdown.trajet.codeblock"] : undefined),
  });

  it.each(["```journey", "~~~ trajet", "````journey title=x"])("is coloured behind %s", async (fence) => {
    const grammar = await registry.loadGrammar("text.html.markdown");
    let state = textmate.INITIAL;
    const scopesOf = (line: string): string => {
      const { tokens, ruleStack } = grammar?.tokenizeLine(line, state) ?? { tokens: [], ruleStack: state };
      state = ruleStack;
      return tokens.map(({ scopes }) => scopes.join(" ")).join("\n");
    };
    expect(scopesOf("send email Welcome")).not.toContain("trajet");
    scopesOf(fence);
    const inside = scopesOf("  send email Welcome");
    expect(inside).toContain("meta.embedded.block.trajet");
    expect(inside).toContain("keyword");
    scopesOf((/^\W+/.exec(fence)?.[0] ?? "").trim());
    expect(scopesOf("send email Welcome")).not.toContain("trajet");
  });
});
