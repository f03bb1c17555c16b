import { lookup as systemLookup } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

export interface GuardOptions {
  /** `host` or `host:port` that may be called although they are not public: `outgoing.allow` of trajet.json. */
  readonly allow?: readonly string[];
  /** All addresses of a name; the system's resolver unless a test brings its own. */
  readonly resolve?: (hostname: string) => Promise<readonly HostAddress[]>;
}

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/**
 * Keeps requests whose addresses come from projects, contacts or answers away from what only this machine can reach
 * (server-side request forgery, OWASP A10). It looks at the address to which a connection is really made, so a name
 * that resolves anew in between leads nowhere else.
 */
export interface Guard {
  /** What is wrong with a URL, as far as it can be seen without resolving its name; `null` is nothing. */
  readonly refusal: (url: URL) => string | null;
  /** Resolves for a connection to `url`, and tells `onRefused` of a name that leads to no public address. */
  readonly lookupFor: (url: URL, onRefused: (reason: string) => void) => LookupFunction;
}

/** Whether a URL's host is named, with its port or for all ports. */
export function isNamed(allow: readonly string[], { host, hostname }: URL): boolean {
  return allow.map((entry) => entry.toLowerCase()).some((entry) => entry === host || entry === hostname);
}

export function createGuard({ allow = [], resolve = resolveAll }: GuardOptions = {}): Guard {
  const isAllowed = (url: URL): boolean => isNamed(allow, url);
  return {
    refusal(url) {
      if (url.protocol !== "http:" && url.protocol !== "https:") {
        return `only http and https are called, not ${url.protocol}`;
      }
      if (url.username !== "" || url.password !== "") return "the URL has a name or a password in it";
      const host = bare(url.hostname);
      return isIP(host) === 0 || isAllowed(url) || isPublicAddress(host) ? null : notPublic(host);
    },
    lookupFor: (url, onRefused) => (hostname, options, callback) => {
      resolve(hostname).then(
        (addresses) => {
          const hidden = isAllowed(url)
            ? undefined
            : addresses.find(({ address }) => !isPublicAddress(address));
          const [first] = addresses;
          if (hidden !== undefined || first === undefined) {
            const reason = notPublic(hostname, hidden?.address);
            onRefused(reason);
            callback(new Error(reason), "");
          } else if (options.all === true) callback(null, [...addresses]);
          else callback(null, first.address, first.family);
        },
        (error: NodeJS.ErrnoException) => callback(error, ""),
      );
    },
  };
}

function resolveAll(hostname: string): Promise<readonly HostAddress[]> {
  return systemLookup(hostname, { all: true });
}

/** Without the brackets that a URL has around IPv6. */
const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

function notPublic(host: string, address?: string): string {
  const leads = address === undefined ? "is" : `leads to ${address}, which is`;
  return `${host} ${leads} no public address; outgoing.allow in trajet.json can allow the host`;
}
