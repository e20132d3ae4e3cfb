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
import type { NetworkModel, ScenarioModel } from './model.ts';
import { type OpenNetwork, openNetwork } from './openNetwork.ts';
import { runCases } from './runCases.ts';

interface Breach {
  readonly name: string;
  readonly noticedBy: readonly Finding['property'][];
  /** Another table than the right one. */
  readonly table?: (table: AgreementTable) => AgreementTable;
  readonly network?: (network: OpenNetwork) => void;
  /** Another scenario than the hub is told. */
  readonly scenario?: (scenario: ScenarioModel) => ScenarioModel;
  /** In how many networks it is looked for; 12 for most. */
  readonly networks?: number;
}

type Decide = (caller: Caller, leg: LegFacts, now: number) => LegPolicy;

const withTable = (decideLeg: (right: Decide) => Decide) => (table: AgreementTable) => ({
  ...table,
  decideLeg: decideLeg(table.decideLeg),
});

/** Changes single decisions; the fingerprint says so, as it has to. */
const withDecision = (change: (coordinate: string, decision: Decision) => Decision) =>
  withTable((right) => (...question) => {
    const policy = copyOf(right(...question));
    const decide = (coordinate: string) => change(coordinate, policy.decide(coordinate));
    return { ...policy, fingerprint: `${policy.fingerprint} but`, decide };
  });

/** What a policy says, as plain properties: its own are read from it. */
function copyOf(policy: LegPolicy): LegPolicy {
  const { fingerprint, isVisible, dependsOnState, agreement, floor } = policy;
  const decide = (coordinate: string) => policy.decide(coordinate);
  return { fingerprint, isVisible, dependsOnState, agreement, ...(floor && { floor }), decide };
}

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
      decision.kind === 'mask' && ['CN_NAME', 'CN_PHONE', 'LAST_FOUR'].includes(decision.mask)
        ? { ...decision, mask: 'INITIAL' }
        : decision,
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
      return { ...copyOf(right(caller, leg, now)), isVisible: true };
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
      return { ...copyOf(right(...question)), dependsOnState: false };
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
      return { ...copyOf(right(...question)), fingerprint: 'the same' };
    }),
  },
  {
    name: 'a suspension is not heeded',
    noticedBy: ['answer', 'requests'],
    scenario: (scenario) => ({ ...scenario, stops: [] }),
  },
  {
    name: 'a hub that is cut off goes on',
    noticedBy: ['answer', 'requests'],
    scenario: (scenario) => ({ ...scenario, cutOffAt: null }),
  },
  {
    name: 'a measure is not heeded',
    noticedBy: ['answer', 'requests'],
    scenario: (scenario) => ({ ...scenario, measures: [] }),
  },
  {
    name: 'an operator on the floor is asked',
    noticedBy: ['answer', 'requests'],
    table: withTable((right) => (...question) => {
      const { floor: _, ...policy } = copyOf(right(...question));
      return policy;
    }),
  },
  {
    name: 'the floor holds more than the contract marks',
    noticedBy: ['disclosure'],
    table: withTable((right) => (...question) => {
      const policy = copyOf(right(...question));
      if (policy.floor === undefined) return policy;
      const decide = (coordinate: string) =>
        coordinate.includes('Leg.') ? DISCLOSE : policy.decide(coordinate);
      return { ...policy, fingerprint: `${policy.fingerprint} but`, decide };
    }),
  },
  {
    name: 'a parcel is in the floor whenever it was accepted',
    noticedBy: ['answer'],
    table: withTable(
      (right) => (caller, leg, now) =>
        right(caller, { ...leg, ...(leg.parcel && { parcel: { ...leg.parcel, acceptedAt: 0 } }) }, now),
    ),
  },
  {
    name: 'a parcel stays in the floor',
    noticedBy: ['answer'],
    table: withTable(
      (right) => (caller, leg, now) =>
        right(caller, { ...leg, ...(leg.parcel && { parcel: { ...leg.parcel, finalAt: null } }) }, now),
    ),
  },
  {
    name: 'nothing stands in for an operator that is down',
    noticedBy: ['answer'],
    table: (table) => ({ ...table, readFloor: () => null }),
    // Few cases have an operator that is down and something left to show.
    networks: 40,
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

test.each(BREACHES)(
  'found out: $name',
  { timeout: 120_000 },
  async ({ noticedBy, table, network, scenario, networks = 12 }) => {
    const noticed = new Set<Finding['property']>();
    const isDone = () => noticedBy.every((property) => noticed.has(property));
    await runCases(
      { ...CASES, to: networks },
      {
        open: openAgain,
        tamper(open, compile) {
          network?.(open);
          return (told) => (table ?? ((right) => right))(compile(scenario?.(told) ?? told));
        },
        onFailure({ checked }) {
          for (const { property } of checked.findings) noticed.add(property);
          return isDone();
        },
      },
    );
    expect([...noticed]).toEqual(expect.arrayContaining([...noticedBy]));
  },
);
