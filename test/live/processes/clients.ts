/**
 * Participants that publish and announce at a hub that may be killed any moment; those that sign are in `createSigner`. Each remembers what was acknowledged to it
 * and the one request that was not answered yet, and so knows what a restarted hub may hold: the one, or all of the other too.
 */
import { randomUUID } from 'node:crypto';
import { signControl } from '../../../gateway/identity/control/signControl.ts';
import { operatorSdl } from '../../../subgraphs/kit/operatorSdl.ts';
import { readReply, testKey } from '../../support/controlAs.ts';
import { GROUP_LENGTH, type Inventory } from './takeInventory.ts';

/** One participant that does one kind of thing. */
export interface Client {
  readonly name: string;
  /** Sends the next request, or again the one that was not answered. Rejects when it is not acknowledged. */
  act(hubUrl: string): Promise<void>;
  isWaiting(): boolean;
  /** What a store may not hold, or lacks, one sentence each. */
  check(inventory: Inventory): readonly string[];
  /** How many requests were acknowledged. */
  acknowledged(): number;
  /** The last request that was acknowledged, byte for byte. */
  last(): SentRequest | undefined;
}

export interface SentRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly sentAt: number;
}

/** Sends a request as it is; it may have been sent before. */
export async function send(hubUrl: string, { body, headers }: SentRequest) {
  const response = await fetch(`${hubUrl}/control/graphql`, { method: 'POST', headers, body });
  return readReply(response.status, await response.text());
}

/** Signs an operation as a participant. */
export function signRequest(code: string, query: string, variables: object): SentRequest {
  const body = JSON.stringify({ query, variables });
  const now = Date.now();
  const unsigned = { method: 'POST', target: '/control/graphql', body: Buffer.from(body) };
  const signed = signControl(unsigned, { key: testKey(code), now, nonce: randomUUID() });
  return { body, headers: { 'content-type': 'application/json', ...signed }, sentAt: now };
}

interface Plan<Wanted> {
  readonly name: string;
  readonly code: string;
  readonly query: string;
  /** What to ask for next, after so many that were acknowledged. */
  next(nr: number): Wanted;
  variables(wanted: Wanted): object;
  /** Takes the answer in; a sentence for one that is no acknowledgement. */
  take(wanted: Wanted, data: Record<string, never>): string | undefined;
  check(inventory: Inventory, waiting: Wanted | undefined): readonly string[];
}

function createClient<Wanted>(plan: Plan<Wanted>): Client {
  let waiting: Wanted | undefined;
  let count = 0;
  let last: SentRequest | undefined;
  return {
    name: plan.name,
    async act(hubUrl) {
      waiting ??= plan.next(count);
      const request = signRequest(plan.code, plan.query, plan.variables(waiting));
      const { data, errors } = await send(hubUrl, request);
      const problem = errors === undefined ? plan.take(waiting, data) : JSON.stringify(errors);
      if (problem !== undefined) throw new Refused(`${plan.name}: ${problem}`);
      waiting = undefined;
      count += 1;
      last = request;
    },
    isWaiting: () => waiting !== undefined,
    check: (inventory) => plan.check(inventory, waiting).map((problem) => `${plan.name}: ${problem}`),
    acknowledged: () => count,
    last: () => last,
  };
}

/** The hub answered, and not with an acknowledgement: never the fault of a kill. */
export class Refused extends Error {}

/** The field of an operator's extension that publication `nr` has and its neighbours have not. */
export const fieldOf = (code: string, nr: number): string => `${code}_f${nr % 3}`;

/** Publishes another extension field and other number patterns each time. */
export function createPublisher(code: string, url: string): Client & { published(): number } {
  const contentOf = (nr: number) => ({
    sdl: operatorSdl({
      code,
      role: 'courier',
      extension: `extend type CourierLeg { "Round." ${fieldOf(code, nr)}: Int @operational }`,
    }),
    url,
    numberPatterns: [{ format: `waybill ${nr}`, pattern: `${code.toUpperCase()}[A-Z0-9]{${nr % 9}}` }],
  });
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const { sdl, numberPatterns } = contentOf(at + 1);
      return JSON.stringify([code, at + 1, sdl, numberPatterns]);
    });
  let published = 0;
  const client = createClient<number>({
    name: `publisher ${code}`,
    code,
    query: `mutation ($input: SubgraphInput!) {
      publishSubgraph(operator: "${code}", input: $input, accept: [BREAKING, PRIVACY]) { result version }
    }`,
    next: (nr) => nr + 1,
    variables: (nr) => ({ input: contentOf(nr) }),
    take(nr, data) {
      const { result, version } = data['publishSubgraph'] as unknown as { result: string; version: number };
      if (result === 'REFUSED' || version !== nr) return `${result}, version ${version}, not ${nr}`;
      published = nr;
      return undefined;
    },
    check(inventory, waiting) {
      const write = ({ operator, version, sdl, patterns }: Inventory['versions'][number]) =>
        JSON.stringify([operator, version, sdl, JSON.parse(patterns)]);
      const own = ({ operator }: { readonly operator: string }) => operator === code;
      const versions = inventory.versions.filter(own).map(write);
      const current = inventory.subgraphs.filter(own).map(write);
      const isOne = versions.length === published || (waiting !== undefined && versions.length === waiting);
      const problems = isOne ? [] : [`${versions.length} versions, ${published} were acknowledged`];
      if (JSON.stringify(versions.map(sortKeys)) !== JSON.stringify(rows(versions.length).map(sortKeys)))
        problems.push('a version is not as it was published');
      if (current.length > 1 || current[0] !== versions.at(-1))
        problems.push('what is published is not the newest version');
      return problems;
    },
  });
  return { ...client, published: () => published };
}

/** JSON columns come back with their names in another order. */
function sortKeys(text: string): string {
  return JSON.stringify(JSON.parse(text), (_, value) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

const START = Date.parse('2020-01-01T00:00:00Z');
const STATUSES = ['ACCEPTED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'];

/** Announces `size` legs a call: the same ones anew each time, or others. */
export function createAnnouncer(
  code: string,
  letter: string,
  { size, isSame }: { readonly size: number; readonly isSame: boolean },
): Client & { firstWaybill(): string | undefined } {
  const groupOf = (nr: number) => `${letter}${String(isSame ? 0 : nr).padStart(GROUP_LENGTH - 1, '0')}`;
  const acknowledged = new Map<string, number>();
  const client = createClient<number>({
    name: `announcer ${code} ${letter}`,
    code,
    query:
      'mutation ($legs: [LegAnnouncementInput!]!) { announceLegs(legs: $legs) { accepted failures { message } } }',
    next: (nr) => nr + 1,
    variables: (nr) => ({
      legs: Array.from({ length: size }, (_, at) => ({
        waybill: `${groupOf(nr)}${String(at).padStart(4, '0')}`,
        parcel: `${groupOf(nr)}${at}`,
        platform: 'cainiao',
        status: STATUSES[nr % 3],
        acceptedAt: new Date(START).toISOString(),
        updatedAt: new Date(START + nr * 1_000).toISOString(),
      })),
    }),
    take(nr, data) {
      const { accepted, failures } = data['announceLegs'] as unknown as {
        accepted: number;
        failures: unknown[];
      };
      if (accepted !== size) return JSON.stringify(failures.slice(0, 1));
      acknowledged.set(groupOf(nr), nr);
      return undefined;
    },
    check(inventory, waiting) {
      const groups = new Map(
        inventory.legs.filter(({ group }) => group.startsWith(letter)).map((each) => [each.group, each]),
      );
      const problems: string[] = [];
      for (const { group, count, oldest, newest } of groups.values()) {
        const at = (Date.parse(newest) - START) / 1_000;
        if (count !== size || oldest !== newest)
          problems.push(`${group}: ${count} legs of ${oldest} to ${newest}`);
        else if (at !== acknowledged.get(group) && !(at === waiting && group === groupOf(at)))
          problems.push(`${group} is as announced by ${at}, and ${acknowledged.get(group)} was acknowledged`);
      }
      for (const group of acknowledged.keys()) if (!groups.has(group)) problems.push(`${group} is lost`);
      return problems;
    },
  });
  return { ...client, firstWaybill: () => [...acknowledged.keys()].map((group) => `${group}0000`).at(-1) };
}
