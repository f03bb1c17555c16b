import type { Register } from "./context.ts";

export const registerLsp: Register = (program) => {
  program
    .command("lsp")
    .description("Serve an editor: the language server, over standard input and output.")
    .option("--stdio", "over standard input and output, which is the only way")
    .action(async () => {
      const { lateEngine, serveOnStdio } = await import("@trajet/lsp");
      const load = async () => {
        const { testEngine } = await import("@trajet/runtime/testing");
        const { lineDifferences } = await import("../test/line-differences.ts");
        return testEngine(lineDifferences);
      };
      serveOnStdio({ engine: lateEngine(load) });
    });
};
