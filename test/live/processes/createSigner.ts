/** A participant, and those it agrees with, that sign records at a hub that may be killed any moment; see `Client`. */
import { sign } from 'node:crypto';
import { hashDocument, hashRecord } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { verifyChain } from '../../../gateway/agreements/life/verifyChain.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { testKey } from '../../support/controlAs.ts';
import { type Client, Refused, type SentRequest, send, signRequest } from './clients.ts';
import type { Inventory } from './takeInventory.ts';

const writeDocument = (operator: string, platform: string, version: number) => `
extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "${operator}", platform: "${platform}", purposes: [ORDER_STATUS]
    from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z", version: ${version}
  )
type CourierLeg { status: ParcelStatus @share custody: Custody @share }
`;

/** What the hub says of a record whose date is not now. */
const DATED_BEFORE = 'HUB122';

interface Signed {
  readonly record: string;
  readonly signature: string;
  readonly hash: string;
  readonly actor: string;
  readonly pair: string;
}

/** A hub takes 200 steps of a participant with a pair in a day. Even, so that a pair is left in force. */
const STEPS_OF_PAIR = 150;

/**
 * Signs a pair's agreement, and then suspends and resumes it in turn; or agrees one version after the other. After a while it goes
 * on with the next platform.
 */
export function createSigner(
  operator: string,
  platforms: readonly string[],
  { renews }: { readonly renews: boolean },
): Client & { isSuspended(): boolean; platform(): string } {
  const chain: Signed[] = [];
  const platformOf = (count: number): string => {
    const platform = platforms[Math.floor(count / STEPS_OF_PAIR)];
    if (platform === undefined) throw new Error(`${operator} has no platform left for step ${count + 1}`);
    return platform;
  };
  const pairs = platforms.map((platform) => `${operator}--${platform}`);
  const write = (nr: number): Signed => {
    const platform = platformOf(chain.length);
    const version = renews ? Math.ceil(nr / 2) : 1;
    const document = writeDocument(operator, platform, version);
    const isStep = !renews && nr > 2;
    const [actor, event, body] = isStep
      ? nr % 2 === 1
        ? [operator, 'SUSPEND', { reason: 'SECURITY_INCIDENT' }]
        : [operator, 'RESUME', {}]
      : nr % 2 === 1
        ? [operator, 'OFFER', { document }]
        : [platform, 'SIGN', { version, documentHash: hashDocument(document) }];
    const pair = `${operator}--${platform}`;
    const previous = nr === 1 ? null : chain.at(-1)?.hash;
    const step = { pair, seq: nr, previous, event, actor, at: Date.now(), body };
    const record = writeRecord(step as LifeStep);
    const signature = sign(null, Buffer.from(record), testKey(actor).privateKey).toString('base64url');
    return { record, signature, actor, pair, hash: hashRecord({ record, signature }) };
  };
  // Operator and platform sign in turn, so one client is both.
  const query =
    'mutation ($record: String!, $signature: String!) { appendRecord(record: $record, signature: $signature) { seq hash } }';
  const name = `signer ${operator} ${renews ? 'renews' : 'suspends'}`;
  const nextNr = () => (chain.length % STEPS_OF_PAIR) + 1;
  let waiting: Signed | undefined;
  let last: SentRequest | undefined;
  const checkPair = (inventory: Inventory, pair: string): readonly string[] => {
    const stored = inventory.records.filter((record) => record.pair === pair);
    const hashes = stored.map(({ hash }) => hash).join();
    const own = chain.filter((signed) => signed.pair === pair);
    const allowed = [own, waiting?.pair === pair ? [...own, waiting] : own];
    const isOne = allowed.some((list) => list.map(({ hash }) => hash).join() === hashes);
    const problems = isOne ? [] : [`signer ${pair}: ${stored.length} records, ${own.length} acknowledged`];
    const keys = new Map(
      pair.split('--').map((participant) => {
        const { id, publicKey } = testKey(participant);
        return [id, { id, participant, publicKey, addedAt: 0, revokedAt: null }];
      }),
    );
    const verified = verifyChain(stored, keys);
    return [...problems, ...verified.problems.map(({ problem }) => `signer ${pair}: ${problem.message}`)];
  };
  const client = {
    name,
    async act(hubUrl: string): Promise<void> {
      waiting ??= write(nextNr());
      const { record, signature, actor, hash } = waiting;
      const request = signRequest(actor, query, { record, signature });
      const { data, errors } = await send(hubUrl, request);
      if (errors?.[0]?.extensions?.problems?.[0]?.code === DATED_BEFORE) {
        // It was never stored, and the hub took too long to come back: it is dated and signed anew.
        waiting = undefined;
        return client.act(hubUrl);
      }
      if (errors !== undefined || data.appendRecord.hash !== hash || data.appendRecord.seq !== nextNr())
        throw new Refused(`${name}: ${JSON.stringify(errors ?? data)}`);
      chain.push(waiting);
      waiting = undefined;
      last = request;
    },
    isWaiting: () => waiting !== undefined,
    check: (inventory: Inventory) => pairs.flatMap((pair) => checkPair(inventory, pair)),
    acknowledged: () => chain.length,
    last: () => last,
    isSuspended: () => !renews && chain.length % STEPS_OF_PAIR > 2 && chain.length % 2 === 1,
    // An offer alone is no standing to look at.
    platform: () => platformOf(Math.max(chain.length - 2, 0)),
  };
  return client;
}
