import type { Declaration, Labels } from "@trajet/grammar";
import type { Report } from "../diagnostics/report.ts";
import { symbolKindOf } from "../model/bind.ts";
import type { ParsedFile } from "./parse-file.ts";

/** What is said of a declaration that nothing uses, by its kind. Others are useful by themselves. */
const SAYINGS: Partial<Readonly<Record<Declaration["kind"], (name: string) => string>>> = {
  Email: (name) => `No journey sends the email ${name}.`,
  Sms: (name) => `No journey sends the text message ${name}.`,
  Survey: (name) => `No journey sends the survey ${name}.`,
  Message: (name) => `No journey sends the message ${name}.`,
  Segment: (name) => `Nothing asks about the segment ${name}.`,
  CustomAudience: (name) => `No journey adds anybody to ${name}.`,
  Record: (name) => `No field has the type ${name}.`,
  Event: (name) => `Nothing waits for the event ${name}, or asks about it.`,
  Coupon: (name) => `No journey gives the coupon ${name}.`,
  Channel: (name) => `No message goes by the channel ${name}.`,
  Webhook: (name) => `No journey calls the webhook ${name}, and no channel goes through it.`,
  Fragment: (name) => `No journey runs the fragment ${name}.`,
};

/** Reports the declarations whose names nobody uses. `used` holds kinds and names as `useKey` makes them. */
export function reportUnused(files: readonly ParsedFile[], used: ReadonlySet<string>, report: Report): void {
  // What uses it may stand in a part that cannot be read.
  if (files.some(({ problems }) => problems.some(({ severity }) => severity === "error"))) return;
  for (const file of files) {
    for (const declaration of file.tree.declarations) {
      if (declaration.kind === "Labels") reportUnusedWords(declaration, file.path, used, report);
      const saying = SAYINGS[declaration.kind];
      const kind = symbolKindOf(declaration);
      if (saying === undefined || kind === undefined || !("name" in declaration)) continue;
      const { name } = declaration;
      if (name === undefined || used.has(useKey(kind, name.text))) continue;
      report("TJ2030", name.span, file.path, { saying: saying(name.text) }, { tags: ["unnecessary"] });
    }
  }
}

/** Labels on no message and in no limit, and objectives of no journey. */
function reportUnusedWords(
  { of, names }: Labels,
  file: string,
  used: ReadonlySet<string>,
  report: Report,
): void {
  for (const { value, span } of names) {
    if (used.has(useKey(of, value))) continue;
    const saying =
      of === "labels"
        ? `No message has the label "${value}", and no limit speaks of it.`
        : `No journey has the objective "${value}".`;
    report("TJ2030", span, file, { saying }, { tags: ["unnecessary"] });
  }
}

export function useKey(kind: string, name: string): string {
  return `${kind} ${name}`;
}
