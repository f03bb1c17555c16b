import { Parser } from "htmlparser2";
import { appended } from "./html.ts";
import { escapeHtml } from "./templates.ts";

/** The addresses by which opens and clicks of one sending are known. */
export interface Tracking {
  /** Of a picture of one pixel; `null` where opens are not tracked. */
  readonly openUrl: string | null;
  /** Leads to `target`, through the doors; `links` are the names that the message gives it. `null` where clicks are not tracked. */
  readonly clickUrl: ((target: string, links: readonly string[]) => string) | null;
}

interface Options {
  /** The message's named links. */
  readonly links: Readonly<Record<string, string>>;
  /** Addresses that stay as they are: whoever unsubscribes is not counted. */
  readonly except: readonly string[];
}

/** Longer addresses are left as they are: with a token around them they would be cut by some mail programs. */
const LONGEST_TARGET = 1_000;

/**
 * Leads the links of an HTML part through the doors, and puts the picture at its end. Only `a` and `area` with an address of
 * the web are touched; everything else of the document stays as it is written.
 */
export function tracked(html: string, { openUrl, clickUrl }: Tracking, { links, except }: Options): string {
  const led = clickUrl === null ? html : withLinks(html, (target) => leadTo(target, clickUrl, links, except));
  return openUrl === null ? led : appended(led, pixel(openUrl));
}

function leadTo(
  target: string,
  clickUrl: NonNullable<Tracking["clickUrl"]>,
  links: Options["links"],
  except: readonly string[],
): string | null {
  if (!/^https?:\/\//i.test(target) || target.length > LONGEST_TARGET || except.includes(target)) return null;
  if (!URL.canParse(target)) return null;
  const names = Object.entries(links).flatMap(([name, address]) => (address === target ? [name] : []));
  return clickUrl(target, names);
}

/** Replaces the addresses of links, by `lead`, in the source of each tag. */
function withLinks(html: string, lead: (target: string) => string | null): string {
  const edits: { readonly start: number; readonly end: number; readonly tag: string }[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      const target = attributes.href?.trim();
      const address = (name === "a" || name === "area") && target ? lead(target) : null;
      if (address === null) return;
      const [start, end] = [parser.startIndex, parser.endIndex + 1];
      edits.push({ start, end, tag: withAddress(html.slice(start, end), address) });
    },
  });
  parser.end(html);
  let done = 0;
  let result = "";
  for (const { start, end, tag } of edits) {
    result += html.slice(done, start) + tag;
    done = end;
  }
  return result + html.slice(done);
}

/** The value of `href` in the source of a tag; other attributes are stepped over, whatever stands in them. */
function withAddress(tag: string, address: string): string {
  const attributes = /\s([^\s=>"'/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g;
  for (const { 0: all, 1: name = "", 2: value, index } of tag.matchAll(attributes)) {
    if (name.toLowerCase() !== "href" || value === undefined) continue;
    const from = index + all.length - value.length;
    return `${tag.slice(0, from)}"${escapeHtml(address)}"${tag.slice(from + value.length)}`;
  }
  return tag;
}

const pixel = (url: string): string =>
  `<img src="${escapeHtml(url)}" width="1" height="1" alt="" style="display:block;border:0;width:1px;height:1px">`;
