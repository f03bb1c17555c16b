import type { Span } from "@trajet/grammar";
import type { Code, ParamsOf } from "../catalogue/catalogue.ts";
import type { Type } from "../model/types.ts";
import type { TemplateScope } from "./scope.ts";
import type { TemplatePath } from "./tree.ts";

/** A quick fix in the coordinates of the template. */
export interface TemplateFix {
  readonly id: string;
  readonly title: string;
  readonly edits: readonly { readonly span: Span; readonly text: string }[];
}

/** Reports one mistake at a place of the template. */
export type TemplateReport = <C extends Code>(
  code: C,
  span: Span,
  params: ParamsOf<C>,
  fixes?: readonly TemplateFix[],
) => void;

/** What is the same in a whole template. */
export interface Check {
  readonly scope: TemplateScope;
  readonly html: boolean;
  readonly report: TemplateReport;
  /** Called with what the template uses: a variable (`className`), a field (`contact.city`), a link (see `linkUse`). */
  readonly use: (name: string) => void;
}

/** How `Check.use` tells of a link: no variable has such a name. */
export function linkUse(name: string): string {
  return `link "${name}"`;
}

/** A value that has a name, and the key under which the template may find out that it is there. */
export interface Named {
  readonly type: Type;
  readonly key: string;
}

/** The value of an expression. `missing` is the path whose absence makes it absent. */
export interface Value {
  readonly type: Type;
  readonly missing?: TemplatePath;
}

/** What changes from block to block. */
export interface Context {
  /** What `this` is: the variables of the message, or, in `each` and `with`, an element or a value. */
  readonly self: Named;
  readonly top: boolean;
  readonly inEach: boolean;
  /** Names given by `as |item index|`, of all blocks around. */
  readonly names: ReadonlyMap<string, Named>;
  /** Keys of the optional values that an `if` or `with` around has found to be there. */
  readonly present: ReadonlySet<string>;
}

/** The context of a template's first line. */
export function topContext(scope: TemplateScope): Context {
  const self = { type: scope.variables, key: "" };
  return { self, top: true, inEach: false, names: new Map(), present: new Set() };
}

/** Inside a block that is only reached when these values are there. */
export function withPresent(context: Context, keys: Iterable<string>): Context {
  return { ...context, present: new Set([...context.present, ...keys]) };
}

/** Inside `each` or `with`, where names are looked up in one value. `names` are those behind `as`, in their order. */
export function inside(
  context: Context,
  self: Named,
  each: boolean,
  names: readonly (readonly [name: string, value: Named])[],
): Context {
  return {
    ...context,
    self,
    top: false,
    inEach: context.inEach || each,
    names: new Map([...context.names, ...names]),
  };
}
