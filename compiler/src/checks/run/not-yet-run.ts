import type { Report } from "../../diagnostics/report.ts";
import type { Model } from "../../model/model.ts";
import { reportNotRun } from "./needs.ts";

/** What a project needs that this version cannot run, each once, in the order of the text: `` `goal` ``, `` `send sms` ``. */
export function notYetRun({ files, symbols, typeOf }: Model): readonly string[] {
  const found = new Set<string>();
  const note: Report = (_code, _span, _file, params) => {
    const { what } = params as { readonly what?: string };
    if (what !== undefined) found.add(what);
  };
  reportNotRun(files, symbols, typeOf, note);
  return [...found];
}
