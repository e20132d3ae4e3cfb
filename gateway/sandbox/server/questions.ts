/** The questions that an answer raises: for each leg that the caller sees, the fields that the operation asks of it. */
import { LEG_TYPES } from '../../../schema/network.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import type { FieldQuestion } from '../../agreements/explain/explainField.ts';
import type { LegNote, RequestScope } from '../../request/requestScope.ts';

/** The question about one field of a leg. */
export function askAbout(
  coordinate: string,
  leg: LegNote,
  { caller, now }: Pick<RequestScope, 'caller' | 'now'>,
): FieldQuestion {
  const { operator, role, relation, everReached, finalAt } = leg;
  return { ...caller, operator, role, relation, everReached, finalAt, coordinate, now };
}

/** Of these coordinates those that agreements speak of and a leg of that role can have. */
export function listAsked(
  coordinates: Iterable<string>,
  role: LegNote['role'],
  { types, legTypes }: AgreementContract,
): readonly string[] {
  return [...coordinates].filter((coordinate) => {
    const [type = '', name = ''] = coordinate.split('.');
    if (legTypes.includes(type) && type !== LEG_TYPES[role]) return false;
    const field = types.get(type)?.get(name);
    return field !== undefined && !field.isKey;
  });
}
