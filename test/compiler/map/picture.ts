import { createRequire } from "node:module";

/** What the tests ask of the elements of a picture: the types of all browsers' documents stay out of this house. */
export interface PictureElement {
  readonly localName: string;
  readonly textContent: string | null;
  readonly getAttribute: (name: string) => string | null;
  readonly querySelector: (selector: string) => PictureElement | null;
  readonly querySelectorAll: (selector: string) => Iterable<PictureElement> & { readonly length: number };
}

export interface Picture extends PictureElement {
  readonly documentElement: PictureElement;
  readonly getElementById: (id: string) => PictureElement | null;
}

interface Jsdom {
  readonly JSDOM: new (
    text: string,
    options: { readonly contentType: string },
  ) => { readonly window: { readonly document: Picture } };
}

const { JSDOM } = createRequire(import.meta.url)("jsdom") as Jsdom;

/** An SVG text as a document: what is not well formed is refused. */
export function picture(svg: string): Picture {
  return new JSDOM(svg, { contentType: "image/svg+xml" }).window.document;
}
