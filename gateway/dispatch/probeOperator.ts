/**
 * Asks an operator for one number, through the one door. Invariant: nothing is asked but the fields of the question, and nothing is
 * believed but values of the contract's types: anything else is a failure, which says nothing about the number.
 */
import { LEG_TYPES } from '../../schema/network.ts';
import { readOwn } from '../base/ownRecord.ts';
import type { ContractIndex } from '../request/contractIndex.ts';
import type { Probe, ProbeAnswer, ProbeField, ProbeQuestion } from '../request/probe.ts';
import type { OperatorClient } from './operatorClient.ts';
import { readLeaf } from './shapeLeg.ts';

/** A probe over a client; `readContract` gives the contract of the network as it is now. */
export function createProbe(client: OperatorClient, readContract: () => ContractIndex): Probe {
  return async (question) => {
    const { operator, platform, purpose, agreement } = question;
    const answer = await client.send({
      url: operator.url,
      operator: operator.code,
      grant: { platform, purpose, agreement },
      ...writeProbe(question),
    });
    if (answer.kind === 'failed' || answer.errors.length > 0) return { kind: 'failed' };
    return readAnswer(readOwn(answer.data, 'g0'), question, readContract());
  };
}

/** The same text for the same fields, in the form of every other request to operators. */
function writeProbe({ operator, number, fields }: ProbeQuestion) {
  const typename = LEG_TYPES[operator.role];
  const selection = `{ ... on ${typename} { ${fields.join(' ')} } }`;
  return {
    query: `query TrackingHub($hub__r0: [_Any!]!) {\ng0: _entities(representations: $hub__r0) ${selection}\n}`,
    variables: {
      hub__r0: [{ __typename: typename, operator: { code: operator.code }, waybill: number }],
    },
  };
}

function readAnswer(
  entities: unknown,
  { operator, fields }: ProbeQuestion,
  contract: ContractIndex,
): ProbeAnswer {
  if (!Array.isArray(entities) || entities.length !== 1) return { kind: 'failed' };
  const [entity] = entities;
  if (entity === null) return { kind: 'miss' };
  const read = (field: ProbeField): string | null | undefined => {
    const value = fields.includes(field) ? readOwn(entity, field) : null;
    if (value === null || value === undefined) return null;
    const shape = contract.get(LEG_TYPES[operator.role])?.fields.get(field);
    const leaf = shape === undefined ? undefined : readLeaf(shape.named, value);
    return typeof leaf === 'string' ? leaf : undefined;
  };
  const status = read('status');
  const substatus = read('substatus');
  const acceptedAt = read('acceptedAt');
  if (status === undefined || substatus === undefined || acceptedAt === undefined) return { kind: 'failed' };
  // An operator that answers every number with an object of nulls has no leg of this one.
  return status === null ? { kind: 'miss' } : { kind: 'hit', status, substatus, acceptedAt };
}
