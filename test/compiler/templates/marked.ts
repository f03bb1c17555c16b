import { diagnosticOf } from "../../../compiler/src/diagnostics/report.ts";
import type { Type } from "../../../compiler/src/model/types.ts";
import type { Check, TemplateFix } from "../../../compiler/src/templates/context.ts";
import { parseTemplate } from "../../../compiler/src/templates/parse.ts";
import type { TemplateScope } from "../../../compiler/src/templates/scope.ts";
import { walkTemplate } from "../../../compiler/src/templates/walk.ts";

/** One finding in a template. */
export interface Found {
  readonly code: string;
  readonly at: string;
  readonly start: number;
  readonly message: string;
  readonly fixes: readonly TemplateFix[];
}

/** A text in which « and » mark one place: the text without them, and the place. */
export function marked(text: string): {
  readonly source: string;
  readonly at: string;
  readonly start: number;
} {
  const start = text.indexOf("«");
  const end = text.indexOf("»") - 1;
  const source = text.replace(/[«»]/g, "");
  return { source, at: source.slice(start, end), start };
}

const product: Type = {
  type: "record",
  name: "Product",
  fields: { sku: { type: "text" }, price: { type: "money" }, url: { type: "url", optional: true } },
};

/** A message Welcome(className: text, at: moment, count: number, order: Order, date: date) with a link "shop". */
export const SCOPE: TemplateScope = {
  message: "Welcome",
  links: ["shop", "old shop"],
  variables: {
    type: "record",
    name: "the variables of Welcome",
    fields: {
      contact: {
        type: "record",
        name: "contact",
        fields: {
          firstName: { type: "text", optional: true },
          city: { type: "text" },
          plan: { type: "enum", values: ["free", "pro"] },
          level: { type: "enum", values: ["low", "high"], optional: true },
          birthday: { type: "date", optional: true },
          points: { type: "number" },
          member: { type: "boolean" },
          favorites: { type: "text", list: true },
        },
      },
      unsubscribe: { type: "record", name: "unsubscribe", fields: { url: { type: "url" } } },
      className: { type: "text" },
      at: { type: "moment" },
      count: { type: "number" },
      date: { type: "date" },
      order: {
        type: "record",
        name: "Order",
        fields: { total: { type: "money" }, items: { ...product, list: true } },
      },
      gift: { ...product, optional: true },
    },
  },
};

/** Everything that is found in a template, and what it uses. */
export function check(
  source: string,
  html = false,
): { readonly found: readonly Found[]; readonly used: readonly string[] } {
  const found: Found[] = [];
  const used: string[] = [];
  const parsed = parseTemplate(source);
  if ("problem" in parsed) {
    const { span, problem } = parsed.problem;
    found.push({
      code: "TJ5001",
      at: source.slice(span.start, span.end),
      start: span.start,
      message: problem,
      fixes: [],
    });
    return { found, used };
  }
  const report: Check["report"] = (code, span, params, fixes = []) => {
    const { message } = diagnosticOf(code, span, "x.hbs", params);
    found.push({ code, at: source.slice(span.start, span.end), start: span.start, message, fixes });
  };
  walkTemplate(parsed.template, {
    scope: SCOPE,
    place: "",
    html,
    report,
    use: (name) => used.push(name),
    given: () => undefined,
    partial: (name) => ({ problem: "unknown", nearest: undefined, path: `partials/${name}.hbs` }),
  });
  return { found, used };
}
