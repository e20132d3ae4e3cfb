/**
 * Addresses that are nobody's public server: loopback, private, link-local (where clouds keep machine credentials),
 * multicast, unspecified and reserved ones (RFC 6890 and the registries of IANA that it began).
 * Invariant: an IPv6 address that carries an IPv4 address is judged as that one; what is no address is not public.
 */
import { BlockList, isIP, SocketAddress } from 'node:net';

const SPECIAL_V4: readonly (readonly [network: string, prefix: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure answers its machines here.
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within the global unicast addresses: protocols, documentation, and tunnels that end at an IPv4 address. */
const SPECIAL_V6: readonly (readonly [network: string, prefix: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [network, prefix] of SPECIAL_V4) special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of SPECIAL_V6) special.addSubnet(network, prefix, 'ipv6');
const globalUnicast = new BlockList();
globalUnicast.addSubnet('2000::', 3, 'ipv6');

/** An address in the form in which it is judged. */
export interface PlainAddress {
  readonly address: string;
  readonly family: 'ipv4' | 'ipv6';
}

/** The address without brackets and zone, and IPv4 where it is only wrapped; undefined for what is no address. */
export function readAddress(text: string): PlainAddress | undefined {
  const bare = text.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 4) return { address: bare, family: 'ipv4' };
  if (version !== 6) return undefined;
  const { address } = new SocketAddress({ address: bare, family: 'ipv6' });
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped === undefined ? { address, family: 'ipv6' } : { address: mapped, family: 'ipv4' };
}

/** Whether an address can be a server on the public internet. */
export function isPublicAddress({ address, family }: PlainAddress): boolean {
  if (special.check(address, family)) return false;
  return family === 'ipv4' || globalUnicast.check(address, 'ipv6');
}
