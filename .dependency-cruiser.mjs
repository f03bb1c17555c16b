// Who may import whom (docs/architecture.md): grammar ← compiler ← {lsp, cli}; the runtime sees the compiler's programs
// and nothing else of it; no circles.
const OURS = "^(grammar|compiler|runtime|lsp|cli|console|vscode-extension|playground|theme|editors)/";

/** `from` may import, of our packages, only what `allowed` matches. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^${from}/` },
  to: { path: OURS, pathNot: `^(${[`${from}/`, ...allowed].join("|")})` },
});

export default {
  forbidden: [
    only("grammar-alone", "grammar", [], "grammar imports nothing of ours"),
    only("compiler-on-grammar", "compiler", ["grammar/"], "compiler imports only grammar"),
    only("runtime-on-programs", "runtime", ["compiler/src/program/"], "runtime sees only the program types"),
    only(
      "lsp-on-compiler",
      "lsp",
      ["grammar/", "compiler/"],
      "lsp imports grammar and compiler, never the runtime",
    ),
    only(
      "extension-on-lsp",
      "vscode-extension/src",
      ["vscode-extension/", "lsp/"],
      "the extension imports only lsp",
    ),
    only(
      "extension-server",
      "vscode-extension/server",
      ["vscode-extension/", "lsp/", "runtime/src/testing/", "cli/src/test/line-differences"],
      "its server is that of lsp, with the runner of tests",
    ),
    only(
      "extension-build",
      "vscode-extension/build",
      ["vscode-extension/", "grammar/", "cli/src/(prebuilt|disk)"],
      "its build reads the tokens, and what trajet init copies",
    ),
    only(
      "playground-page",
      "playground/src",
      [
        "playground/",
        "lsp/",
        "runtime/src/testing/",
        "grammar/src/editor/language-configuration",
        "compiler/schemas/",
        "vscode-extension/(page|src/map/(messages|at-cursor)|src/one-at-a-time)",
      ],
      "the playground is the language server, the runner of tests and the extension's map in a page",
    ),
    only(
      "playground-build",
      "playground/build",
      ["playground/", "vscode-extension/(build/prebuilt-journeys|src/map/page-body)"],
      "its build reads what trajet init copies, and the body of the page of the map",
    ),
    {
      name: "protocol-once",
      comment: "the protocol's values come by one file, which says why",
      severity: "error",
      from: { path: "^lsp/src/", pathNot: "^lsp/src/protocol\\.ts$" },
      to: { path: "^node_modules/vscode-languageserver/lib/common/", dependencyTypesNot: ["type-only"] },
    },
    only(
      "console-alone",
      "console",
      ["theme/"],
      "the console speaks HTTP, and has the colours of all our pages",
    ),
    {
      name: "engine-pure",
      comment:
        "the engine is a pure interpreter: the database, Temporal and the network are its hosts' (docs/runtime.md)",
      severity: "error",
      from: { path: "^runtime/src/engine/" },
      to: { path: OURS, pathNot: "^(runtime/src/(engine|rendering)/|compiler/src/program/)" },
    },
    {
      name: "engine-without-io",
      comment: "clock, files and sockets reach the engine only through its ports",
      severity: "error",
      from: { path: "^runtime/src/(engine|rendering)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "simulator-in-memory",
      comment: "the simulator runs in a page, too: no database, no Temporal server, nothing of Node",
      severity: "error",
      from: { path: "^runtime/src/(simulator|simulation|intake|testing)/" },
      to: {
        path: "^node_modules/(kysely|pg|@electric-sql|@temporalio)/|^runtime/src/(temporal|assembly|doors|outgoing)/",
      },
    },
    {
      name: "simulator-without-io",
      comment: "its clock moves when it is told to, and its world answers from memory",
      severity: "error",
      from: { path: "^runtime/src/(simulator|simulation|intake|testing)/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-circles",
      comment: "two modules that run each other's code are one, or lack a third; types may name each other",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "resolvable",
      comment: "an import that does not resolve escapes every other rule",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(node:|virtual:|vscode$)" },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|dist-\\d+|generated)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
