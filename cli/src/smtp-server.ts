import type { SmtpServer } from "./runtime.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Reads `smtp://user:password@host:port`; `smtps:` speaks TLS from the first byte.
 *
 * @throws UsageError for anything else
 */
export function smtpServer(text: string): SmtpServer {
  const url = URL.parse(text);
  if (url === null || url.hostname === "" || !["smtp:", "smtps:"].includes(url.protocol)) {
    throw new UsageError(`${JSON.stringify(text)} is no mail server: write it as smtp://host:port.`);
  }
  const secure = url.protocol === "smtps:";
  const port = url.port === "" ? (secure ? 465 : 587) : Number(url.port);
  const login =
    url.username === ""
      ? {}
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  return { host: url.hostname, port, secure, ...login };
}
