// How long the extension takes to become active in a real VS Code, as the editor itself measures it: loading its code and its
// call of `activate`, without what the host does for every extension. In milliseconds, as one JSON document:
// node bench/lsp/activation.mjs. ROUNDS says how often the editor is loaded (5 unless said); the first is left out.
import { rmSync } from "node:fs";
import path from "node:path";
import { installCodeServer, installExtension, startCodeServer } from "../../scripts/vscode/code-server.mjs";
import { packExtension } from "../../scripts/vscode/extension.mjs";
import { clone } from "../../scripts/vscode/paths.mjs";
import { makeProfile } from "../../scripts/vscode/profile.mjs";
import { installSystemPackages } from "../../scripts/vscode/system-packages.mjs";
import { openWorkbench } from "../../scripts/vscode/workbench.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const FILE = "journeys/welcome-series.journey";

/** What the page of the running extensions says of ours: `Activation: 31ms`, or `Startup Activation: 31ms`. */
async function activationMs({ open, serverRuns, command, page }) {
  await open(FILE);
  await serverRuns();
  await command("Developer: Show Running Extensions");
  // The list begins with those that took longest, and has rows only where they are seen.
  await page.setViewportSize({ width: 1280, height: 4_000 });
  const row = page.locator(".runtime-extensions-editor .extension", { hasText: "trajet" }).first();
  const said = await row.locator(".activation-time").innerText();
  return Number(/(\d+)\s*ms/.exec(said)?.[1]);
}

// The steps of the set-up tell of themselves on standard output, which is the document's.
console.log = console.error;
await installSystemPackages();
await installCodeServer();
const profile = makeProfile(path.join(clone, "examples/shop"));
const pictures = path.join(profile.home, "pictures");
await installExtension(profile, await packExtension());
const server = await startCodeServer(profile, path.join(profile.home, "code-server.log"));
const workbench = await openWorkbench(server.origin, profile, pictures);
try {
  const taken = [];
  for (let round = 0; round <= ROUNDS; round++) taken.push(await activationMs(workbench));
  const measured = taken.slice(1).toSorted((one, other) => one - other);
  const document = {
    bench: "activation of the extension",
    activationMs: {
      least: measured[0],
      median: measured[measured.length >> 1],
      first: taken[0],
      all: measured,
    },
  };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
} finally {
  await workbench.close();
  await server.stop();
  profile.remove();
  rmSync(pictures, { recursive: true, force: true });
}
