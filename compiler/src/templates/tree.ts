import type { Span } from "@trajet/grammar";

/** A parsed template. Spans are offsets into its own text; the texts between the expressions are not kept. */
export interface Template {
  readonly nodes: readonly TemplateNode[];
}

export type TemplateNode =
  /** `{{x}}`, or unescaped `{{{x}}}` */
  | { readonly kind: "Print"; readonly span: Span; readonly call: TemplateCall; readonly escaped: boolean }
  /** `{{#if x}} … {{else}} … {{/if}}`; `names` are those of `as |item index|`. */
  | {
      readonly kind: "Block";
      readonly span: Span;
      readonly call: TemplateCall;
      readonly names: readonly string[];
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  /** `{{> footer}}`, or, with what stands in its `{{> @partial-block}}`, `{{#> layout}} … {{/layout}}` */
  | {
      readonly kind: "Partial";
      readonly span: Span;
      /** `undefined` for a name that is computed. */
      readonly name: { readonly text: string; readonly span: Span } | undefined;
      readonly args: readonly TemplateExpression[];
      readonly named: TemplateCall["named"];
      readonly body: readonly TemplateNode[] | undefined;
    }
  /** What Handlebars knows and messages do not have. */
  | { readonly kind: "Refused"; readonly span: Span; readonly what: "decorator" };

export type TemplateExpression = TemplatePath | TemplateLiteral | TemplateCall;

/** `contact.firstName`, `this`, `../x`, `@index` */
export interface TemplatePath {
  readonly kind: "Path";
  readonly span: Span;
  readonly original: string;
  /** `@index` */
  readonly data: boolean;
  /** How many `../` it begins with. */
  readonly depth: number;
  /** It begins with `this` or `./`, and so never means a helper or a block's name. */
  readonly scoped: boolean;
  readonly parts: readonly { readonly name: string; readonly span: Span }[];
}

export interface TemplateLiteral {
  readonly kind: "Literal";
  readonly span: Span;
  readonly value: string | number | boolean | null | undefined;
}

/** `upper contact.city`; a path alone in `{{…}}` is a call without arguments. */
export interface TemplateCall {
  readonly kind: "Call";
  readonly span: Span;
  readonly callee: TemplatePath | TemplateLiteral;
  readonly args: readonly TemplateExpression[];
  /** `title="Hello"` */
  readonly named: readonly {
    readonly name: string;
    readonly span: Span;
    readonly value: TemplateExpression;
  }[];
}
