/**
 * Verifies the records of a pair with nothing but the parties' public keys: that each was signed by its actor, and that none
 * is missing, moved or from elsewhere. Invariant: what was cut off at the end cannot be seen in what is left; whoever was told
 * the digest of the newest record hands it in.
 */
import type { Problem } from '../../base/problem.ts';
import { hashRecord } from './hashRecord.ts';
import type { LifeStep, SignedRecord } from './lifeStep.ts';
import { readRecord } from './readRecord.ts';
import { type PartyKeys, verifyRecord } from './verifyRecord.ts';

/** A problem of one record. */
export interface RecordProblem {
  /** Which record, counted from 1 as they were handed in. */
  readonly index: number;
  readonly problem: Problem;
}

export interface ChainReading {
  /** The steps as far as the chain holds. */
  readonly steps: readonly LifeStep[];
  readonly problems: readonly RecordProblem[];
  /** Digest of the last record of `steps`; null when there is none. */
  readonly head: string | null;
}

export interface ChainOptions {
  /** Digest of the record that is known to be the newest. */
  readonly head?: string;
}

/** Every problem of a chain; records after a broken link are still verified by themselves. */
export function verifyChain(
  records: readonly SignedRecord[],
  keys: PartyKeys,
  { head: expected }: ChainOptions = {},
): ChainReading {
  const steps: LifeStep[] = [];
  const problems: RecordProblem[] = [];
  let before: { readonly step: LifeStep; readonly hash: string } | undefined;
  let isWhole = true;
  for (const [at, signed] of records.entries()) {
    const reading = readRecord(signed.record);
    const found =
      reading.problem !== undefined
        ? [reading.problem]
        : [verifyRecord(signed, reading.step, keys), findBrokenLink(reading.step, before)];
    const real = found.filter((problem) => problem !== undefined);
    problems.push(...real.map((problem) => ({ index: at + 1, problem })));
    isWhole &&= real.length === 0;
    if (reading.problem !== undefined) before = undefined;
    else before = { step: reading.step, hash: hashRecord(signed) };
    if (isWhole && reading.problem === undefined) steps.push(reading.step);
  }
  const head = isWhole ? (before?.hash ?? null) : null;
  if (expected !== undefined && isWhole && head !== expected) {
    const message = 'the last record is not the newest one: records are missing at the end';
    problems.push({ index: records.length, problem: brokenLink(message) });
  }
  return { steps, problems, head };
}

/** What is wrong between a step and the one before it; `before` is undefined at the begin of a chain. */
export function findBrokenLink(
  step: LifeStep,
  before: { readonly step: Pick<LifeStep, 'pair' | 'seq'>; readonly hash: string } | undefined,
): Problem | undefined {
  if (before === undefined) {
    return step.seq === 1 ? undefined : brokenLink(`record ${step.seq} has no record before it`);
  }
  if (step.pair !== before.step.pair) {
    return brokenLink(`a record of \`${step.pair}\` stands among those of \`${before.step.pair}\``);
  }
  if (step.seq !== before.step.seq + 1) {
    return brokenLink(`record ${step.seq} stands after record ${before.step.seq}`);
  }
  if (step.previous === before.hash) return undefined;
  return brokenLink(`record ${step.seq} follows another record than the one before it`);
}

function brokenLink(message: string): Problem {
  const help = 'read the records of the pair again, whole: `hub agreement records PAIR`';
  return { code: 'HUB101', severity: 'error', message, help };
}
