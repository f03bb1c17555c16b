// The Test Explorer: tests of the projects are found, run green, break with the journey, and tell what was expected.
import { readFileSync } from "node:fs";
import { placeOf } from "./place-of.mjs";
import { until } from "./until.mjs";

const JOURNEY = "win-back/win-back.journey";
const TESTS = "win-back/win-back-test.journey";

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runTestSteps(step, workbench) {
  const items = workbench.page.locator(".test-explorer .monaco-list-row");
  /** The file of tests is what the worst of them is. */
  const item = (state) => workbench.page.locator(`.test-explorer [aria-label^="${TESTS} (${state}"]`);
  await step("the tests of the projects are in the Test Explorer", () => findsTests(workbench, items));
  await step("they pass", () => passes(workbench, item));
  await step("with the journey broken one fails, with what was expected", () => fails(workbench, item));
  await step("and passes again when the journey is repaired", () => passesAgain(workbench, item));
  await step("coverage marks what the tests came to", () => covers(workbench));
}

async function findsTests({ open, serverRuns, command }, items) {
  await open(TESTS);
  await serverRuns();
  await command("Testing: Focus on Test Explorer View");
  await items.filter({ hasText: "win-back-test.journey" }).first().waitFor();
}

/** The first of the file, which the cursor is put on. */
async function runAtCursor({ goTo, command }) {
  await goTo(1, 1);
  await command("Test: Run Test at Cursor");
}

async function passes(workbench, item) {
  await runAtCursor(workbench);
  await item("Passed").first().waitFor();
}

/** A delay of 20 days becomes one of 290. */
async function fails(workbench, item) {
  const { page, file, save, show, goTo, screenshot } = workbench;
  await show(JOURNEY);
  const { line, column } = placeOf(readFileSync(file(JOURNEY), "utf8"), "delay 20 days");
  await goTo(line, column + "delay 2".length);
  await page.keyboard.insertText("9");
  await save();
  await until("the longer delay on disk", () => readFileSync(file(JOURNEY), "utf8").includes("290 days"));
  await show(TESTS);
  await runAtCursor(workbench);
  await item("Failed").first().waitFor();
  await page.locator(".editor-instance .view-lines", { hasText: 'has tag "lost"' }).first().waitFor();
  await screenshot("test-failed");
}

async function passesAgain(workbench, item) {
  const { page, file, save, show, focusEditor } = workbench;
  await page.keyboard.press("Escape");
  await show(JOURNEY);
  await focusEditor();
  await page.keyboard.press("Control+z");
  await save();
  await until("the delay as it was", () => readFileSync(file(JOURNEY), "utf8").includes("delay 20 days"));
  await show(TESTS);
  await runAtCursor(workbench);
  await item("Passed").first().waitFor();
}

async function covers({ command, page, screenshot }) {
  await command("Test: Run All Tests with Coverage");
  const row = page
    .locator(".test-coverage-list, .test-explorer-coverage, .pane-body")
    .getByText("win-back.journey");
  await row.first().waitFor();
  await page
    .getByText(/^\d+(\.\d+)?%$/)
    .first()
    .waitFor();
  await screenshot("coverage");
}
