// The extension's own commands, as a person runs them from the palette.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { until } from "./until.mjs";

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runCommandSteps(step, workbench) {
  await step("the status bar says that the server runs", () => workbench.serverRuns());
  await step("a prebuilt journey is copied into a project of its own", () => copiesPrebuilt(workbench));
  await step("a journey is shown in English", () => showsProse(workbench));
  await step("the walkthrough opens, with its pictures", () => opensWalkthrough(workbench));
}

async function copiesPrebuilt({ page, command, choose, screenshot, file }) {
  await command("Trajet: New Journey from a Prebuilt One");
  await screenshot("prebuilt");
  await choose("win-back");
  await choose("A project of its own");
  await page.locator(".tab.active", { hasText: "win-back.journey" }).waitFor();
  for (const name of ["trajet.json", "win-back.journey", "win-back-test.journey", "people.journey"])
    await until(`the copy of ${name}`, () => existsSync(file(`win-back/${name}`)));
  assert.match(readFileSync(file("win-back/win-back.journey"), "utf8"), /^journey \w+ for/m);
}

async function showsProse({ page, command, shownText, closeEditor }) {
  await command("Trajet: Show a Journey in English");
  await page.locator(".tab.active", { hasText: "WinBack.md" }).waitFor();
  await until("the journey in English", async () => /Who starts/.test(await shownText()));
  await closeEditor();
}

async function opensWalkthrough({ page, command, choose, screenshot, closeEditor }) {
  await command("Welcome: Open Walkthrough...");
  await choose("Begin with Trajet");
  const steps = page.locator(".gettingStartedContainer .step-title");
  await steps.filter({ hasText: "Begin with a journey that works" }).first().waitFor();
  // A picture that cannot be read leaves an empty frame.
  await page
    .frameLocator("iframe.webview.ready")
    .frameLocator("#active-frame")
    .locator("svg")
    .first()
    .waitFor();
  await screenshot("walkthrough");
  await closeEditor();
}
