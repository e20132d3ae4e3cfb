/**
 * The test of the test: a hub that breaks one rule is found out. Each row breaks one, in the table that decides, in what
 * operators are sent or answer, or in the answer itself, and names the property that has to notice.
 */
import { afterAll, expect, test } from 'vitest';
import type {
  AgreementTable,
  Caller,
  Decision,
  LegFacts,
  LegPolicy,
} from '../../gateway/agreements/decision.ts';
import type { Finding } from './checkCase.ts';
import { CASES } from './expectNoFailure.ts';
import type { NetworkModel } from './model.ts';
import { type OpenNetwork, openNetwork } from './openNetwork.ts';
import { runCases } from './runCases.ts';

interface Breach {
  readonly name: string;
  readonly noticedBy: readonly Finding['property'][];
  /** Another table than the right one. */
  readonly table?: (table: AgreementTable) => AgreementTable;
  readonly network?: (network: OpenNetwork) => void;
}

type Decide = (caller: Caller, leg: LegFacts, now: number) => LegPolicy;

const withTable = (decideLeg: (right: Decide) => Decide) => (table: AgreementTable) => ({
  ...table,
  decideLeg: decideLeg(table.decideLeg),
});

/** Changes single decisions; the fingerprint says so, as it has to. */
const withDecision = (change: (coordinate: string, decision: Decision) => Decision) =>
  withTable((right) => (...question) => {
    const policy = right(...question);
    return {
      fingerprint: `${policy.fingerprint} but`,
      isVisible: policy.isVisible,
      dependsOnState: policy.dependsOnState,
      agreement: policy.agreement,
      decide: (coordinate) => change(coordinate, policy.decide(coordinate)),
    };
  });

const DISCLOSE: Decision = { kind: 'disclose', clause: null };
const WITHHOLD: Decision = { kind: 'withhold', code: 'NOT_SHARED', clause: null };

const BREACHES: readonly Breach[] = [
  {
    name: 'one withheld personal field is disclosed',
    noticedBy: ['answer', 'requests'],
    table: withDecision((coordinate, decision) => (coordinate === 'Recipient.name' ? DISCLOSE : decision)),
  },
  {
    name: 'one withheld operational field is disclosed',
    noticedBy: ['answer', 'requests'],
    table: withDecision((coordinate, decision) => (coordinate.endsWith('Leg.custody') ? DISCLOSE : decision)),
  },
  {
    name: 'one granted field is withheld',
    noticedBy: ['answer', 'disclosure'],
    table: withDecision((coordinate, decision) => (coordinate.endsWith('Leg.custody') ? WITHHOLD : decision)),
  },
  {
    name: 'masks are forgotten',
    noticedBy: ['answer'],
    table: withDecision((_, decision) => (decision.kind === 'mask' ? DISCLOSE : decision)),
  },
  {
    name: 'a mask is taken for another',
    noticedBy: ['answer'],
    table: withDecision((_, decision) =>
      decision.kind === 'mask' && decision.mask === 'CN_NAME' ? { ...decision, mask: 'INITIAL' } : decision,
    ),
  },
  {
    name: 'every reason for withholding is the same',
    noticedBy: ['disclosure'],
    table: withDecision((_, decision) => (decision.kind === 'withhold' ? WITHHOLD : decision)),
  },
  {
    name: 'every parcel is taken for an own one',
    noticedBy: ['answer'],
    table: withTable((right) => (caller, leg, now) => right(caller, { ...leg, relation: 'OWN' }, now)),
  },
  {
    name: 'every leg is visible',
    noticedBy: ['answer'],
    table: withTable((right) => (caller, leg, now) => {
      const policy = right(caller, leg, now);
      return { ...policy, decide: (coordinate) => policy.decide(coordinate), isVisible: true };
    }),
  },
  {
    name: 'phases never end',
    noticedBy: ['answer'],
    table: withTable(
      (right) => (caller, leg, now) =>
        right(caller, { ...leg, everReached: ['REGISTERED'], finalAt: null }, now),
    ),
  },
  {
    name: 'the fresh status is not looked at',
    noticedBy: ['answer'],
    table: withTable((right) => (...question) => {
      const policy = right(...question);
      return { ...policy, decide: (coordinate) => policy.decide(coordinate), dependsOnState: false };
    }),
  },
  {
    name: 'the purpose does not matter',
    noticedBy: ['answer'],
    table: withTable(
      (right) => (caller, leg, now) => right({ ...caller, purpose: 'ORDER_STATUS' }, leg, now),
    ),
  },
  {
    name: 'an agreement begins and ends a millisecond late',
    noticedBy: ['answer'],
    table: withTable((right) => (caller, leg, now) => right(caller, leg, now - 1)),
  },
  {
    name: 'decisions that differ have one fingerprint',
    noticedBy: ['answer'],
    table: withTable((right) => (...question) => {
      const policy = right(...question);
      return { ...policy, decide: (coordinate) => policy.decide(coordinate), fingerprint: 'the same' };
    }),
  },
  {
    name: 'operators are asked for more than is granted',
    noticedBy: ['requests'],
    network({ operators }) {
      const { send } = operators;
      operators.send = (request) =>
        send({ ...request, query: request.query.replace(/\.\.\. on (\w+) \{/, '... on $1 { more: waybill') });
    },
  },
  {
    name: 'the disclosure quotes a value',
    noticedBy: ['leak'],
    network(network) {
      const { ask } = network;
      network.ask = async (question) => {
        const answer = await ask(question);
        const values = JSON.stringify(network.operators.held()).match(/Q[0-9a-z]{6,}x/) ?? [];
        return { ...answer, text: answer.text.replace(/\}$/, `,"note":"${values[0]}"}`) };
      };
    },
  },
];

/** Opened once for all breaches, by number: that takes longer than finding most of them out. */
const opened = new Map<
  number,
  { readonly network: OpenNetwork; readonly send: OpenNetwork['operators']['send'] }
>();

/** A network as it was before anybody tampered with it. */
async function openAgain(model: NetworkModel, index: number): Promise<OpenNetwork> {
  const known = opened.get(index);
  const network = known?.network ?? (await openNetwork(model));
  const { send } = known ?? network.operators;
  opened.set(index, { network, send });
  network.operators.send = send;
  return { ...network, close: async () => {} };
}

afterAll(async () => {
  for (const { network } of opened.values()) await network.close();
});

test.each(BREACHES)('found out: $name', { timeout: 120_000 }, async ({ noticedBy, table, network }) => {
  const noticed = new Set<Finding['property']>();
  const isDone = () => noticedBy.every((property) => noticed.has(property));
  await runCases(
    { ...CASES, to: 12 },
    {
      open: openAgain,
      tamper(open, compile) {
        network?.(open);
        return (scenario) => (table ?? ((right) => right))(compile(scenario));
      },
      onFailure({ checked }) {
        for (const { property } of checked.findings) noticed.add(property);
        return isDone();
      },
    },
  );
  expect([...noticed]).toEqual(expect.arrayContaining([...noticedBy]));
});
