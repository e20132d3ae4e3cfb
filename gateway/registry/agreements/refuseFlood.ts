/**
 * How much one party may put into the records of a pair. Records stay for good, in every hub's memory too, so documents are
 * counted; stopping, resuming and answering are not: nobody's suspension waits for another day.
 */
import type { LifeStep, SignedRecord } from '../../agreements/life/lifeStep.ts';
import { refuse } from '../../control/controlModule.ts';
import type { StoredRecord } from './storedRecords.ts';

/** Characters of records with documents in 24 hours: some hundred agreements of an ordinary size. */
export const DAILY_ALLOWANCE = 2 * 1024 * 1024;
const DAY_MS = 86_400_000;

/** Throws a refusal for a document too much; `chain` is the pair's, `now` the hub's clock in milliseconds since the epoch. */
export function refuseFlood(
  step: LifeStep,
  signed: SignedRecord,
  chain: readonly StoredRecord[],
  now: number,
): void {
  if (!('document' in step.body)) return;
  // A record is canonical JSON, and `actor` its first member.
  const opening = `{"actor":${JSON.stringify(step.actor)},`;
  const today = chain.filter(
    ({ receivedAt, record }) => receivedAt > now - DAY_MS && record.startsWith(opening),
  );
  const size = today.reduce((sum, { record }) => sum + record.length, signed.record.length);
  if (size <= DAILY_ALLOWANCE) return;
  const most = DAILY_ALLOWANCE / 1024 / 1024;
  throw refuse(
    'REFUSED',
    `\`${step.actor}\` has offered documents of ${most} MB in 24 hours; sign or decline what is offered, and offer more tomorrow`,
  );
}
