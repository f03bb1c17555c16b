import { compile } from "html-to-text";
import { escapeHtml } from "./templates.ts";

const toText = compile({
  wordwrap: false,
  selectors: [
    { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["<", ">"] } },
    { selector: "img", format: "skip" },
    ...["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});

/** The text part of an HTML mail: links as `Shop <https://…>`, no pictures. */
export const textOfHtml = (html: string): string => toText(html);

/** The HTML part of a plain text: a paragraph for each block of lines, with its addresses made into links. */
export function htmlOfText(text: string): string {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== "");
  return blocks.map((block) => `<p>${block.trim().split("\n").map(linked).join("<br>\n")}</p>`).join("\n");
}

/** A sentence's own punctuation behind an address is not part of it. */
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>"'.,:;!?)\]]/g;

function linked(line: string): string {
  let done = 0;
  let html = "";
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    html += `${escapeHtml(line.slice(done, index))}<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    done = index + address.length;
  }
  return html + escapeHtml(line.slice(done));
}

/** A whole document: what is one already stays as it is. */
export function documentOf(html: string): string {
  if (/<(?:html|body)\b/i.test(html)) return html;
  return `<!doctype html>\n<html>\n<head><meta charset="utf-8"></head>\n<body>\n${html}\n</body>\n</html>\n`;
}

/** Puts a part at the beginning of the document's body. */
export function prepended(html: string, part: string): string {
  const body = /<body\b[^>]*>/i.exec(html);
  const at = body ? body.index + body[0].length : 0;
  return html.slice(0, at) + part + html.slice(at);
}

/** Puts a part at the end of the document's body. */
export function appended(html: string, part: string): string {
  const end = html.toLowerCase().lastIndexOf("</body>");
  const at = end < 0 ? html.length : end;
  return `${html.slice(0, at)}${part}\n${html.slice(at)}`;
}

/** The line that mailboxes show behind the subject: in the document, and not to be seen in it. */
export function preheader(preview: string): string {
  const hidden = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all";
  return `<div style="${hidden}">${escapeHtml(preview)}</div>`;
}
