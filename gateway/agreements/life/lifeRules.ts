/**
 * What a step is judged by beside the records: who is a mediator, whether an amendment only narrows, and what a measure can
 * withhold. Invariant: these are judged when a step is taken; a later look at the records trusts that they were, so that a contract that has grown since
 * changes nothing that was.
 */
import type { AgreementContract } from '../agreementContract.ts';
import { diffAgreements } from '../diff/diffAgreements.ts';
import { readAgreement } from '../read/readAgreement.ts';

export interface LifeRules {
  /** Whether a participant that is no party of the pair is a mediator. */
  isMediator(actor: string): boolean;
  /** Whether one side alone may bring about what changes from one document to the other. */
  isOneSided(before: string, after: string): boolean;
  /** Whether `Type.field` is a field that legs have, as a measure can withhold it. */
  isField(coordinate: string): boolean;
}

/** For records that a hub has taken: it judged them then. */
export const AS_TAKEN: LifeRules = {
  isMediator: () => true,
  isOneSided: () => true,
  isField: () => true,
};

/** For steps that are to be taken now. What cannot be read is not one-sided. */
export function createLifeRules(
  contract: AgreementContract,
  isMediator: (actor: string) => boolean,
): LifeRules {
  const read = (text: string) => readAgreement({ file: '', text }, contract).agreement;
  return {
    isMediator,
    isField(coordinate) {
      const [type = '', name = ''] = coordinate.split('.');
      return contract.types.get(type)?.get(name)?.isKey === false;
    },
    isOneSided(before, after) {
      const [one, other] = [read(before), read(after)];
      if (one === undefined || other === undefined) return false;
      return diffAgreements(one, other, contract).signatures === 'one';
    },
  };
}
