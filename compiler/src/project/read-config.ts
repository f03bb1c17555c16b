import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import schema from "../../schemas/trajet.schema.json" with { type: "json" };
import { CATALOGUE, isCode } from "../catalogue/catalogue.ts";
import {
  isCurrency,
  isTimeZone,
  nearestCurrency,
  nearestTimeZone,
} from "../checks/expressions/written-values.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearest } from "../diagnostics/nearest.ts";
import { collect, type Report } from "../diagnostics/report.ts";
import { type Cap, DEFAULT_CONFIG, type ProjectConfig } from "./config.ts";
import { type PlacedJson, readPlacedJson } from "./json-places.ts";
import { limitsOf } from "./limits.ts";

/** The name of the file, as diagnostics know it. */
export const CONFIG_FILE = "trajet.json";

/** What stands in a trajet.json that the schema has let through. */
type Written = Partial<Omit<ProjectConfig, "limits" | "caps" | "load">> & {
  readonly load?: Partial<ProjectConfig["load"]>;
  readonly limits?: Parameters<typeof limitsOf>[0];
  readonly caps?: readonly Cap[];
};

/**
 * Reads trajet.json. Settings that are wrong are reported, at their places, and take their defaults; so a config always
 * comes out. `undefined` is a project without the file.
 */
export function readConfig(text: string | undefined): {
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
} {
  if (text === undefined) return { config: DEFAULT_CONFIG, diagnostics: [] };
  const { report, diagnostics } = collect();
  const read = readPlacedJson(text);
  if ("problem" in read) {
    report("TJ6001", read.span, CONFIG_FILE, { problem: read.problem });
    return { config: { ...DEFAULT_CONFIG, unreadable: true }, diagnostics };
  }
  // A code that does not exist is reported below, in words of its own.
  const errors = validate(read.value).filter(
    (error) => error.propertyName === undefined && error.keyword !== "propertyNames",
  );
  for (const error of errors) reportError(error, read, report);
  const wrong = new Set(errors.map((error) => error.instancePath.split("/")[1] ?? ""));
  const written = sound(read.value, wrong);
  checkValues(written, read, report);
  return { config: configOf(written), diagnostics };
}

let validator: ValidateFunction | undefined;

function validate(value: unknown): readonly ErrorObject[] {
  // Made when it is first needed: a project without the file does not pay for it.
  validator ??= new Ajv({ allErrors: true, verbose: true }).compile(schema);
  return validator(value) ? [] : (validator.errors ?? []);
}

function reportError(error: ErrorObject, json: PlacedJson, report: Report): void {
  const place = json.valueAt(error.instancePath) ?? { start: 0, end: 0 };
  switch (error.keyword) {
    case "additionalProperties":
      reportUnknownKey(error, json, report);
      return;
    case "required":
      report("TJ6004", keyOrStart(error, json), CONFIG_FILE, {
        key: String(error.params.missingProperty),
        of: settingOf(error),
      });
      return;
    case "if":
      return;
    default:
      report("TJ6003", place, CONFIG_FILE, { setting: settingOf(error), problem: problemOf(error) });
  }
}

function keyOrStart(error: ErrorObject, json: PlacedJson) {
  return json.keyAt(error.instancePath) ?? { start: 0, end: 1 };
}

/** `channels.email`, or the whole file. */
function settingOf(error: ErrorObject): string {
  return error.instancePath === "" ? CONFIG_FILE : error.instancePath.slice(1).replaceAll("/", ".");
}

function reportUnknownKey(error: ErrorObject, json: PlacedJson, report: Report): void {
  const key = String(error.params.additionalProperty);
  const span = json.keyAt(`${error.instancePath}/${key}`) ?? { start: 0, end: 0 };
  const near = nearest(key, Object.keys(error.parentSchema?.properties ?? {}));
  const edits = near === undefined ? [] : [{ file: CONFIG_FILE, span, text: JSON.stringify(near) }];
  const fixes =
    near === undefined ? {} : { fixes: [{ id: "use-nearest", title: `Change it to "${near}"`, edits }] };
  report("TJ6002", span, CONFIG_FILE, { key, of: settingOf(error), nearest: near }, fixes);
}

function problemOf(error: ErrorObject): string {
  switch (error.keyword) {
    case "enum":
      return `it has to be ${(error.params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(", ")}`;
    case "type":
      return `it has to be ${article(String(error.params.type))}`;
    case "pattern":
      return String(error.schema).startsWith("^env:")
        ? "a secret is only ever given as env:NAME"
        : `it has to have the form of ${EXAMPLES[error.instancePath] ?? error.schema}`;
    default:
      return error.message ?? "it is not what is expected";
  }
}

const EXAMPLES: Readonly<Record<string, string>> = { "/fiscalYearStart": "04-01", "/currency": "EUR" };

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type}`;
}

/** The settings that the schema found nothing wrong with. */
function sound(value: unknown, wrong: ReadonlySet<string>): Written {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => !wrong.has(key)));
}

/** What a schema cannot say. */
function checkValues(written: Written, json: PlacedJson, report: Report): void {
  const at = (pointer: string) => json.valueAt(pointer) ?? { start: 0, end: 0 };
  const { timezone, currency, database, severity } = written;
  if (timezone !== undefined && !isTimeZone(timezone))
    report("TJ3012", at("/timezone"), CONFIG_FILE, { zone: timezone, nearest: nearestTimeZone(timezone) });
  if (currency !== undefined && !isCurrency(currency)) {
    report("TJ3011", at("/currency"), CONFIG_FILE, { currency, nearest: nearestCurrency(currency) });
  }
  if (database !== undefined && /:\/\/[^/@]*:[^/@]+@/.test(database)) {
    report("TJ6005", at("/database"), CONFIG_FILE, { setting: "database" });
  }
  for (const code of Object.keys(severity ?? {})) {
    if (isCode(code)) continue;
    const near = nearest(code, Object.keys(CATALOGUE));
    const span = json.keyAt(`/severity/${code}`) ?? at("/severity");
    report("TJ6006", span, CONFIG_FILE, { code, nearest: near });
  }
  checkCaps(written.caps ?? [], json, report);
  const { sendWindow } = written;
  if (sendWindow !== undefined && sendWindow.from === sendWindow.to && !/^0?0:00$/.test(sendWindow.to)) {
    const problem = "it never opens: it ends when it begins";
    report("TJ6003", at("/sendWindow/to"), CONFIG_FILE, { setting: "sendWindow", problem });
  }
}

/** What a cap cannot be at once. */
function checkCaps(caps: readonly Cap[], json: PlacedJson, report: Report): void {
  for (const [index, { channel, label }] of caps.entries()) {
    if (channel === undefined || label === undefined) continue;
    const place = json.keyAt(`/caps/${index}/label`) ?? { start: 0, end: 0 };
    const problem = "a cap is for a channel or for a label, not for both: write two";
    report("TJ6003", place, CONFIG_FILE, { setting: `caps.${index}`, problem });
  }
}

function configOf(written: Written): ProjectConfig {
  const known = Object.entries(written).filter(([key]) => key !== "limits" && key !== "$schema");
  const merged = { ...DEFAULT_CONFIG, ...Object.fromEntries(known) };
  const timezone = isTimeZone(merged.timezone) ? merged.timezone : DEFAULT_CONFIG.timezone;
  const load = { ...DEFAULT_CONFIG.load, ...written.load };
  return { ...merged, timezone, load, limits: limitsOf(written.limits) };
}
