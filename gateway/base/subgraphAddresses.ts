/**
 * Where operators may be. Invariant: whatever a name in a URL resolves to is judged again when the hub connects, so a name
 * that changes its mind leads nowhere; what cannot be judged is refused.
 *
 * Without a list: any public address. With one, only what it lists: names (`operator.example`, `*.operator.example`, `*` for
 * any) whose addresses are public, and addresses and ranges (`10.1.0.0/16`), which alone open what is not public. With names
 * in the list, a name must be one of them; with ranges alone, a name may be any that leads into them.
 */
import { BlockList } from 'node:net';
import { quote } from './quote.ts';
import { isPublicAddress, type PlainAddress, readAddress } from './specialAddresses.ts';

/** What may be asked of the list; each answer is the reason of a refusal, or undefined. */
export interface SubgraphAddresses {
  /** Judges the host of a URL by its text. */
  refuseHost(host: string): string | undefined;
  /** Judges an address that `host` has led to. */
  refuseAddress(address: string, host: string): string | undefined;
}

/** What demos and tests list: this machine alone. */
export const LOOPBACK_HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '::1'];

const SETTING = 'HUB_SUBGRAPH_HOSTS';

/** Reads a list; undefined for none. Throws an `Error` that names an entry that is neither a name nor an address nor a range. */
export function readSubgraphAddresses(hosts: readonly string[] | undefined): SubgraphAddresses {
  const ranges = new BlockList();
  const names: string[] = [];
  for (const host of hosts ?? []) addEntry(host.trim().toLowerCase(), ranges, names);
  const isListed = ({ address, family }: PlainAddress) => ranges.check(address, family);
  const opensPublic = (host: string) =>
    hosts === undefined || names.some((name) => matchesName(name, toName(host)));
  const judge = (address: PlainAddress, host: string): string | undefined => {
    if (isListed(address)) return undefined;
    if (isPublicAddress(address)) {
      return opensPublic(host) ? undefined : `${quote(host)} is not among the hosts of ${SETTING}`;
    }
    return `${quote(address.address)} is no public address, and ${SETTING} does not list it`;
  };
  return {
    refuseHost(host) {
      const address = readAddress(host);
      if (address !== undefined) return judge(address, address.address);
      if (hosts === undefined || opensPublic(host)) return undefined;
      // Ranges alone: where the name leads decides.
      if (names.length === 0 && hosts.length > 0) return undefined;
      return `${quote(toName(host))} is not among the hosts of ${SETTING}`;
    },
    refuseAddress(text, host) {
      const address = readAddress(text);
      return address === undefined ? `${quote(text)} is no address` : judge(address, host);
    },
  };
}

const NAME = /^(\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/;

function addEntry(entry: string, ranges: BlockList, names: string[]): void {
  const [network = '', prefix, ...rest] = entry.split('/');
  const address = readAddress(network);
  const longest = address?.family === 'ipv4' ? 32 : 128;
  const length = prefix === undefined ? longest : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (address !== undefined && length <= longest && rest.length === 0) {
    ranges.addSubnet(address.address, length, address.family);
    return;
  }
  if (!NAME.test(entry) || /^[\d.]+$/.test(entry)) {
    throw new Error(
      `${quote(entry)} must be a host name, \`*.\` and a domain, an address or a range as \`10.1.0.0/16\``,
    );
  }
  names.push(entry);
}

/** A name as lists have it: lower case, without the dot at its end. */
function toName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function matchesName(listed: string, name: string): boolean {
  if (listed === '*') return true;
  return listed.startsWith('*.') ? name.endsWith(listed.slice(1)) : name === listed;
}
