/**
 * The part of the control API that is about agreements. Invariant: a pair is told to its parties and to mediators, and what was
 * agreed to a mediator only when a party called for one.
 */
import { controlSdl } from '../../../schema/control.ts';
import { type Pair, splitPair } from '../../agreements/life/pair.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import { groupBy } from '../../base/groupBy.ts';
import { mapInSlices } from '../../base/mapInSlices.ts';
import { type Actor, type ControlContext, type ControlModule, refuse } from '../../control/controlModule.ts';
import type { Store } from '../../store/openStore.ts';
import { appendStep } from './appendStep.ts';
import type { ReadContract } from './judgeByContract.ts';
import { refuseStrangers } from './refuseStrangers.ts';
import {
  foldRecords,
  loadChain,
  loadChainsOf,
  loadKeys,
  loadRecords,
  type StoredRecord,
  toHead,
} from './storedRecords.ts';
import { writePair, writeTime } from './writePair.ts';

export interface AgreementModuleOptions {
  readonly store: Store;
  /** The contract of the network: what documents are checked against. */
  readonly readContract: ReadContract;
}

/** After so many pairs others have their turn: some milliseconds. */
const SLICE = 50;

/** Agreements of a store. */
export function agreementModule({ store, readContract }: AgreementModuleOptions): ControlModule {
  const Query = {
    async agreements(_: unknown, __: unknown, { actor, now }: ControlContext) {
      const records =
        actor.kind === 'mediator' ? await loadRecords(store) : await loadChainsOf(store, actor.code);
      const chains = [...groupBy(records, ({ pair }) => pair)];
      const told = await mapInSlices(chains, SLICE, ([name, chain]) => {
        const pair = splitPair(name);
        return pair === undefined ? [] : [tellPair(pair, chain, { actor, now })];
      });
      return told.flat();
    },
    async agreement(_: unknown, { pair: name }: { readonly pair: string }, { actor, now }: ControlContext) {
      const pair = await refuseStrangers(store, name, actor);
      return tellPair(pair, await loadChain(store, name), { actor, now });
    },
    async records(_: unknown, { pair: name }: { readonly pair: string }, { actor }: ControlContext) {
      const pair = await refuseStrangers(store, name, actor);
      const chain = await loadChain(store, name);
      if (!mayReadDocuments(actor, foldRecords(pair, chain))) {
        throw refuse(
          'FORBIDDEN',
          `\`${name}\` never had a dispute: a mediator reads records when a party opens one`,
        );
      }
      const keys = await loadKeys(
        store,
        chain.map(({ keyId }) => keyId),
      );
      return {
        pair: name,
        records: chain.map((record) => ({ ...record, receivedAt: writeTime(record.receivedAt) })),
        keys: keys.map((key) => ({
          ...key,
          addedAt: writeTime(key.addedAt),
          revokedAt: writeTime(key.revokedAt),
        })),
      };
    },
  };
  const Mutation = {
    async appendRecord(
      _: unknown,
      given: { readonly record: string; readonly signature: string },
      context: ControlContext,
    ) {
      const { actor, now } = context;
      const signed = { ...given, keyId: actor.keyId };
      const taken = await appendStep(store, signed, { actor, now, readContract });
      const { seq, hash, revision, life, head } = taken;
      await context.confirm(revision);
      const showsDocuments = mayReadDocuments(actor, life);
      return { seq, hash, agreement: writePair(life, head, { now, showsDocuments }) };
    },
  };
  return { sdl: controlSdl('agreements'), resolvers: { Query, Mutation } };
}

function tellPair(
  pair: Pair,
  chain: readonly StoredRecord[],
  { actor, now }: Pick<ControlContext, 'actor' | 'now'>,
) {
  const life = foldRecords(pair, chain);
  return writePair(life, toHead(chain.at(-1)), { now, showsDocuments: mayReadDocuments(actor, life) });
}

function mayReadDocuments({ kind }: Actor, { disputes }: PairLife): boolean {
  return kind !== 'mediator' || disputes.length > 0;
}
