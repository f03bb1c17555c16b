import type { Span } from "@trajet/grammar";

const COMMENT = /\{\{~?!--[\s\S]*?--~?\}\}|\{\{~?![\s\S]*?\}\}/g;
/** An expression or a comment, which is no HTML. */
const HIDDEN = /\{\{[\s\S]*?\}\}|<!--[\s\S]*?-->/g;
const IMAGE = /<(img|mj-image)\b(?:"[^"]*"|'[^']*'|[^>"']){0,4000}>/gi;

/** Pictures that say nothing to who does not see them: one without meaning has alt="". */
export function imagesWithoutText(source: string): readonly Span[] {
  const blank = (text: string): string => (text.startsWith("{{") ? "\u0001" : " ").repeat(text.length);
  const plain = source.replace(COMMENT, blank).replace(HIDDEN, blank);
  // What stands in the head of MJML are attributes for all pictures.
  const body = Math.max(0, plain.search(/<mj-body\b/i));
  return [...plain.matchAll(IMAGE)]
    .filter(({ 0: tag, index }) => index >= body && !/\salt\s*=/i.test(tag) && !isComputed(tag))
    .map(({ 0: tag, index }) => ({ start: index, end: index + tag.length }));
}

/** `<img {{attributes}}>`: an expression that stands in no value. */
function isComputed(tag: string): boolean {
  return tag.replace(/"[^"]*"|'[^']*'/g, "").includes("\u0001");
}
