import type { Span } from "@trajet/grammar";
import type { Code, ParamsOf } from "../catalogue/catalogue.ts";
import type { Type } from "../model/types.ts";
import type { TemplateScope } from "./scope.ts";
import type { Template, TemplatePath } from "./tree.ts";

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

/** A name in a template: a member of a record, the first name of a path among them, or what is called or put in. */
export type SeenName =
  | {
      readonly kind: "member";
      readonly name: string;
      readonly span: Span;
      readonly of: Type;
      readonly type: Type;
    }
  | { readonly kind: "helper" | "link"; readonly name: string; readonly span: Span }
  | {
      readonly kind: "partial";
      readonly name: string;
      readonly span: Span;
      readonly leadsTo: string | undefined;
    };

/** What is the same in a whole template. */
export interface Check {
  readonly scope: TemplateScope;
  /** What tells this template from its partials: nothing, or the partial's file. */
  readonly place: string;
  readonly html: boolean;
  readonly report: TemplateReport;
  /** Called with what the template uses: a variable (`className`), a field (`contact.city`), a link (see `linkUse`). */
  readonly use: (name: string) => void;
  /**
   * The type of `entry`, or of a name that the steps before the sendings gave; `undefined` where no sending knows it.
   * What only some of them know is reported at the place, if there is one, and unknown.
   */
  readonly given: (name: string, span: Span) => Type | undefined;
  /** Opens a partial of this template. */
  readonly partial: (name: string, at: Span) => OpenPartial | PartialProblem;
  /** Called with each name that is found, for who wants to know where names stand. */
  readonly see?: (found: SeenName) => void;
  /** What stands in `{{> @partial-block}}` of the partial that is walked. */
  readonly block?: (inside: Context) => void;
}

/** A partial that can be walked: its tree, and a check whose places are those of its file. */
export interface OpenPartial {
  readonly template: Template;
  readonly check: Check;
}

/** Why a partial cannot be walked. What is wrong inside it is `said` already. */
export type PartialProblem =
  | { readonly problem: "unknown"; readonly nearest: string | undefined; readonly path: string }
  | { readonly problem: "circle"; readonly circle: readonly string[] }
  | { readonly problem: "said" };

/** How `Check.use` tells of a link: no variable has such a name. */
export function linkUse(name: string): string {
  return `link "${name}"`;
}

/** A value that has a name, and the key under which the template may find out that it is there. */
export interface Named {
  readonly type: Type;
  readonly key: string;
  /** Members that a partial was given by name: `{{> greeting title="Hello"}}`. */
  readonly passed?: ReadonlyMap<string, Named>;
  /** Called when it is looked at. */
  readonly read?: () => void;
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
  /** `self` are the variables of the message. */
  readonly top: boolean;
  /** What `../` leads to. */
  readonly outer: Context | undefined;
  readonly inEach: boolean;
  /** Names given by `as |item index|`, of all blocks around. */
  readonly names: ReadonlyMap<string, Named>;
  /** Keys of the optional values that an `if` or `with` around has found to be there. */
  readonly present: ReadonlySet<string>;
}

/** The context of a template's first line. */
export function topContext(scope: TemplateScope): Context {
  const self = { type: scope.variables, key: "" };
  return { self, top: true, outer: undefined, inEach: false, names: new Map(), present: new Set() };
}

/** Inside a partial, which sees one value, what it is passed, and nothing of the blocks around its place. */
export function insidePartial(context: Context, self: Named, top: boolean): Context {
  return { self, top, outer: undefined, inEach: false, names: new Map(), present: context.present };
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
    outer: context,
    inEach: context.inEach || each,
    names: new Map([...context.names, ...names]),
  };
}
