import type { FastifyReply } from "fastify";

export interface Page {
  /** BCP 47. */
  readonly lang: string;
  /** As text, like the heading. */
  readonly title: string;
  readonly heading?: string;
  /** HTML. */
  readonly content: string;
}

/** Makes a text a part of HTML, inside an attribute too. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A page for people: plain, readable aloud, with nothing from elsewhere and no script. */
export function pageOf({ lang, title, heading = title, content }: Page): string {
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>
${STYLE}
</style>
</head>
<body>
<main>
<h1>${escaped(heading)}</h1>
${content}
</main>
</body>
</html>
`;
}

const STYLE = `:root { color-scheme: light dark; }
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0; padding: min(10vh, 4rem) 1.5rem; }
main { max-width: 34rem; margin: auto; }
button { font: inherit; font-weight: 600; padding: 0.75rem 1.5rem; border: 2px solid; border-radius: 0.5rem; cursor: pointer; }
button:focus-visible, input:focus-visible, textarea:focus-visible, a:focus-visible, [tabindex]:focus-visible { outline: 3px solid Highlight; outline-offset: 3px; }
.quiet { font-size: 1rem; opacity: 0.8; }
form > * { margin-block: 0 2rem; }
fieldset { border: 0; padding: 0; margin-inline: 0; min-inline-size: 0; }
legend, label.question { display: block; font-weight: 600; padding: 0; margin-block-end: 0.5rem; }
input, textarea { font: inherit; accent-color: Highlight; }
input:not([type=radio], [type=checkbox]), textarea { box-sizing: border-box; inline-size: 100%; padding: 0.5rem 0.75rem; border: 1px solid; border-radius: 0.5rem; background: Canvas; color: CanvasText; }
input[type=number], input[type=date], input[type=time] { inline-size: 12rem; }
.choice { display: flex; gap: 0.75rem; align-items: baseline; padding: 0.25rem 0; }
.scale { display: grid; grid-template-columns: repeat(auto-fit, minmax(2.5rem, 1fr)); gap: 0.375rem; }
.scale label { display: flex; flex-direction: column; align-items: center; padding: 0.375rem 0; border: 1px solid; border-radius: 0.5rem; cursor: pointer; }
.scale label:has(:checked) { background: Highlight; color: HighlightText; }
.error { color: #b00020; font-weight: 600; margin: 0 0 0.5rem; }
.problems { border: 2px solid #b00020; border-radius: 0.5rem; padding: 1rem; margin-block-end: 2rem; }
.problems p, .problems ul { margin: 0; }
@media (prefers-color-scheme: dark) { .error { color: #ff8a80; } .problems { border-color: #ff8a80; } }`;

export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({
      "cache-control": "no-store",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
    })
    .type("text/html; charset=utf-8")
    .send(page);
}
