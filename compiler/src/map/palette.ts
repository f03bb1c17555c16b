import type { Family } from "./families.ts";

export interface Palette {
  readonly page: string;
  readonly panel: string;
  readonly text: string;
  readonly quiet: string;
  readonly line: string;
  readonly families: Readonly<Record<Family, { readonly fill: string; readonly stroke: string }>>;
}

export type Theme = "light" | "dark" | "auto";

/** Text stands out from all that it stands on by 4.5 to 1 or more, an outline from the page by 3 to 1 (WCAG 2.2). */
export const PALETTES: Readonly<Record<"light" | "dark", Palette>> = {
  light: {
    page: "#ffffff",
    panel: "#f8fafc",
    text: "#0f172a",
    quiet: "#475569",
    line: "#64748b",
    families: {
      border: { fill: "#e2e8f0", stroke: "#475569" },
      choice: { fill: "#fef3c7", stroke: "#b45309" },
      time: { fill: "#dbeafe", stroke: "#1d4ed8" },
      message: { fill: "#dcfce7", stroke: "#15803d" },
      change: { fill: "#f5f3ff", stroke: "#7c3aed" },
      outside: { fill: "#ccfbf1", stroke: "#0f766e" },
      loop: { fill: "#ffedd5", stroke: "#c2410c" },
      fragment: { fill: "#e0e7ff", stroke: "#4338ca" },
      exit: { fill: "#fee2e2", stroke: "#b91c1c" },
      milestone: { fill: "#fce7f3", stroke: "#be185d" },
      journey: { fill: "#e0f2fe", stroke: "#0369a1" },
    },
  },
  dark: {
    page: "#0d1117",
    panel: "#161b22",
    text: "#f1f5f9",
    quiet: "#a8b3c4",
    line: "#8b98ab",
    families: {
      border: { fill: "#27303f", stroke: "#a8b3c4" },
      choice: { fill: "#3b2a0a", stroke: "#fbbf24" },
      time: { fill: "#14264d", stroke: "#60a5fa" },
      message: { fill: "#0f3320", stroke: "#4ade80" },
      change: { fill: "#2a1d4e", stroke: "#a78bfa" },
      outside: { fill: "#0b3431", stroke: "#2dd4bf" },
      loop: { fill: "#40200d", stroke: "#fb923c" },
      fragment: { fill: "#212258", stroke: "#a5b4fc" },
      exit: { fill: "#431717", stroke: "#f87171" },
      milestone: { fill: "#45152f", stroke: "#f472b6" },
      journey: { fill: "#0b2f45", stroke: "#38bdf8" },
    },
  },
};

/** The style sheet of a picture. `auto` follows what the reader asks of all pages. */
export function styles(theme: Theme): string {
  if (theme !== "auto") return `${FORMS}${colours(PALETTES[theme])}`;
  return `${FORMS}${colours(PALETTES.light)}@media (prefers-color-scheme:dark){${colours(PALETTES.dark)}}`;
}

const FORMS =
  "text{white-space:pre}.k,.t{font-weight:600}.t{font-size:16px}.shape{stroke-width:1.3}.icon{fill:none;stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}.edge,.frame,.lane{fill:none;stroke-width:1.3}.frame{stroke-dasharray:4 3}.lane{stroke-dasharray:6 3}.n{font-style:italic}.l{text-anchor:middle;paint-order:stroke;stroke-width:4px;stroke-linejoin:round}a:focus .shape,a:hover .shape{stroke-width:2.6}a:focus{outline:none}";

function colours({ page, panel, text, quiet, line, families }: Palette): string {
  const each = Object.entries(families).map(
    ([family, { fill, stroke }]) =>
      `.${family} .shape{fill:${fill};stroke:${stroke}}.${family} .icon{stroke:${stroke}}`,
  );
  return [
    `.page{fill:${page}}.panel{fill:${panel};stroke:${line}}text{fill:${text}}.q,.n{fill:${quiet}}`,
    `.edge,.frame,.lane{stroke:${line}}.head{fill:${line}}.l{fill:${quiet};stroke:${page}}`,
    ...each,
  ].join("");
}
