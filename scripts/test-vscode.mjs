// `npm run test:vscode`: the extension in a real VS Code. code-server serves its workbench to a headless Chromium, where
// the example is opened, broken, repaired and saved as a person would. Pictures and logs go to test-results/vscode/.
// The last line is `N passed, N failed`.
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { installCodeServer, installExtension, startCodeServer } from "./vscode/code-server.mjs";
import { runCommandSteps } from "./vscode/command-steps.mjs";
import { serveConsole } from "./vscode/console-page.mjs";
import { packExtension } from "./vscode/extension.mjs";
import { runLiveSteps } from "./vscode/live-steps.mjs";
import { runMapSteps } from "./vscode/map-steps.mjs";
import { runNameSteps } from "./vscode/name-steps.mjs";
import { clone, results } from "./vscode/paths.mjs";
import { makeProfile } from "./vscode/profile.mjs";
import { createReport } from "./vscode/report.mjs";
import { runSteps } from "./vscode/steps.mjs";
import { installSystemPackages } from "./vscode/system-packages.mjs";
import { runTaskSteps } from "./vscode/task-steps.mjs";
import { runTestSteps } from "./vscode/test-steps.mjs";
import { openWorkbench } from "./vscode/workbench.mjs";

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const consolePage = await serveConsole();
const opened = [consolePage];
const { step, counts } = createReport({ screenshot: (name) => opened.at(-1)?.workbench?.screenshot(name) });
const profile = makeProfile(path.join(clone, "examples/shop"), { "trajet.console.url": consolePage.url });
/** Ends what runs, the last first, and takes the profile away. */
const closeAll = async () => {
  for (const { close } of opened.splice(0).toReversed()) await close();
  profile.remove();
};
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => closeAll().finally(() => process.exit(130)));
try {
  await step("set up: system packages and code-server", async () => {
    await installSystemPackages();
    await installCodeServer();
  });
  const vsix = await step("the extension is built and packed", packExtension);
  await step("VS Code installs it", () => installExtension(profile, vsix));
  const server = await step("VS Code starts", () =>
    startCodeServer(profile, path.join(results, "code-server.log")),
  );
  opened.push({ close: server.stop });
  const workbench = await openWorkbench(server.origin, profile, results);
  opened.push({ close: workbench.close, workbench });
  await runSteps(step, workbench);
  await runNameSteps(step, workbench);
  await runTaskSteps(step, workbench);
  await runCommandSteps(step, workbench);
  await runLiveSteps(step, workbench, consolePage.session);
  await runTestSteps(step, workbench);
  await runMapSteps(step, workbench);
} catch (problem) {
  // A step has told of its own failure; what fails between two steps has not.
  if (counts().failed === 0) throw problem;
} finally {
  if (existsSync(profile.logs)) cpSync(profile.logs, path.join(results, "logs"), { recursive: true });
  await closeAll();
}
const { passed, failed } = counts();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
