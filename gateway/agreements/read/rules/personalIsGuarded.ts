/**
 * HUB067, HUB071, HUB075: a personal field is shared for stated purposes or masked, and of the platform's own parcels; parcels
 * that a consumer delegated are still denied.
 */
import type { ConstArgumentNode } from 'graphql';
import { quote } from '../../../base/quote.ts';
import { argumentOf, readText } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';
import { isFreeText } from './masksFit.ts';

const SEVERITY = { severity: 'warning' } as const;

export function* personalIsGuarded({ clauses }: AgreementCheck): Iterable<Finding> {
  for (const { share, mask, relations, coordinate } of clauses) {
    const { contractField: field, node } = share;
    // What an object tells is decided on the fields below it.
    const isPersonal = field?.label?.kind === 'personal' && !field.isObject;
    const isForAll = argumentOf(node, 'for') === undefined;
    // A mask that cannot be read has a problem of its own.
    const isClear = mask === null && !node.arguments?.some(isUnreadableMask);
    if (isPersonal && isClear && isForAll && !isFreeText(field)) {
      const message = `${quote(coordinate)} is personal, and shared as it is for every purpose`;
      const note = 'the law on personal data asks what each of them is needed for';
      const help = 'name the purposes with `for:`, or mask it with `as:`';
      yield { code: 'HUB067', ...SEVERITY, message, node, note, help };
    }
    if (isPersonal && relations.includes('FOREIGN')) {
      const message = `${quote(coordinate)} is personal, and shared of parcels that are not the platform's own`;
      const note = 'the people in those parcels have no business with the platform';
      const help = 'leave `FOREIGN` out of `parcels:`';
      yield { code: 'HUB075', ...SEVERITY, message, node, note, help };
    }
    if (relations.includes('DELEGATED')) {
      const message = 'parcels that a consumer asked the platform to track are denied for now';
      const note = 'nothing proves yet that a consumer did; the clause holds for its other parcels';
      yield { code: 'HUB071', ...SEVERITY, message, node, note };
    }
  }
}

function isUnreadableMask({ name, value }: ConstArgumentNode): boolean {
  return name.value === 'as' && readText(value) === undefined;
}
