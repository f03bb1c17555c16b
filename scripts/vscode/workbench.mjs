// The workbench in the browser, as a person uses it: open, look, type, save. The selectors are VS Code's own and have no
// contract; they held for 1.139.
import path from "node:path";
import { chromium as browser } from "playwright-core";
import { chromium as executablePath } from "./system-packages.mjs";
import { until } from "./until.mjs";

const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Opens the workbench on the profile's project. Pictures go to a folder. */
export async function openWorkbench(origin, profile, pictures) {
  const context = await browser.launchPersistentContext(profile.browser, {
    executablePath,
    headless: true,
    viewport: { width: 1400, height: 900 },
    args: BROWSER_ARGS,
  });
  const page = context.pages()[0];
  page.setDefaultTimeout(20_000);
  const host = new URL(origin).host;
  const file = (name) => path.join(profile.workspace, name);

  /** Loads the workbench with one file open: quick open would depend on what else matches. */
  const open = async (name) => {
    const payload = JSON.stringify([["openFile", `vscode-remote://${host}${file(name)}`]]);
    const query = `folder=${encodeURIComponent(profile.workspace)}&payload=${encodeURIComponent(payload)}`;
    await page.goto(`${origin}/?${query}`);
    await page.locator(".editor-instance .view-line").first().waitFor();
  };
  /** Runs a command through the palette, by the row with its title: Enter could take another. */
  const command = async (title) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input:visible").fill(`>${title}`);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().click();
  };
  /** Chooses in the list that a command has opened: narrowed down first, for it holds only the rows that show. */
  const choose = async (text) => {
    await page.locator(".quick-input-widget input:visible").fill(text);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first().click();
  };
  /** Brings a file to the front, by its path, without loading the workbench anew. */
  const show = async (name) => {
    const base = path.basename(name);
    await page.keyboard.press("Control+p");
    await page.locator(".quick-input-widget input:visible").fill(name);
    await page.locator(".quick-input-list .monaco-list-row", { hasText: base }).first().click();
    await page.locator(".tab.active", { hasText: base }).waitFor();
  };
  const closeEditor = () => command("View: Close Editor");
  /** What can be seen of the editor in front; spaces that do not break are spaces. */
  const shownText = async () =>
    (await page.locator(".editor-instance .view-lines").first().innerText()).replaceAll("\u00a0", " ");
  /** Waits until the extension is there, and its server runs. */
  const serverRuns = () =>
    page.locator('.statusbar-item[id*="trajet.server"] [aria-label*="language server is running"]').waitFor();
  /** The line of the cursor, from 1; also of an editor that the keyboard has left. */
  const cursorLine = async () =>
    Number(await page.locator(".editor-instance .line-numbers.active-line-number").first().innerText());
  const focusEditor = () => page.locator(".editor-instance .view-lines").first().click();
  /** Puts the cursor at a line and column, both from 1. */
  const goTo = async (line, column) => {
    await focusEditor();
    await page.keyboard.press("Control+g");
    await page.locator(".quick-input-widget input:visible").fill(`:${line}:${column}`);
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
  };
  const problems = page.locator(".markers-panel .monaco-list-row");
  const showProblems = () => command("Problems: Focus on Problems View");
  /** The numbers in the status bar. */
  const problemCount = (label) => page.locator(`[id="status.problems"] [aria-label="${label}"]`);
  const completions = page.locator(".suggest-widget.visible .monaco-list-row");
  const hover = page.locator(".monaco-hover:visible");

  /**
   * Shows the hover of what the cursor is on, and waits for its text. By keys: through the palette, the mouse would stay
   * where it closes it again.
   */
  const showHover = async (text) => {
    const shown = hover.filter({ hasText: text }).first();
    await until(`a hover with “${text}”`, async () => {
      await page.keyboard.press("Control+k");
      await page.keyboard.press("Control+i");
      return shown.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    return shown;
  };
  const screenshot = (name) =>
    page.screenshot({ path: path.join(pictures, `${name}.png`), animations: "disabled" });
  const save = () => page.keyboard.press("Control+s");

  return {
    page,
    open,
    command,
    choose,
    show,
    closeEditor,
    shownText,
    serverRuns,
    cursorLine,
    focusEditor,
    goTo,
    problems,
    showProblems,
    problemCount,
    completions,
    showHover,
    screenshot,
    save,
    file,
    close: () => context.close(),
  };
}
