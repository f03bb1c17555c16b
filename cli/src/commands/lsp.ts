import type { Register } from "./context.ts";

export const registerLsp: Register = (program, { disk }) => {
  program
    .command("lsp")
    .description("Serve an editor: the language server, over standard input and output.")
    .option("--stdio", "over standard input and output, which is the only way")
    .action(async () => {
      const { serveOnStdio } = await import("@trajet/lsp");
      const { testEngine } = await import("@trajet/runtime/testing");
      const { lineDifferences } = await import("../test/line-differences.ts");
      serveOnStdio({
        engine: testEngine(lineDifferences),
        runTests: async (...asked) => {
          const { runInEditor } = await import("../test/in-editor.ts");
          return runInEditor(disk, ...asked);
        },
      });
    });
};
