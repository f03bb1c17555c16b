import type { IncomingHttpHeaders } from "node:http";

/**
 * Programs that fetch what stands in mails without anybody reading them: scanners of mail gateways, previews of messengers,
 * crawlers, scripts. Proxies of mailboxes that fetch pictures when a mail is opened (Gmail's, Yahoo's) are not among them.
 */
const PROGRAMS =
  /(?<!cu)bot\b|crawl|spider|slurp|scan|preview|facebookexternalhit|whatsapp|barracuda|mimecast|proofpoint|symantec|sophos|fortinet|trendmicro|cloudmark|safelinks|headless|phantomjs|python|curl\/|wget|java\/|go-http-client|okhttp|libwww|httpclient|node-fetch|axios|undici|\bruby\b|perl/i;

/** Apple's Mail Privacy Protection fetches every picture, opened or not, and says nothing else of itself. */
const APPLE_PRIVACY = /^Mozilla\/5\.0$/;

/** Whether a request says of itself that no person made it. */
export function isMachine(method: string, headers: IncomingHttpHeaders): boolean {
  const agent = headers["user-agent"]?.trim() ?? "";
  if (method === "HEAD" || agent === "" || APPLE_PRIVACY.test(agent) || PROGRAMS.test(agent)) return true;
  const purposes = [headers["sec-purpose"], headers.purpose, headers["x-purpose"], headers["x-moz"]];
  return purposes.some((purpose) => /prefetch|preview|prerender/i.test(String(purpose ?? "")));
}
