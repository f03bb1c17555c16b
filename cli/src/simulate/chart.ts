import type { Simulated } from "./simulate.ts";

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [960, 360, 64, 64, 48];
/** Colours that are told apart by those who do not see all of them (Okabe and Ito). */
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999"];

/**
 * Messages by day, stacked by message, as an SVG document without scripts or outside resources; those who do not see it find
 * a description.
 */
export function simulationChart({ journey, messages, runs, from, to }: Simulated): string {
  const names = [...new Set(messages.map(({ message }) => message))].sort();
  const days = daysBetween(from.slice(0, 10), to.slice(0, 10));
  const counts = new Map(messages.map((one) => [`${one.day} ${one.message}`, 0]));
  for (const { day, message, count } of messages)
    counts.set(`${day} ${message}`, (counts.get(`${day} ${message}`) ?? 0) + count);
  const totals = days.map((day) => names.reduce((sum, name) => sum + (counts.get(`${day} ${name}`) ?? 0), 0));
  const most = Math.max(1, ...totals);
  const [plotWidth, plotHeight] = [WIDTH - LEFT - 16, HEIGHT - TOP - BOTTOM];
  const step = plotWidth / Math.max(1, days.length);
  const bars = days.flatMap((day, index) => {
    let top = TOP + plotHeight;
    return names.map((name, nth) => {
      const count = counts.get(`${day} ${name}`) ?? 0;
      const height = (count / most) * plotHeight;
      top -= height;
      if (count === 0) return "";
      const place = `x="${shown(LEFT + index * step)}" y="${shown(top)}" width="${shown(Math.max(step * 0.9, 0.5))}" height="${shown(height)}"`;
      return `  <rect ${place} fill="${colourOf(nth)}"><title>${escaped(`${day}: ${name}, ${count}`)}</title></rect>`;
    });
  });
  const title = `${journey ?? "All journeys"}: messages by day`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="title about" font-family="system-ui, sans-serif" font-size="12">`,
    `  <title id="title">${escaped(title)}</title>`,
    `  <desc id="about">${escaped(`${runs} runs from ${from} to ${to}; at most ${most} messages on a day.`)}</desc>`,
    `  <rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `  <text x="${LEFT}" y="24" font-size="16" fill="#0f172a">${escaped(title)}</text>`,
    ...names.map((name, nth) => legendOf(name, nth)),
    ...[0, 0.5, 1].map((share) => lineAt(share, most, plotHeight)),
    ...bars.filter((bar) => bar !== ""),
    ...dayLabels(days, step).map(
      ([x, day]) => `  <text x="${shown(x)}" y="${HEIGHT - BOTTOM + 20}" fill="#475569">${day}</text>`,
    ),
    "</svg>",
    "",
  ].join("\n");
}

function legendOf(name: string, nth: number): string {
  const x = LEFT + (nth % 6) * 145;
  const y = 36 + Math.floor(nth / 6) * 14;
  return `  <rect x="${x}" y="${y}" width="10" height="10" fill="${colourOf(nth)}"/><text x="${x + 14}" y="${y + 9}" fill="#0f172a">${escaped(name)}</text>`;
}

function lineAt(share: number, most: number, plotHeight: number): string {
  const y = shown(TOP + plotHeight * (1 - share));
  return `  <path d="M${LEFT} ${y}H${WIDTH - 16}" stroke="#cbd5e1"/><text x="${LEFT - 8}" y="${y}" text-anchor="end" dominant-baseline="middle" fill="#475569">${Math.round(most * share)}</text>`;
}

/** As many as do not touch each other. */
function dayLabels(days: readonly string[], step: number): readonly (readonly [number, string])[] {
  const every = Math.max(1, Math.ceil(90 / step));
  return days.flatMap((day, index) => (index % every === 0 ? [[LEFT + index * step, day] as const] : []));
}

function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

const colourOf = (nth: number): string => COLOURS[nth % COLOURS.length] ?? "#0072b2";
const shown = (value: number): string => String(Math.round(value * 100) / 100);
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
