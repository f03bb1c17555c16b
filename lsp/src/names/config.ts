import { CONFIG_FILE, type Model, readPlacedJson } from "@trajet/compiler";
import type { Place } from "./find.ts";
import type { Target } from "./target.ts";

/** Where trajet.json names a label or a channel: in its caps. */
export function placesInConfig(target: Target, { config, readFile }: Model): readonly Place[] {
  const isChannel = target.kind === "declaration" && target.of === "channels";
  if (target.kind !== "label" && !isChannel) return [];
  const json = readPlacedJson(readFile(CONFIG_FILE) ?? "");
  if ("problem" in json) return [];
  const key = isChannel ? "channel" : "label";
  return config.caps.flatMap((cap, index) => {
    const span = cap[key] === target.name ? json.valueAt(`/caps/${index}/${key}`) : undefined;
    if (span === undefined) return [];
    return [{ path: CONFIG_FILE, span: { start: span.start + 1, end: span.end - 1 }, declares: false }];
  });
}
