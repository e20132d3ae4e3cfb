/**
 * Judges a step by the contract, and takes it only while that contract is still the one of the operator's subgraph.
 * Invariant: of a publication and a step that says what is shared, whichever is committed second was judged by the first; while the
 * hub waits to know of a publication it holds nothing that others wait for.
 */
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { quote } from '../../base/quote.ts';
import { refuse } from '../../control/controlModule.ts';
import type { StoreTransaction } from '../../store/changeNetwork.ts';
import type { Store } from '../../store/openStore.ts';

/** A contract, and what is in it. */
export interface ContractReading {
  readonly contract: AgreementContract;
  /** Everything that was published up to and with this revision is in it. */
  readonly revision: number;
}

/** Gives a contract that has at least this revision in it; undefined where the hub does not come so far within its patience. */
export type ReadContract = (atLeast: number) => Promise<ContractReading | undefined>;

/** Makes sure, inside a change, that nothing was published since the contract was read. */
export type HoldContract = (transaction: StoreTransaction) => Promise<void>;

export interface ContractParts {
  readonly store: Store;
  readonly readContract: ReadContract;
}

/** Each attempt that fails means that the operator has published again. */
const MOST_ATTEMPTS = 5;

const OVERTAKEN = new Error('the operator has published since the contract was read');

/** Runs `judge`, again where the operator publishes before it has committed. */
export async function judgeByContract<Result>(
  operator: string,
  { store, readContract }: ContractParts,
  judge: (contract: AgreementContract, hold: HoldContract) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const reading = await readContract(await readPublishedRevision(store, operator));
    if (reading === undefined) {
      const message = `this hub has not taken in yet what ${quote(operator)} published last, so the document cannot be checked, and nothing was changed; try again`;
      throw refuse('CONFLICT', message);
    }
    try {
      return await judge(reading.contract, async (transaction) => {
        if ((await readPublishedRevision(transaction, operator)) > reading.revision) throw OVERTAKEN;
      });
    } catch (error) {
      // Rolled back, with its revision.
      if (error !== OVERTAKEN) throw error;
    }
  }
  const message = `${quote(operator)} published again and again meanwhile, and nothing was changed; try again`;
  throw refuse('CONFLICT', message);
}

/** The revision of what an operator has published; 0 for nothing. */
async function readPublishedRevision(store: Store | StoreTransaction, operator: string): Promise<number> {
  const row = await store
    .selectFrom('subgraphs')
    .select('revision')
    .where('operator', '=', operator)
    .executeTakeFirst();
  return Number(row?.revision ?? 0);
}
