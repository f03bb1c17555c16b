// What a person does with the example in the editor, and must see. Each step stands on those before it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { format } from "@trajet/grammar";
import { placeOf } from "./place-of.mjs";
import { until } from "./until.mjs";

const JOURNEY = "journeys/welcome-series.journey";
/** The tag that the journey gives to those who did not answer: it stands there once. */
const TAG = 'tag "sleeping"';
const TEMPLATE = "emails/welcome.hbs";
const PRINTED = "{{contact.firstName}}";

/** @param {(name: string, act: () => Promise<void>) => Promise<void>} step runs one step and reports it */
export async function runSteps(step, workbench) {
  const read = (name) => readFileSync(workbench.file(name), "utf8");
  /** Puts the cursor behind a text of the saved file. */
  const goBehind = (name, text, more = 0) => {
    const { line, column } = placeOf(read(name), text);
    return workbench.goTo(line, column + text.length + more);
  };

  await step("the example opens, in colours", () => opensInColours(workbench));
  await step("it has no problems", () => hasNoProblems(workbench, goBehind));
  await step("a misspelt tag is underlined, and explained in the Problems view", () =>
    underlinesMisspeltTag(workbench, goBehind, placeOf(read(JOURNEY), TAG)),
  );
  await step("its quick fix puts the nearest tag there", () => fixesTag(workbench, goBehind));
  await step("saving formats the file", () => formatsOnSave(workbench, read));
  await step("completion offers the tags of the audience", () => completesTags(workbench, goBehind, read));
  await step("a field's hover shows its type and its note", () => showsType(workbench, goBehind));
  await step("a mistake in a template shows in the template", () => underlinesTemplate(workbench, goBehind));
}

async function opensInColours({ open, page, screenshot }) {
  await open(JOURNEY);
  await page.locator(".editor-instance .view-line", { hasText: "WelcomeSeries" }).first().waitFor();
  const colours = () =>
    page.locator(".editor-instance .view-line span[class^=mtk]").evaluateAll((spans) => {
      return new Set(spans.map((span) => getComputedStyle(span).color)).size;
    });
  await until("at least four colours", async () => (await colours()) >= 4);
  await screenshot("example");
}

async function hasNoProblems({ showHover, showProblems, page, screenshot }, goBehind) {
  // Before the server has spoken there are no problems either: it has, once it answers a hover.
  await goBehind(JOURNEY, TAG, 1 - TAG.length);
  await showHover("Gives the contact a tag");
  await page.keyboard.press("Escape");
  await showProblems();
  await page.getByText("No problems have been detected in the workspace").waitFor();
  await screenshot("no-problems");
}

async function underlinesMisspeltTag(
  { page, showProblems, problems, problemCount, screenshot },
  goBehind,
  tag,
) {
  await goBehind(JOURNEY, TAG);
  await page.keyboard.insertText(' tag "slepping"');
  await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  await problemCount("Errors: 1").waitFor();
  await showProblems();
  const row = problems.filter({ hasText: "slepping" }).first();
  const label = await row.getAttribute("aria-label");
  assert.match(label, /"slepping".*"sleeping"/s);
  assert.match(
    label,
    new RegExp(`at line ${tag.line} and character ${tag.column + TAG.length + " tag ".length}\\b`),
  );
  assert.match(await row.innerText(), /TJ2010/);
  await screenshot("misspelt-tag");
}

async function fixesTag({ page }, goBehind) {
  await goBehind(JOURNEY, TAG, ' tag "sl'.length);
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: '"sleeping"' }).first();
  // Pressed while the editor still takes in what was typed, the keys open nothing.
  for (let tries = 1; ; tries++) {
    await page.keyboard.press("Control+.");
    const shown = await fix.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
    if (shown || tries === 4) break;
    await goBehind(JOURNEY, TAG, ' tag "sl'.length);
  }
  await fix.click();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
}

async function formatsOnSave({ save }, read) {
  const typed = read(JOURNEY).replace(TAG, `${TAG} ${TAG}`);
  const { text: formatted } = format(typed);
  assert.notEqual(formatted, typed);
  await save();
  await until("the saved file to be formatted", () => read(JOURNEY) === formatted);
}

async function completesTags({ page, completions, save, screenshot }, goBehind, read) {
  await goBehind(JOURNEY, TAG);
  await page.keyboard.type("  untag ", { delay: 20 });
  await page.keyboard.type('"', { delay: 20 });
  for (const tag of ["vip", "regained", "engaged"])
    await completions.filter({ hasText: tag }).first().waitFor();
  await screenshot("completion");
  await page.keyboard.type("reg", { delay: 20 });
  await completions.filter({ hasText: "regained" }).first().click();
  await save();
  await until("the chosen tag in the saved file", () => read(JOURNEY).includes('untag "regained"'));
}

async function showsType({ show, showHover, screenshot }, goBehind) {
  // Not loaded anew: the editor may not have thrown away yet what it kept of the file that was saved just now.
  await show("journeys/vip-care.journey");
  await goBehind("journeys/vip-care.journey", "contact.points", -2);
  const shown = await showHover("points: number");
  assert.match(await shown.innerText(), /Points on the customer's card/);
  await screenshot("hover");
}

async function underlinesTemplate({ open, page, showProblems, problems, screenshot }, goBehind) {
  await open(TEMPLATE);
  await goBehind(TEMPLATE, PRINTED);
  await page.keyboard.insertText("{{contact.fistName}}");
  await page.locator(".squiggly-error").first().waitFor({ state: "attached" });
  await showProblems();
  const row = problems.filter({ hasText: "fistName" }).first();
  assert.match(await row.getAttribute("aria-label"), /"fistName".*"firstName"/s);
  assert.match(await row.innerText(), /TJ5002/);
  await problems.filter({ hasText: "welcome.hbs" }).first().waitFor();
  await screenshot("template");
}
