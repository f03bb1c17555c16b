import { createRequire } from "node:module";

/** What a test asks of an element: the project's types know no browser. */
export interface Element {
  readonly textContent: string;
  readonly className: string;
  readonly hash: string;
  readonly method: string;
  readonly name: string;
  readonly value: string;
  readonly checked: boolean;
  readonly labels: { readonly length: number } | null;
  readonly getAttribute: (name: string) => string | null;
}
export interface Document {
  readonly title: string;
  readonly documentElement: { readonly lang: string };
  readonly querySelector: (selector: string) => Element | null;
  readonly querySelectorAll: (selector: string) => Iterable<Element>;
  readonly getElementById: (id: string) => Element | null;
}
interface Jsdom {
  readonly JSDOM: new (html: string) => { readonly window: { readonly document: Document } };
}

const { JSDOM } = createRequire(import.meta.url)("jsdom") as Jsdom;

/** A page as a browser reads it. */
export const readPage = (html: string): Document => new JSDOM(html).window.document;
