import { element, made } from "./elements.ts";

/** The files as tabs: arrows go from one to the next, as the pattern for tabs has it. */
export function drawTabs(paths: readonly string[], shown: string, show: (path: string) => void): void {
  const list = element("tabs");
  const hadFocus = list.contains(document.activeElement);
  list.replaceChildren(...paths.map((path) => tabOf(path, path === shown, show)));
  const selected = list.querySelector<HTMLElement>('[aria-selected="true"]');
  selected?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (hadFocus) selected?.focus();
  list.onkeydown = ({ key }) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const next = by === undefined ? undefined : paths.at((paths.indexOf(shown) + by) % paths.length);
    if (next !== undefined) show(next);
  };
}

function tabOf(path: string, isShown: boolean, show: (path: string) => void): HTMLElement {
  const tab = made("button", path);
  tab.type = "button";
  tab.role = "tab";
  tab.tabIndex = isShown ? 0 : -1;
  tab.ariaSelected = String(isShown);
  tab.setAttribute("aria-controls", "editor");
  tab.addEventListener("click", () => show(path));
  return tab;
}
