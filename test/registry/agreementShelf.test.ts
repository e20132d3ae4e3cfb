/** The shelf of agreements when operators add, change and take back fields of their own. */
import { describe, expect, test } from 'vitest';
import type { PairLife } from '../../gateway/agreements/life/pairLife.ts';
import { type AgreementShelf, createAgreementShelf } from '../../gateway/registry/live/agreementShelf.ts';
import { composeNetwork } from '../../gateway/supergraph/composeNetwork.ts';

const FROM = Date.parse('2017-01-01T00:00:00Z');
const UNTIL = Date.parse('2090-01-01T00:00:00Z');
const NOW = Date.parse('2017-06-01T12:00:00+08:00');

const cold = (fields: string) => ({
  code: 'sf-express',
  role: 'courier' as const,
  sdl: `type SfExpress_Cold { ${fields} } extend type CourierLeg { sfExpress_cold: SfExpress_Cold @operational }`,
});
const door = {
  code: 'hive-box',
  role: 'locker' as const,
  sdl: 'extend type LockerLeg { hiveBox_door: Boolean @operational }',
};
const CELSIUS = 'celsius: Float @operational';
const READ_BY = 'readBy: String @personal(category: IDENTITY, subject: COURIER)';

/** What the network's extensions are, one after the other. */
const NETWORKS = [
  [],
  [cold(CELSIUS)],
  [cold(`${CELSIUS} ${READ_BY}`), door],
  [cold(CELSIUS.replace('Float', 'String')), door],
  [door],
  [],
  [cold(`${CELSIUS} ${READ_BY}`)],
].map((extensions) => composeNetwork({ extensions }).supergraphSdl ?? '');

const LIVES = [
  life('sf-express', 'cainiao', 'type CourierLeg { status: ParcelStatus @share }'),
  life(
    'sf-express',
    'jd',
    `type CourierLeg { status: ParcelStatus @share  sfExpress_cold: SfExpress_Cold @share }
     type SfExpress_Cold { celsius: Float @share  readBy: String @share(for: [ORDER_STATUS]) }`,
  ),
  life('hive-box', 'jd', 'type LockerLeg { status: ParcelStatus @share  hiveBox_door: Boolean @share }'),
  life('hive-box', 'cainiao', 'type LockerLeg { deadline: DateTime @share }'),
];
const COORDINATES = [
  ...['status', 'custody', 'sfExpress_cold'].map((field) => `CourierLeg.${field}`),
  ...['celsius', 'readBy'].map((field) => `SfExpress_Cold.${field}`),
  ...['status', 'deadline', 'hiveBox_door'].map((field) => `LockerLeg.${field}`),
];

describe('when the contract changes', () => {
  const shelf = fill();
  test.each(NETWORKS.map((sdl, nr) => ({ nr, sdl })))('network $nr is decided as if read anew', ({ sdl }) => {
    expect(decide(shelf, sdl)).toEqual(decide(fill(), sdl));
  });

  test('what the decisions are about is granted in one network and not in another', () => {
    const [without = '', withCold = ''] = NETWORKS;
    expect(decide(fill(), withCold)).toContain('sf-express--jd SfExpress_Cold.celsius: disclose');
    expect(decide(fill(), without)).toContain('sf-express--jd SfExpress_Cold.celsius: NOT_SHARED');
    expect(decide(fill(), withCold)).toContain('sf-express--cainiao SfExpress_Cold.celsius: NOT_SHARED');
  });
});

test('an agreement that does not name what changed is not read again', () => {
  const [without = '', withCold = '', withDoor = ''] = NETWORKS;
  const shelf = fill();
  const read = (sdl: string) => new Map(shelf.make(sdl).agreements.map((each) => [each.id, each]));
  const [first, second, third] = [read(without), read(withCold), read(withDoor)];
  expect([...second.keys()].filter((id) => first.get(id) !== second.get(id))).toEqual(['sf-express--jd']);
  expect([...third.keys()].filter((id) => second.get(id) !== third.get(id))).toEqual([
    'sf-express--jd',
    'hive-box--jd',
  ]);
});

function fill(): AgreementShelf {
  const shelf = createAgreementShelf(() => {});
  shelf.put(LIVES);
  return shelf;
}

/** Every decision of every pair, as text. */
function decide(shelf: AgreementShelf, supergraphSdl: string): readonly string[] {
  const { table } = shelf.make(supergraphSdl);
  return LIVES.flatMap(({ operator, platform }) => {
    const role = operator === 'hive-box' ? 'locker' : 'courier';
    const leg = {
      operator,
      role,
      relation: 'OWN',
      acceptedAt: NOW,
      everReached: [],
      finalAt: null,
    } as const;
    const policy = table.decideLeg({ platform, purpose: 'ORDER_STATUS' }, leg, NOW);
    return COORDINATES.map((coordinate) => {
      const decision = policy.decide(coordinate);
      const said = decision.kind === 'withhold' ? decision.code : decision.kind;
      return `${operator}--${platform} ${coordinate}: ${said}`;
    });
  });
}

function life(operator: string, platform: string, types: string): PairLife {
  const document = `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(operator: "${operator}", platform: "${platform}", purposes: [ORDER_STATUS]
    from: "2017-01-01T00:00:00Z", until: "2090-01-01T00:00:00Z")
${types}`;
  const version = { version: 1, document, from: FROM, until: UNTIL, agreedAt: FROM, noticeHours: 0 };
  return {
    operator,
    platform,
    versions: [version],
    lastVersion: 1,
    lastAt: FROM,
    offer: null,
    stops: [],
    disputes: [],
    measures: [],
  };
}
