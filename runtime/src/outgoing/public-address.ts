import ipaddr from "ipaddr.js";

/** 2000::/3 is all that is given out for the internet; the rest of IPv6 leads to oneself, to neighbours, or to IPv4. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR("2000::/3");
/** Azure's agent on each of its machines, in a range that is otherwise public. */
const AZURE_AGENT = "168.63.129.16";

/**
 * Whether an IP address is one of the public internet. Private, loopback and link-local ones (those of cloud metadata among
 * them), carrier-grade NAT, multicast and everything reserved by IANA are not, in whichever notation.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  // An IPv4 address that is written as IPv6 (::ffff:10.0.0.1) is what it is.
  const address = ipaddr.process(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return address.match(GLOBAL_IPV6);
  return address.toString() !== AZURE_AGENT;
}
