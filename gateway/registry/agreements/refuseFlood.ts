/**
 * How much one participant may put into the records of a pair. Records stay for good, in every hub's memory too, so steps and the
 * documents in them are counted. Invariant: nobody's suspension or termination waits for another day; a second suspension comes
 * after a `RESUME`, which is counted, so these are bounded too.
 */
import type { LifeEvent, LifeStep, SignedRecord } from '../../agreements/life/lifeStep.ts';
import { refuse } from '../../control/controlModule.ts';
import type { StoredRecord } from './storedRecords.ts';

/** Characters of records with documents in 24 hours: some hundred agreements of an ordinary size. */
export const DAILY_ALLOWANCE = 2 * 1024 * 1024;
/** Steps of any kind in 24 hours: people and their lawyers take a few. */
export const DAILY_STEPS = 200;
const DAY_MS = 86_400_000;
/** Whoever has to stop sharing is never told to wait. */
const NEVER_REFUSED: ReadonlySet<LifeEvent> = new Set(['SUSPEND', 'TERMINATE']);

/** Throws a refusal for a step or a document too much; `chain` is the pair's, `now` the hub's clock in milliseconds since the epoch. */
export function refuseFlood(
  step: LifeStep,
  signed: SignedRecord,
  chain: readonly StoredRecord[],
  now: number,
): void {
  if (NEVER_REFUSED.has(step.event)) return;
  // A record is canonical JSON, and `actor` its first member.
  const opening = `{"actor":${JSON.stringify(step.actor)},`;
  const today = chain.filter(
    ({ receivedAt, record }) => receivedAt > now - DAY_MS && record.startsWith(opening),
  );
  const first = today.at(-DAILY_STEPS);
  if (first !== undefined) {
    const from = new Date(first.receivedAt + DAY_MS).toISOString();
    throw refuse(
      'TOO_MANY_REQUESTS',
      `\`${step.actor}\` has taken ${DAILY_STEPS} steps with \`${step.pair}\` in 24 hours: the next is taken from ${from} on; only suspending and terminating need not wait`,
    );
  }
  if (!('document' in step.body)) return;
  const size = today.reduce((sum, { record }) => sum + record.length, signed.record.length);
  if (size <= DAILY_ALLOWANCE) return;
  const most = DAILY_ALLOWANCE / 1024 / 1024;
  throw refuse(
    'REFUSED',
    `\`${step.actor}\` has offered documents of ${most} MB in 24 hours; sign or decline what is offered, and offer more tomorrow`,
  );
}
