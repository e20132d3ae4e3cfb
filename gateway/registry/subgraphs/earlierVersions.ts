/**
 * What operators published earlier, for the control API. Invariant: a document is read only where it is asked for, and with all
 * others of the request at once; the documents of one request are bounded, and so are the requests of one participant that read some.
 */
import DataLoader from 'dataloader';
import { sql } from 'kysely';
import { type ControlContext, refuse } from '../../control/controlModule.ts';
import type { Store } from '../../store/openStore.ts';
import { createCheckGate } from './checkGate.ts';

/** A version without its document. */
export interface EarlierVersion {
  readonly operator: string;
  readonly version: number;
  readonly url: string;
  /** ISO 8601. */
  readonly publishedAt: string;
  readonly keyId: string;
  readonly accepted: readonly string[];
}

export interface EarlierVersions {
  /** The newest versions of an operator, so many at the most. */
  list(operator: string, count: number, request: ControlContext): Promise<readonly EarlierVersion[]>;
  /** The document of one of them. */
  readSdl(version: EarlierVersion, request: ControlContext): Promise<string>;
  /** Counts a document that is answered from elsewhere; throws a refusal when there are too many. */
  count(request: ControlContext): void;
}

/** In the answer to one request, lists included: the network has thousands of documents, some of 256 KiB. */
const MOST_DOCUMENTS = 100;
const MOST_READINGS = { perOperator: 2, inAll: 10, what: 'readings of earlier versions' };

interface Reading {
  documents: number;
  readonly loader: DataLoader<EarlierVersion, string>;
}

/** Of a store. */
export function createEarlierVersions(store: Store): EarlierVersions {
  const gate = createCheckGate(MOST_READINGS);
  const readings = new WeakMap<ControlContext, Reading>();
  const readingOf = (request: ControlContext): Reading => {
    const known = readings.get(request);
    if (known !== undefined) return known;
    // One after the other: a request takes one place at the gate, however many lists it has.
    let turn: Promise<unknown> = Promise.resolve();
    const loader = new DataLoader<EarlierVersion, string>((versions) => {
      const read = turn.then(() => gate(request.actor.code, () => readDocuments(store, versions)));
      turn = read.catch(() => {});
      return read;
    });
    const reading = { documents: 0, loader };
    readings.set(request, reading);
    return reading;
  };
  const count = (request: ControlContext): void => {
    const reading = readingOf(request);
    reading.documents += 1;
    if (reading.documents <= MOST_DOCUMENTS) return;
    const message = `a request is answered with up to ${MOST_DOCUMENTS} documents and lists of versions; ask with \`subgraph(operator:)\` for those of each operator, and for fewer with \`versions(first:)\``;
    throw refuse('BAD_USER_INPUT', message);
  };
  return {
    count,
    async list(operator, most, request) {
      count(request);
      const rows = await store
        .selectFrom('subgraph_versions')
        .select(['operator', 'version', 'url', 'published_at', 'key_id', 'accepted'])
        .where('operator', '=', operator)
        .orderBy('version', 'desc')
        .limit(most)
        .execute();
      return rows.map((row) => ({
        operator: row.operator,
        version: row.version,
        url: row.url,
        publishedAt: row.published_at.toISOString(),
        keyId: row.key_id,
        accepted: row.accepted.map((name) => name.toUpperCase()),
      }));
    },
    async readSdl(version, request) {
      count(request);
      return readingOf(request).loader.load(version);
    },
  };
}

async function readDocuments(store: Store, versions: readonly EarlierVersion[]): Promise<readonly string[]> {
  const keyOf = ({ operator, version }: Pick<EarlierVersion, 'operator' | 'version'>) =>
    `${operator} ${version}`;
  const operators = versions.map(({ operator }) => operator);
  const numbers = versions.map(({ version }) => version);
  const { rows } = await sql<{ operator: string; version: number; sdl: string }>`
    select operator, version, sdl from subgraph_versions
    where (operator, version) in (select * from unnest(${operators}::text[], ${numbers}::int[]))`.execute(
    store,
  );
  const found = new Map(rows.map((row) => [keyOf(row), row.sdl]));
  return versions.map((version) => found.get(keyOf(version)) ?? '');
}
