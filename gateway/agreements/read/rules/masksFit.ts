/** HUB062, HUB068: a mask fits its field; text written by people is scrubbed. */
import { MASK_SCALARS } from '../../../../schema/privacy.ts';
import { quote } from '../../../base/quote.ts';
import type { ContractField } from '../../agreementContract.ts';
import { argumentOf } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* masksFit({ clauses }: AgreementCheck): Iterable<Finding> {
  for (const { share, mask } of clauses) {
    const { node, contractField: field } = share;
    if (field === undefined) continue;
    if (mask !== null) {
      const note = whyUnfit(mask, field);
      if (note === undefined) continue;
      const message = `the mask ${quote(mask)} does not fit ${quote(field.coordinate)}`;
      const help = isFreeText(field) ? 'use `SCRUB`, or do not share it' : 'use another mask, or none';
      yield { code: 'HUB062', message, node: argumentOf(node, 'as') ?? node, note, help };
    } else if (isFreeText(field)) {
      const message = `${quote(field.coordinate)} is text written by people, and shared as it is`;
      const note = 'names, phone numbers and codes can stand in it';
      yield { code: 'HUB068', severity: 'warning', message, node, note, help: 'share it `as: SCRUB`' };
    }
  }
}

function whyUnfit(mask: string, field: ContractField): string | undefined {
  const scalars = MASK_SCALARS.get(mask);
  // Another rule says that there is no such mask.
  if (scalars === undefined) return undefined;
  if (field.isObject) return 'an object has no value to mask: mask the fields below it';
  if (!scalars.has(field.typeName)) {
    return `it keeps ${[...scalars].map(quote).join(' and ')}, and the field is of type ${quote(field.type)}`;
  }
  if (mask === 'SCRUB' && !isFreeText(field)) return 'it is for text written by people, labelled `FREE_TEXT`';
  // The other masks leave parts by their place, and in free text anything can stand in any place.
  if (mask !== 'SCRUB' && isFreeText(field)) return 'in text written by people any part can be personal';
  return undefined;
}

/** Whether the contract labels a field as text written by people. */
export function isFreeText({ label }: ContractField): boolean {
  return label?.kind === 'personal' && label.category === 'FREE_TEXT';
}
