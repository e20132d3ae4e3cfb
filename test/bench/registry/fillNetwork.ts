/**
 * Puts a network of many operators into a store, as if each had published and signed long ago. Invariant: what a hub reads of it
 * is what the registry would have written: real SDLs with their proofs, real records in their canonical form.
 */
import { sign } from 'node:crypto';
import { hashDocument, hashRecord } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { writeRecord } from '../../../gateway/agreements/life/writeRecord.ts';
import { ensureParticipants } from '../../../gateway/registry/participants/ensureParticipants.ts';
import { changeNetwork, type StoreTransaction } from '../../../gateway/store/changeNetwork.ts';
import type { Store } from '../../../gateway/store/openStore.ts';
import type { OperatorSdl } from '../../../gateway/supergraph/checkSubgraph.ts';
import { LEG_TYPES } from '../../../schema/network.ts';
import { testKey, testRegistration } from '../../support/controlAs.ts';

export interface FilledOperator extends OperatorSdl {
  readonly proof: string | null;
}

/** Nobody answers there: nothing is asked of an operator that publishes. */
export const ADDRESS = 'http://127.0.0.1:9/graphql';
/** So many rows in a statement: a server takes 65,535 parameters. */
const ROWS = 500;

/** Registers the operators and platforms, and has every operator publish and agree with every platform. */
export async function fillNetwork(
  store: Store,
  operators: readonly FilledOperator[],
  platforms: readonly string[],
  now: number,
): Promise<void> {
  const registrations = [
    ...operators.map(({ code, role }) => testRegistration(code, 'operator', role)),
    ...platforms.map((code) => testRegistration(code, 'platform')),
  ];
  for (let from = 0; from < registrations.length; from += ROWS) {
    await ensureParticipants(store, registrations.slice(from, from + ROWS), now);
  }
  await changeNetwork(store, async (transaction, revision) => {
    const at = new Date(now);
    const subgraphs = operators.map(({ code: operator, sdl, proof }) => ({
      operator,
      version: 1,
      url: ADDRESS,
      sdl,
      number_patterns: JSON.stringify([]) as never,
      proof,
      published_at: at,
      key_id: testKey(operator).id,
      revision,
    }));
    await insertAll(transaction, 'subgraphs', subgraphs);
    const records = operators.flatMap((operator) =>
      platforms.flatMap((platform) => writeAgreement(operator, platform, now)),
    );
    await insertAll(
      transaction,
      'records',
      records.map((record) => ({ ...record, received_at: at, revision })),
    );
  });
}

async function insertAll(
  transaction: StoreTransaction,
  table: 'subgraphs' | 'records',
  rows: readonly object[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS) {
    await transaction
      .insertInto(table)
      .values(rows.slice(from, from + ROWS) as never)
      .execute();
  }
}

/** The records of an offer and of its signature. */
function writeAgreement({ code: operator, role }: OperatorSdl, platform: string, now: number) {
  const pair = `${operator}--${platform}`;
  const document = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    operator: "${operator}", platform: "${platform}", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z", noticeHours: 72
  )
type ${LEG_TYPES[role]} { status: ParcelStatus @share  substatus: ParcelSubstatus @share  events: [TrackingEvent!] @share }
type TrackingEvent { occurredAt: DateTime @share  status: ParcelStatus @share }`;
  const steps = [
    { event: 'OFFER', actor: operator, body: { document } },
    { event: 'SIGN', actor: platform, body: { version: 1, documentHash: hashDocument(document) } },
  ];
  let previous: string | null = null;
  return steps.map((step, index) => {
    const record = writeRecord({ pair, seq: index + 1, previous, at: now, ...step } as LifeStep);
    const key = testKey(step.actor);
    const signature = sign(null, Buffer.from(record), key.privateKey).toString('base64url');
    previous = hashRecord({ record, signature });
    return { pair, seq: index + 1, hash: previous, record, key_id: key.id, signature };
  });
}
