import { nearest } from "../diagnostics/nearest.ts";
import type { Report } from "../diagnostics/report.ts";
import type { Symbols } from "../model/symbols.ts";
import type { ProjectConfig } from "../project/config.ts";
import { type PlacedJson, readPlacedJson } from "../project/json-places.ts";
import { CONFIG_FILE } from "../project/read-config.ts";
import { BUILT_IN_CHANNELS } from "./names/members.ts";
import { useKey } from "./unused.ts";

/** A cap of trajet.json whose channel or label is misspelt would hold nothing back: its names are checked as all others are. */
export function checkCapNames(
  text: string | undefined,
  { caps }: ProjectConfig,
  symbols: Pick<Symbols, "labels" | "channels">,
  report: Report,
): void {
  const json = caps.length === 0 || text === undefined ? undefined : readPlacedJson(text);
  if (json === undefined || "problem" in json) return;
  const channels = [...BUILT_IN_CHANNELS, ...symbols.channels.keys()];
  for (const [index, { channel, label }] of caps.entries()) {
    const at = (key: string) => placeOf(json, index, key);
    if (label !== undefined && !symbols.labels.has(label)) {
      const found = { name: label, nearest: nearest(label, symbols.labels) };
      report("TJ2014", at("label"), CONFIG_FILE, found);
    }
    if (channel !== undefined && !channels.includes(channel)) {
      const found = { noun: "channel", name: channel, nearest: nearest(channel, channels) };
      report("TJ2008", at("channel"), CONFIG_FILE, found);
    }
  }
}

const placeOf = (json: PlacedJson, index: number, key: string) =>
  json.valueAt(`/caps/${index}/${key}`) ?? { start: 0, end: 1 };

/** The labels that the caps of trajet.json use. */
export function usedByCaps({ caps }: ProjectConfig): readonly string[] {
  return caps.flatMap(({ label }) => (label === undefined ? [] : [useKey("labels", label)]));
}
