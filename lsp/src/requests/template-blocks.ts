interface Span {
  readonly start: number;
  readonly end: number;
}

const ENDS = /\{\{~?([#/])\s*(\w+)/g;

/** The names at both ends of the block of a template whose name the offset is at: `{{#each x}} … {{/each}}`. */
export function blockNamesAt(text: string, offset: number): readonly [Span, Span] | undefined {
  const open: { readonly name: string; readonly span: Span }[] = [];
  for (const { 0: whole, 1: sign, 2: name = "", index } of text.matchAll(ENDS)) {
    const end = index + whole.length;
    const span = { start: end - name.length, end };
    if (sign === "#") {
      open.push({ name, span });
      continue;
    }
    const begin = open.pop();
    if (begin === undefined) return undefined;
    if (begin.name === name && [begin.span, span].some((each) => each.start <= offset && offset <= each.end))
      return [begin.span, span];
  }
  return undefined;
}
