/**
 * Takes a signed step into the records of its pair. Everything is judged on the chain as it is read first; the transaction, which
 * holds the whole network, only makes sure that the chain has not grown, that the operator has published nothing that the judgement
 * overlooked, and that the keys of request and record still hold.
 * Invariants: a record is taken once and as it was signed; of two steps after the same record one is taken.
 */
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { applyStep } from '../../agreements/life/applyStep.ts';
import { hashRecord } from '../../agreements/life/hashRecord.ts';
import { createLifeRules } from '../../agreements/life/lifeRules.ts';
import type { LifeStep, SignedRecord } from '../../agreements/life/lifeStep.ts';
import type { Pair } from '../../agreements/life/pair.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import { readRecord } from '../../agreements/life/readRecord.ts';
import { findBrokenLink } from '../../agreements/life/verifyChain.ts';
import { DATE_TOLERANCE_MS, type PartyKey, verifyRecord } from '../../agreements/life/verifyRecord.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import { isError, type Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import { type Actor, type ControlCode, refuse } from '../../control/controlModule.ts';
import { changeNetwork, type StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';
import { holdActor } from '../participants/holdActor.ts';
import { type HoldContract, judgeByContract, type ReadContract } from './judgeByContract.ts';
import { refuseFlood } from './refuseFlood.ts';
import { refuseStrangers } from './refuseStrangers.ts';
import {
  foldRecords,
  insertRecord,
  isStored,
  loadChain,
  loadHead,
  loadKeys,
  type RecordHead,
  type StoredRecord,
  toHead,
} from './storedRecords.ts';

/** What a step is judged by. */
export interface AppendOptions {
  /** Who signed the request. */
  readonly actor: Actor;
  /** The contract of the network as it is composed. */
  readonly readContract: ReadContract;
  /** The hub's clock, milliseconds since the epoch. */
  readonly now: number;
}

export interface AppendedStep {
  readonly seq: number;
  readonly hash: string;
  /** From which on hubs know of it. */
  readonly revision: number;
  readonly life: PairLife;
  /** The newest record: another one where this one was taken before. */
  readonly head: RecordHead;
}

/** Takes a record. Rejects with a refusal of the control API, in words for whoever signed it. */
export async function appendStep(
  store: Store,
  signed: SignedRecord,
  options: AppendOptions,
): Promise<AppendedStep> {
  const { actor, readContract } = options;
  const { step, problem } = readRecord(signed.record);
  if (step === undefined) throw refuseFor('BAD_USER_INPUT', problem);
  if (step.actor !== actor.code) {
    const message = `the record is in the name of ${quote(step.actor)}, and ${quote(actor.code)} signed the request`;
    throw refuse('FORBIDDEN', message);
  }
  const pair = await refuseStrangers(store, step.pair, actor);
  // What has nothing to share, a suspension above all, waits for no hub and no publication.
  const readKnown: ReadContract = saysWhatIsShared(step) ? readContract : () => readContract(0);
  return judgeByContract(pair.operator, { store, readContract: readKnown }, (contract, holdContract) =>
    takeStep(store, signed, { ...options, pair, step, contract, holdContract }),
  );
}

interface JudgedStep extends AppendOptions {
  readonly pair: Pair;
  readonly step: LifeStep;
  readonly contract: AgreementContract;
  readonly holdContract: HoldContract;
}

/** One attempt, by one contract. */
async function takeStep(
  store: Store,
  signed: SignedRecord,
  { pair, step, actor, now, contract, holdContract }: JudgedStep,
): Promise<AppendedStep> {
  const hash = hashRecord(signed);
  if (!(await isStored(store, { pair: step.pair, seq: step.seq, hash }))) {
    // Whoever sends what cannot be taken has no long chain read for it.
    refuseBrokenLink(step, await loadHead(store, step.pair));
    refuseDate(step, now);
    await refuseSignature(store, signed, step);
  }
  const chain = await loadChain(store, step.pair);
  const known = chain.find((record) => record.seq === step.seq && record.hash === hash);
  // Whoever did not hear the answer sends the record again.
  if (known !== undefined) return { ...known, life: foldRecords(pair, chain), head: toHead(chain.at(-1)) };
  // It may have grown since.
  refuseBrokenLink(step, chain.at(-1));
  refuseFlood(step, signed, chain, now);
  const life = foldRecords(pair, chain);
  // Before the machine judges the terms in a sentence: the check shows line and caret.
  refuseDocument(step, life, contract);
  const outcome = applyStep(
    life,
    step,
    createLifeRules(contract, () => actor.kind === 'mediator'),
  );
  if (outcome.problem !== undefined) throw refuseFor('REFUSED', outcome.problem);
  const { revision } = await changeNetwork(store, async (transaction, revision) => {
    await holdActor(transaction, actor);
    if (saysWhatIsShared(step)) await holdContract(transaction);
    refuseBrokenLink(step, await loadHead(transaction, step.pair));
    await refuseSignature(transaction, signed, step);
    await insertRecord(transaction, {
      ...signed,
      pair: step.pair,
      seq: step.seq,
      hash,
      revision,
      receivedAt: now,
    });
  });
  return { seq: step.seq, hash, revision, life: outcome.life, head: { seq: step.seq, hash } };
}

/** A revoked key takes no step any more, whatever date the record bears. */
async function refuseSignature(
  store: Store | StoreTransaction,
  signed: SignedRecord,
  step: LifeStep,
): Promise<void> {
  const keys = new Map((await loadKeys(store, [signed.keyId])).map((key) => [key.id, key]));
  const problem = verifyRecord(signed, step, keys) ?? findRevocation(keys.get(signed.keyId));
  if (problem !== undefined) throw refuseFor('FORBIDDEN', problem);
}

function findRevocation(key: PartyKey | undefined): Problem | undefined {
  if (key === undefined || key.revokedAt === null) return undefined;
  const help = 'sign with a key that is not revoked';
  return { code: 'HUB103', severity: 'error', message: `the key ${quote(key.id)} is revoked`, help };
}

function refuseBrokenLink(
  step: LifeStep,
  last: Pick<StoredRecord, 'pair' | 'seq' | 'hash'> | undefined,
): void {
  if (last === undefined && step.seq === 1) return;
  const problem = findBrokenLink(step, last && { step: last, hash: last.hash });
  if (problem === undefined) return;
  const head = toHead(last);
  const refusal = refuse('CONFLICT', `the newest record of ${quote(step.pair)} is number ${head.seq}`, [
    problem,
  ]);
  Object.assign(refusal.extensions, { head });
  throw refusal;
}

function refuseDate({ at }: LifeStep, now: number): void {
  if (Math.abs(at - now) <= DATE_TOLERANCE_MS) return;
  const time = new Date(now).toISOString();
  const message = `the record is dated ${new Date(at).toISOString()}, and the hub's clock says ${time}`;
  const help = 'date it by the hub: `query { hubClock }`';
  throw refuseFor('REFUSED', { code: 'HUB122', severity: 'error', message, help });
}

function saysWhatIsShared(step: LifeStep): boolean {
  return 'document' in step.body || step.event === 'SIGN';
}

/** What is offered, signed or declared has no error by the contract as it is now. */
function refuseDocument(step: LifeStep, life: PairLife, contract: AgreementContract): void {
  const document =
    'document' in step.body ? step.body.document : step.event === 'SIGN' ? life.offer?.document : undefined;
  if (document === undefined) return;
  const { problems } = readAgreement({ file: step.pair, text: document }, contract);
  if (problems.some(isError)) throw refuse('REFUSED', 'the document has errors', problems);
}

function refuseFor(code: ControlCode, problem: Problem): ReturnType<typeof refuse> {
  return refuse(code, problem.message, [problem]);
}
