import { store, stored } from "./stored.ts";

export type Theme = "auto" | "light" | "dark";

const STORED = "trajet-playground-theme";
const ofPage = (): Storage => localStorage;
const dark = matchMedia("(prefers-color-scheme: dark)");

export function storedTheme(): Theme {
  const theme = stored(ofPage, STORED);
  return theme === "light" || theme === "dark" ? theme : "auto";
}

export function chooseTheme(theme: Theme): void {
  store(ofPage, STORED, theme);
  apply();
}

export const isDark = (): boolean => (storedTheme() === "auto" ? dark.matches : storedTheme() === "dark");

/** Gives this document the colours that are chosen, now and when another document, or the system, chooses. */
export function followTheme(changed: () => void = () => {}): void {
  apply();
  addEventListener("storage", () => {
    apply();
    changed();
  });
  dark.addEventListener("change", changed);
}

function apply(): void {
  document.documentElement.dataset.theme = storedTheme();
}
