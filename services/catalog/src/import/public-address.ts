import ipaddr from 'ipaddr.js';

/** Where addresses of the public internet are given out; all else in IPv6 is special. */
const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet: not loopback, private, link-local, shared
 * (CGNAT), multicast, reserved, unique-local, a tunnel or a translation, and not IPv4 in disguise
 * of any of these.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || inGlobalUnicast(parsed);
}

const inGlobalUnicast = (address: ipaddr.IPv4 | ipaddr.IPv6): boolean =>
  address instanceof ipaddr.IPv6 && address.match(globalUnicast);
