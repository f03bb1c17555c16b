import { describe, expect, it } from "vitest";
import { isPublicAddress } from "../../../runtime/src/outgoing/public-address.ts";

describe("isPublicAddress", () => {
  it.each(["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8"])(
    "%s is public",
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ["127.0.0.1", "this machine"],
    ["127.255.255.254", "this machine"],
    ["0.0.0.0", "this machine"],
    ["::1", "this machine"],
    ["::", "this machine"],
    ["10.1.2.3", "private"],
    ["172.16.0.1", "private"],
    ["172.31.255.255", "private"],
    ["192.168.1.1", "private"],
    ["fd00:ec2::254", "private, AWS metadata"],
    ["169.254.169.254", "link-local, cloud metadata"],
    ["fe80::1", "link-local"],
    ["100.100.100.200", "carrier-grade NAT, Alibaba metadata"],
    ["192.0.0.192", "reserved, Oracle metadata"],
    ["168.63.129.16", "Azure's agent"],
    ["198.18.0.1", "benchmarks"],
    ["203.0.113.5", "documentation"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["240.0.0.1", "reserved"],
    ["ff02::1", "multicast"],
    ["::ffff:127.0.0.1", "IPv4 in IPv6"],
    ["::ffff:a00:1", "IPv4 in IPv6"],
    ["::127.0.0.1", "IPv4 in IPv6, the old way"],
    ["64:ff9b::7f00:1", "NAT64 of loopback"],
    ["2002:7f00:1::", "6to4 of loopback"],
    ["2001:0:7f00:1::", "Teredo"],
    ["localhost", "no address"],
    ["", "no address"],
  ])("%s is not: %s", (address) => expect(isPublicAddress(address)).toBe(false));
});
