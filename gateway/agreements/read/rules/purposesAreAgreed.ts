/** HUB061: clauses hold for purposes of their agreement, and for at least one. */
import { Kind } from 'graphql';
import { PURPOSES } from '../../../../schema/privacy.ts';
import { quote } from '../../../base/quote.ts';
import { argumentOf, listItems } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* purposesAreAgreed({ clauses, purposes: agreed }: AgreementCheck): Iterable<Finding> {
  // Without purposes that can be read every clause would be wrong; other rules say what is missing.
  if (agreed.length === 0) return;
  const list = agreed.map(quote).join(', ');
  for (const { share, purposes } of clauses) {
    const value = argumentOf(share.node, 'for');
    for (const item of listItems(value)) {
      // Another rule says that there is no such purpose.
      if (item.kind !== Kind.ENUM || !PURPOSES.includes(item.value) || agreed.includes(item.value)) continue;
      yield {
        code: 'HUB061',
        message: `the agreement is not for ${quote(item.value)}`,
        node: item,
        note: `it is for ${list}`,
        help: 'add it to `purposes` of `@agreement`, or remove it here',
      };
    }
    if (value !== undefined || purposes.length > 0) continue;
    const message = 'the clause holds for no purpose';
    const note = `${list} must be named by each clause that is meant for it`;
    yield { code: 'HUB061', message, node: share.node, note, help: 'name the purposes with `for:`' };
  }
}
