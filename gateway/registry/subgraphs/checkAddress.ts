/**
 * Checks what an operator publishes beside its SDL: where it answers, and how its numbers look.
 * Invariant: an address that the hub would not connect to, and a pattern that it would not match, are refused in words.
 */
import type { Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import type { SubgraphAddresses } from '../../base/subgraphAddresses.ts';
import type { NumberPattern } from '../../request/network.ts';

const LONGEST_URL = 2_000;
const MOST_PATTERNS = 50;
const LONGEST_FORMAT = 80;

/** What addresses are judged with. */
export interface AddressParts {
  readonly addresses: SubgraphAddresses;
  /** The addresses of a name; empty where it has none or nobody can tell. */
  readonly resolveHost: (host: string) => Promise<readonly string[]>;
}

/** What is wrong with a routing address. */
export async function checkUrl(
  url: string,
  { addresses, resolveHost }: AddressParts,
): Promise<readonly Problem[]> {
  const help =
    'give an address as `https://hive-box.example/graphql`, at which the hub can reach the subgraph';
  const refuse = (message: string, note?: string): readonly Problem[] => [
    { code: 'HUB041', severity: 'error', message, ...(note !== undefined && { note }), help },
  ];
  if (url.length > LONGEST_URL || !URL.canParse(url)) return refuse(`${quote(url)} is no address`);
  const { protocol, username, password, hostname, hash } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:')
    return refuse(`${quote(url)} is not of \`http\` or \`https\``);
  // The address may hold a password, so it is not repeated.
  if (username !== '' || password !== '') return refuse('the address has a user or a password in it');
  if (hash !== '') return refuse(`${quote(url)} has a fragment, which no server sees`);
  const reason = addresses.refuseHost(hostname);
  if (reason !== undefined) return refuse(`the hub does not go to ${quote(url)}`, reason);
  const found = /^\[|^[\d.]+$/.test(hostname) ? [] : await resolveHost(hostname);
  const reasons = found.map((address) => addresses.refuseAddress(address, hostname));
  const [first] = reasons;
  if (first === undefined || reasons.includes(undefined)) return [];
  return refuse(`the hub does not go to ${quote(url)}`, first);
}

/** What is wrong with number patterns; `compile` answers null for one that cannot be matched safely. */
export function checkPatterns(
  patterns: readonly NumberPattern[],
  compile: (pattern: string) => RegExp | null,
): readonly Problem[] {
  const refuse = (message: string, help: string): Problem => ({
    code: 'HUB042',
    severity: 'error',
    message,
    help,
  });
  if (patterns.length > MOST_PATTERNS) {
    const message = `there are ${patterns.length} number patterns, of at most ${MOST_PATTERNS}`;
    return [refuse(message, 'put formats that only differ in length into one pattern')];
  }
  return patterns.flatMap(({ format, pattern }) => {
    if (format.trim() === '' || format.length > LONGEST_FORMAT) {
      const message = `the pattern ${quote(pattern)} has no name of its format, or a very long one`;
      return [refuse(message, 'name the format in a few words, as `SF waybill`')];
    }
    if (compile(pattern) !== null) return [];
    const message = `the pattern ${quote(pattern)} of ${quote(format)} cannot be matched safely`;
    return [
      refuse(
        message,
        'write it plainly, as `SF\\d{13}`: capitals, digits, classes, groups without repetition',
      ),
    ];
  });
}
