import { describe, expect, test } from 'vitest';
import type { DecideLeg, LegFacts, LegPolicy } from '../../gateway/agreements/decision.ts';
import { createDispatcher } from '../../gateway/dispatch/dispatcher.ts';
import type { OperatorAnswer } from '../../gateway/dispatch/operatorClient.ts';
import { recordingClient, representationOf, testOperator, testScope } from '../support/testNetwork.ts';

/** Discloses everything, `custody` only until `DELIVERED` or anything final was reached; an unknown state withholds it. */
const decide: DecideLeg = (_, { everReached, finalAt }: LegFacts): LegPolicy => {
  const isOpen = everReached.length > 0 && !everReached.includes('DELIVERED') && finalAt === null;
  return {
    fingerprint: isOpen ? 'open' : 'over',
    isVisible: true,
    dependsOnState: isOpen,
    agreement: null,
    decide: (coordinate) =>
      coordinate === 'CourierLeg.custody' && !isOpen
        ? { kind: 'withhold', code: 'PHASE_OVER', clause: null }
        : { kind: 'disclose', clause: null },
  };
};

/** What the hub sends and answers when the directory knows `everReached` and the operator answers these statuses. */
async function ask(
  everReached: readonly string[],
  fresh: Readonly<Record<string, unknown>> | null,
  { lacks = [], asks = 'custody acceptedAt' }: { lacks?: readonly string[]; asks?: string } = {},
) {
  const operator = testOperator('sf-express', 'courier', lacks);
  const client = recordingClient((): OperatorAnswer => {
    const leg = fresh && { custody: 'OPERATOR', acceptedAt: '2017-06-01T08:00:00+08:00', ...fresh };
    return { kind: 'answered', data: { g0: [leg] }, errors: [] };
  });
  const scope = testScope([operator], []);
  const network = { ...scope.network, agreements: { ...scope.network.agreements, decideLeg: decide } };
  const facts = {
    operator: 'sf-express',
    relation: 'OWN',
    acceptedAt: null,
    everReached,
    finalAt: null,
  } as const;
  const policy = decide(scope.caller, facts, scope.now);
  scope.notes.add({ ...facts, waybill: 'SF1', role: 'courier', policy });
  const answer = await createDispatcher('CourierLeg', { client, pseudonymKey: new Uint8Array(32) }).process({
    kind: 'incoming operation',
    request: {
      query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on CourierLeg { ${asks} } } }`,
      variables: { representations: [representationOf('courier', 'sf-express', 'SF1')] },
    },
    context: { ...scope, network },
  } as never);
  const [entity] = (answer.data as { _entities: Record<string, unknown>[] })._entities;
  const sent = client.requests[0]?.query.replace(/\s+/g, ' ') ?? 'nothing';
  return { custody: entity?.['custody'], acceptedAt: entity?.['acceptedAt'], sent, scope };
}

describe('a clause that ends with a status is decided again on the fresh one', () => {
  test.each([
    ['still on its way', { hub__status: 'OUT_FOR_DELIVERY' }, 'OPERATOR'],
    ['delivered since the directory learned of it last', { hub__status: 'DELIVERED' }, null],
    ['lost since', { hub__status: 'EXCEPTION', hub__substatus: 'EXCEPTION_LOST' }, null],
    ['delayed only', { hub__status: 'EXCEPTION', hub__substatus: 'EXCEPTION_DELAYED' }, 'OPERATOR'],
    ['an exception of no known kind counts as final', { hub__status: 'EXCEPTION' }, null],
    ['an exception of a kind that is no sub-status', { hub__status: 'EXCEPTION', hub__substatus: 'X' }, null],
    ['no status', { hub__status: null }, null],
    ['no answer to the status', {}, null],
    ['no status of the contract', { hub__status: 'AT_HOME' }, null],
    ['a status that only the hub derives', { hub__status: 'EXPIRED' }, null],
    ['a status that is no text', { hub__status: ['IN_TRANSIT'] }, null],
  ])('%s', async (_, fresh, custody) => {
    const answer = await ask(['ACCEPTED', 'IN_TRANSIT'], fresh);
    expect(answer.custody).toBe(custody);
    // What does not end stays disclosed either way.
    expect(answer.acceptedAt).toBe('2017-06-01T08:00:00+08:00');
    const codes = answer.scope.disclosures.list().map(({ coordinate, code }) => `${coordinate} ${code}`);
    expect(codes).toEqual(custody === null ? ['CourierLeg.custody PHASE_OVER'] : []);
  });

  test('the status is asked along, under names of the hub', async () => {
    const { sent } = await ask(['ACCEPTED'], { hub__status: 'IN_TRANSIT' });
    expect(sent).toContain('{ custody acceptedAt hub__status: status hub__substatus: substatus }');
  });

  test('what is over at the first decision is not asked, and neither is the status', async () => {
    const { sent, custody } = await ask(['ACCEPTED', 'DELIVERED'], { hub__status: 'IN_TRANSIT' });
    expect(sent).toContain('{ acceptedAt }');
    expect(custody).toBeNull();
  });

  test('what an operator answers cannot reopen what was reached', async () => {
    const { custody } = await ask(['ACCEPTED', 'DELIVERED'], {
      hub__status: 'IN_TRANSIT',
      custody: 'OPERATOR',
    });
    expect(custody).toBeNull();
  });

  test('an operator without a status is never asked for what ends with one', async () => {
    const { sent, custody, acceptedAt } = await ask(
      ['ACCEPTED'],
      { hub__status: 'IN_TRANSIT' },
      { lacks: ['CourierLeg.status'] },
    );
    expect(sent).toContain('{ acceptedAt }');
    expect([custody, acceptedAt]).toEqual([null, '2017-06-01T08:00:00+08:00']);
  });

  test('a waybill that the operator does not know reports nothing withheld by phase', async () => {
    const { scope } = await ask(['ACCEPTED'], null);
    expect(scope.disclosures.list()).toEqual([]);
  });
});
