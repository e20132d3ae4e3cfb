/**
 * A hub in demo mode over three small operators that were published and signed the demo's agreements, and the values that nobody
 * may find in the page.
 */
import { readDemoAgreements } from '../../gateway/cli/demo/readDemoAgreements.ts';
import type { SandboxDemo } from '../../gateway/sandbox/server/sandboxDemo.ts';
import { PURPOSES } from '../../schema/privacy.ts';
import { testRegistration } from '../support/controlAs.ts';
import { writeTestForm } from '../support/requestToken.ts';
import { announce, startTestHub, type TestHub } from '../support/startTestHub.ts';
import { type StartedOperator, startKitOperator } from '../support/testOperators.ts';
import { createSigner, type Signer } from './signSteps.ts';

export const SANDBOX_NOW = Date.parse('2026-11-20T12:00:00+08:00');
const SIGNED_AT = Date.parse('2026-01-05T12:00:00+08:00');
export const NUMBER = 'EA000000001CN';
export const LOCKER_NUMBER = 'FC000000000001';

/** Disclosed to nobody that the tests view as, for any purpose that they declare there. */
export const SECRETS = ['欧阳娜娜', '13912345678', '66778899', '解放东路'];

const time = (day: number, hour: number) => `2026-11-${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const recipient = {
  name: SECRETS[0] ?? null,
  phone: SECRETS[1] ?? null,
  address: { street: SECRETS[3] ?? null },
};

export interface SandboxHub extends TestHub, Signer {
  /** Everything that operators were asked. */
  readonly operators: readonly StartedOperator[];
}

/** A hub in demo mode on a network that participants made; with null one outside demo mode, on a fixed network. */
export async function startSandboxHub(demo?: Partial<SandboxDemo> | null): Promise<SandboxHub> {
  const operators = await startOperators();
  const agreements = readDemoAgreements().filter(({ file }) =>
    operators.some(({ known }) => file.includes(`/${known.code}--`)),
  );
  const clock = { now: demo === null ? SANDBOX_NOW : SIGNED_AT };
  const hub = await startTestHub({
    operators: operators.map(({ known }) => ({ ...known, name: nameOf(known.code) })),
    agreements,
    isLive: demo !== null,
    participants: operators.map(({ known: { code, role } }) => ({
      ...testRegistration(code, 'operator', role),
      name: nameOf(code),
    })),
    readNow: () => clock.now,
    legs: [
      announce('china-post', NUMBER, 'p1', { acceptedAt: time(18, 9) }),
      announce('sf-express', 'SF0000000000001', 'p1', { seq: 1, acceptedAt: time(19, 9) }),
      announce('hive-box', LOCKER_NUMBER, 'p1', {
        seq: 2,
        role: 'locker',
        acceptedAt: time(20, 9),
        status: 'AVAILABLE_FOR_PICKUP',
        everReached: ['ACCEPTED', 'AVAILABLE_FOR_PICKUP'],
      }),
    ],
    ...(demo !== null && { sandbox: { ...createDemo(), ...demo } }),
  });
  const signer = createSigner(hub, () => clock.now);
  if (demo !== null) {
    for (const { known } of operators) await signer.publish(known);
    for (const { text } of agreements) await signer.agree(text);
    clock.now = SANDBOX_NOW;
  }
  return {
    ...hub,
    ...signer,
    operators,
    async stop() {
      await hub.stop();
      await Promise.all(operators.map((operator) => operator.stop()));
    },
  };
}

function createDemo(): SandboxDemo {
  const agreements = readDemoAgreements();
  return {
    platforms: ['cainiao', 'taobao', 'jd'].map((code) => ({ code, name: nameOf(code), purposes: PURPOSES })),
    readAgreements: () => agreements,
    writeTokenForm: (platform, purposes) => writeTestForm(platform, purposes),
    readParcels: () => ({
      stories: [
        { name: 'two-couriers-and-a-locker', trackingNumber: NUMBER, about: 'A parcel of three legs.' },
      ],
      numbers: [NUMBER, LOCKER_NUMBER],
    }),
  };
}

const NAMES: Readonly<Record<string, string>> = {
  cainiao: 'Cainiao',
  taobao: 'Taobao',
  jd: 'JD.com',
  'china-post': 'China Post',
  'sf-express': 'SF Express',
  'hive-box': 'Hive Box',
};

function nameOf(code: string): string {
  return NAMES[code] ?? code;
}

function startOperators(): Promise<readonly StartedOperator[]> {
  const event = (
    id: string,
    at: string,
    status: 'ACCEPTED' | 'IN_TRANSIT',
    custody: 'OPERATOR' | 'LOCKER',
  ) => ({
    id,
    sequence: 1,
    occurredAt: at,
    status,
    custody,
    rawCode: '1',
  });
  return Promise.all([
    startKitOperator('china-post', 'courier', [
      {
        waybill: NUMBER,
        status: 'IN_TRANSIT',
        acceptedAt: time(18, 9),
        recipient,
        events: [
          event('c1', time(18, 9), 'ACCEPTED', 'OPERATOR'),
          event('c2', time(18, 20), 'IN_TRANSIT', 'OPERATOR'),
        ],
      },
    ]),
    startKitOperator('sf-express', 'courier', [
      {
        waybill: 'SF0000000000001',
        status: 'IN_TRANSIT',
        acceptedAt: time(19, 9),
        recipient,
        events: [
          event('s1', time(19, 9), 'ACCEPTED', 'OPERATOR'),
          event('s2', time(20, 8), 'IN_TRANSIT', 'OPERATOR'),
        ],
      },
    ]),
    startKitOperator('hive-box', 'locker', [
      {
        waybill: LOCKER_NUMBER,
        status: 'AVAILABLE_FOR_PICKUP',
        storedAt: time(20, 9),
        deadline: time(22, 9),
        pickupCode: SECRETS[2] ?? null,
        recipient,
        station: { id: 'L1', name: 'Locker 1', kind: 'LOCKER' },
        events: [event('h1', time(20, 9), 'ACCEPTED', 'LOCKER')],
      },
    ]),
  ]);
}
