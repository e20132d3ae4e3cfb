/**
 * Publishes a subgraph: check and swap.
 * Invariants: what goes live was checked against exactly the network that it joins: when somebody else's publication or an
 * agreement of the operator came between, it is checked again; a publication that fails or changes nothing writes nothing.
 */
import { quote } from '../../base/quote.ts';
import { refuse } from '../../control/controlModule.ts';
import { changeNetwork, type StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { readOperations } from '../operations/readOperations.ts';
import { holdActor } from '../participants/holdActor.ts';
import { type CheckParts, checkPublication, type PublicationCheck } from './checkPublication.ts';
import type { Acceptable, PublishedSubgraph, SubgraphDraft } from './publishedSubgraph.ts';
import { type AgreementReading, readRecordRevision } from './readAgreements.ts';
import type { SubgraphShelf } from './subgraphShelf.ts';

export interface PublishParts extends CheckParts {
  readonly store: Store;
  readonly shelf: SubgraphShelf;
  /** The agreements of an operator, in force or to come, at a time of the hub's clock. */
  readonly readAgreements: (operator: string, now: number) => Promise<AgreementReading>;
}

/** A draft with its address. */
export interface PublishableDraft extends SubgraphDraft {
  readonly url: string;
}

export interface PublishOrder {
  readonly accepts: readonly Acceptable[];
  /** The operator's key that signed the request. */
  readonly keyId: string;
  /** The hub's clock, milliseconds since the epoch. */
  readonly now: number;
}

export type PublishOutcome =
  | {
      readonly kind: 'published';
      readonly version: number;
      readonly revision: number;
      readonly check: PublicationCheck;
    }
  | { readonly kind: 'unchanged'; readonly version: number; readonly revision: number }
  | { readonly kind: 'refused'; readonly check: PublicationCheck }
  /** Others published again and again meanwhile. */
  | { readonly kind: 'overtaken' };

/** Each attempt that fails means that somebody else's has succeeded. */
const MOST_ATTEMPTS = 30;

/** Publishes a draft for its operator. Who may do so has been decided; rejects with a refusal where the key is revoked meanwhile. */
export async function publishSubgraph(
  draft: PublishableDraft,
  { accepts, keyId, now }: PublishOrder,
  parts: PublishParts,
): Promise<PublishOutcome> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const seen = await readSurroundings(draft.operator, now, parts);
    const published = seen.subgraphs.get(draft.operator);
    const complete = { ...draft, numberPatterns: draft.numberPatterns ?? published?.numberPatterns ?? [] };
    if (published !== undefined && isSame(published, complete)) {
      return { kind: 'unchanged', version: published.version, revision: published.revision };
    }
    if (published !== undefined) await refuseFlood(published, now, parts.store);
    const check = await checkPublication(complete, seen, { ...parts, accepts });
    if (!check.passed) return { kind: 'refused', check };
    const version = (published?.version ?? 0) + 1;
    const row = { ...complete, version, check, keyId, now };
    try {
      const { revision } = await changeNetwork(parts.store, async (transaction, revision) => {
        await holdActor(transaction, { code: draft.operator, keyId });
        if (await hasChanged(transaction, draft.operator, seen.revisions)) throw OVERTAKEN;
        await writePublication(transaction, { ...row, revision });
      });
      return { kind: 'published', version, revision, check };
    } catch (error) {
      // Rolled back, with its revision; the network is another one now.
      if (error !== OVERTAKEN) throw error;
    }
  }
  return { kind: 'overtaken' };
}

/** Every hub puts its network together anew for each, and every version is kept for good. */
const MOST_A_DAY = 500;
const DAY_MS = 86_400_000;

/** Throws a refusal for an operator that has published so often within 24 hours. */
async function refuseFlood(
  { operator, version }: PublishedSubgraph,
  now: number,
  store: Store,
): Promise<void> {
  const first = await store
    .selectFrom('subgraph_versions')
    .select('published_at')
    .where('operator', '=', operator)
    .where('version', '=', version - MOST_A_DAY + 1)
    .executeTakeFirst();
  if (first === undefined || first.published_at.getTime() <= now - DAY_MS) return;
  const again = new Date(first.published_at.getTime() + DAY_MS).toISOString();
  throw refuse(
    'TOO_MANY_REQUESTS',
    `${quote(operator)} has published ${MOST_A_DAY} versions in 24 hours, and may publish the next at ${again}`,
  );
}

const OVERTAKEN = new Error('the network has changed since the check');

/** What a publication of the operator meets now. */
export async function readSurroundings(
  operator: string,
  now: number,
  { store, shelf, readAgreements }: Pick<PublishParts, 'store' | 'shelf' | 'readAgreements'>,
) {
  const [{ subgraphs, revision }, agreed] = await Promise.all([shelf.read(), readAgreements(operator, now)]);
  const { documents, revision: records } = agreed;
  const platforms = [...new Set(documents.map(({ platform }) => platform))];
  const operations = await readOperations(store, platforms, now);
  return { subgraphs, documents, operations, revisions: { subgraphs: revision, records } };
}

function isSame(published: PublishedSubgraph, { sdl, url, numberPatterns }: SubgraphDraft): boolean {
  const patterns = (list: SubgraphDraft['numberPatterns']) =>
    JSON.stringify(list?.map(({ format, pattern }) => [format, pattern]));
  return (
    published.sdl === sdl &&
    published.url === url &&
    patterns(published.numberPatterns) === patterns(numberPatterns)
  );
}

async function hasChanged(
  transaction: StoreTransaction,
  operator: string,
  seen: { readonly subgraphs: number; readonly records: number },
): Promise<boolean> {
  const newer = await transaction
    .selectFrom('subgraphs')
    .select('operator')
    .where('revision', '>', seen.subgraphs)
    .limit(1)
    .executeTakeFirst();
  return newer !== undefined || (await readRecordRevision(transaction, operator)) > seen.records;
}

interface NewPublication extends PublishableDraft {
  readonly version: number;
  readonly check: PublicationCheck;
  readonly keyId: string;
  readonly now: number;
  readonly revision: number;
}

async function writePublication(
  transaction: StoreTransaction,
  { operator, version, url, sdl, numberPatterns = [], check, keyId, now, revision }: NewPublication,
): Promise<void> {
  const common = {
    operator,
    version,
    url,
    sdl,
    // As text: the driver would take a list for an array of SQL.
    number_patterns: JSON.stringify(numberPatterns) as unknown as typeof numberPatterns,
    published_at: new Date(now),
    key_id: keyId,
  };
  const current = { ...common, proof: check.proof ?? null, revision };
  const { operator: _, ...changed } = current;
  await transaction
    .insertInto('subgraphs')
    .values(current)
    .onConflict((conflict) => conflict.column('operator').doUpdateSet(changed))
    .execute();
  await transaction
    .insertInto('subgraph_versions')
    .values({ ...common, accepted: [...check.accepted] })
    .execute();
}
