import type { Span } from "@trajet/grammar";
import { CATALOGUE, type Code, type ParamsOf } from "../catalogue/catalogue.ts";
import type { Diagnostic, Fix, Related } from "./diagnostic.ts";

export interface Additions {
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
  readonly help?: string | undefined;
  readonly tags?: readonly "unnecessary"[];
}

/** Reports one catalogued mistake: `report("TJ2001", span, file, { name, nearest })`. The parameters are those of its message. */
export type Report = <C extends Code>(
  code: C,
  span: Span,
  file: string,
  params: ParamsOf<C>,
  additions?: Additions,
) => void;

/** Makes a diagnostic of the catalogue, with the severity that stands there. */
export function diagnosticOf<C extends Code>(
  code: C,
  span: Span,
  file: string,
  params: ParamsOf<C>,
  additions: Additions = {},
): Diagnostic {
  const entry = CATALOGUE[code];
  const message = (entry.message as (params: ParamsOf<C>) => string)(params);
  return {
    file,
    code,
    severity: entry.severity,
    message,
    span: { start: span.start, end: span.end },
    ...stated(additions),
  };
}

/** Empty lists are left out. */
function stated({ related = [], fixes = [], help, tags = [] }: Additions): Additions {
  return {
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
    ...(help !== undefined && { help }),
    ...(tags.length > 0 && { tags }),
  };
}

/** Collects what is reported, in the order of the reports; the same code at the same place counts once. */
export function collect(): { readonly report: Report; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const report: Report = (code, span, file, params, additions) => {
    const key = `${code} ${file} ${span.start} ${span.end}`;
    if (seen.has(key)) return;
    seen.add(key);
    diagnostics.push(diagnosticOf(code, span, file, params, additions));
  };
  return { report, diagnostics };
}
