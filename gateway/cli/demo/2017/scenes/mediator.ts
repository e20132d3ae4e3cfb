/** Scene 6: a dispute is opened; the mediator reads what both sides signed, sees who cut what first, and orders a measure. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sayTime } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, type Scene, type Story, type } from '../story.ts';

const MEDIATOR = 'state-post-bureau';
const PAIRS = ['hive-box--cainiao', 'sf-express--cainiao'] as const;
/** Waybill of a parcel that SF Express takes for Cainiao when all is cut. */
const LATE = 'SF1999999999999';
const LATE_QUERY = `{ parcel(trackingNumber: "${LATE}") { legs { status asOf custody coarsePlace { city } } } }`;

export const mediator: Scene = async (story) => {
  const { narrator, stage } = story;
  await beginScene(story, 'The State Post Bureau steps in', '2026-11-24T14:00');
  await type(story, 'hive-box', 'agreement', 'dispute', 'cainiao', '--reason', 'BREACH');
  await type(story, 'cainiao', 'agreement', 'dispute', 'sf-express', '--reason', 'TECHNICAL');
  await compareRecords(story);
  await tellOrder(story);
  await announceLate(story);
  narrator.sees('Cainiao', {
    says: 'sees nothing of a parcel that SF Express took after the suspension: it was not in flight then',
    expected: { parcel: null },
    got: (await stage.ask('cainiao', LATE_QUERY)).data,
  });
  for (const pair of PAIRS)
    await type(
      story,
      MEDIATOR,
      'agreement',
      'measure',
      pair,
      '--restore-floor',
      '--until',
      '2026-12-24T00:00:00Z',
    );
  await tellMeasure(story);
};

/** Each side hands in the records that it has; they are checked where there is no hub. */
async function compareRecords({ narrator, stage }: Story): Promise<void> {
  const sides = PAIRS.flatMap((pair) => [...pair.split('--'), MEDIATOR].map((side) => ({ pair, side })));
  const files: string[] = [];
  for (const { pair, side } of sides) {
    const file = fileOf(stage.folder, pair, side);
    await stage.hub(side, 'agreement', 'records', pair, '--out', file);
    files.push(file);
  }
  narrator.command(`hub agreement verify ${PAIRS.map((pair) => `${pair}.*.json`).join(' ')}`);
  const { exitCode, out } = await stage.offline('agreement', 'verify', ...files, '--format', 'json');
  const verified = JSON.parse(out) as readonly { records: number; problems: readonly unknown[] }[];
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  narrator.sees('mediator', {
    says: 'verifies the signed records of both sides without a hub: every chain holds, and the two sides have the same',
    expected: { exitCode: 0, files: 6, problems: 0, distinct: PAIRS.length },
    got: {
      exitCode,
      files: verified.filter(({ records }) => records >= 4).length,
      problems: verified.reduce((sum, { problems }) => sum + problems.length, 0),
      distinct: new Set(texts).size,
    },
  });
  const forged = join(stage.folder, 'forged.json');
  await writeFile(forged, (texts[0] ?? '').replace('UNSPECIFIED', 'REGULATOR_ORDER'));
  const { exitCode: refused } = await stage.offline('agreement', 'verify', forged);
  narrator.sees('mediator', {
    says: 'would notice a forgery: with the reason of one record changed, that chain does not hold',
    expected: { isChanged: true, exitCode: 1 },
    got: { isChanged: (await readFile(forged, 'utf8')) !== texts[0], exitCode: refused },
  });
}

interface Step {
  readonly pair: string;
  readonly event: string;
  readonly actor: string;
  /** ISO 8601. */
  readonly at: string;
  readonly body: { readonly reason?: string };
}

/** Who did what, in the order in which it was signed, of both pairs together. */
async function tellOrder({ narrator, stage }: Story): Promise<void> {
  const steps: Step[] = [];
  const inEffect = new Map<string, string>();
  for (const pair of PAIRS) {
    const { records } = JSON.parse(await readFile(fileOf(stage.folder, pair, MEDIATOR), 'utf8')) as {
      records: readonly { readonly record: string }[];
    };
    steps.push(...records.map(({ record }) => JSON.parse(record) as Step));
    const { out } = await stage.hub(MEDIATOR, 'agreement', 'show', pair, '--format', 'json');
    for (const { by, effectiveAt } of (JSON.parse(out) as { stops: readonly Stop[] }).stops)
      inEffect.set(`${pair} ${by} SUSPEND`, effectiveAt);
  }
  const told = steps
    .filter(({ event }) => event === 'SUSPEND' || event === 'DISPUTE')
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  narrator.table([
    ['when', 'who', 'did', 'to', 'reason', 'in effect'],
    ...told.map(({ pair, event, actor, at, body }) => {
      const effect = inEffect.get(`${pair} ${actor} ${event}`);
      return [
        sayTime(at),
        actor,
        event,
        pair,
        body.reason ?? '',
        effect === undefined ? '' : sayTime(effect),
      ];
    }),
  ]);
  narrator.sees('mediator', {
    says: 'sees who cut what first: Cainiao cut Hive Box off at night, without a cause; SF Express followed eleven and a half hours later',
    expected: [
      ['2026-11-20T16:30:00.000Z', 'cainiao', 'SUSPEND', 'hive-box--cainiao', 'UNSPECIFIED'],
      ['2026-11-21T04:00:00.000Z', 'sf-express', 'SUSPEND', 'sf-express--cainiao', 'COMMERCIAL'],
      ['2026-11-24T06:00:00.000Z', 'hive-box', 'DISPUTE', 'hive-box--cainiao', 'BREACH'],
      ['2026-11-24T06:00:00.000Z', 'cainiao', 'DISPUTE', 'sf-express--cainiao', 'TECHNICAL'],
    ],
    got: told.map(({ pair, event, actor, at, body }) => [
      new Date(at).toISOString(),
      actor,
      event,
      pair,
      body.reason,
    ]),
  });
}

interface Stop {
  readonly by: string;
  readonly effectiveAt: string;
}

/** The operator's graph is dark; its feed is another machine, and still says which parcels it takes. */
async function announceLate(story: Story): Promise<void> {
  const file = join(story.stage.folder, 'late.ndjson');
  const leg = {
    waybill: LATE,
    parcel: 'an-order-after-the-cut',
    platform: 'cainiao',
    status: 'IN_TRANSIT',
    acceptedAt: '2026-11-24T13:30:00+08:00',
    updatedAt: '2026-11-24T13:30:00+08:00',
    continuity: { coarsePlace: { country: 'CN', city: '深圳市' } },
  };
  await writeFile(file, `${JSON.stringify(leg)}\n`);
  const { exitCode, err } = await story.stage.hub('sf-express', 'legs', 'announce', file);
  if (exitCode !== 0) throw new Error(err);
}

async function tellMeasure({ narrator, stage }: Story): Promise<void> {
  const { data } = await stage.ask('cainiao', LATE_QUERY);
  narrator.sees('Cainiao', {
    says: 'sees that parcel now: the order takes in what was accepted until it was given; last known values, and not a field more',
    expected: {
      parcel: {
        legs: [
          {
            status: 'IN_TRANSIT',
            asOf: '2026-11-24T05:30:00Z',
            custody: null,
            coarsePlace: { city: '深圳市' },
          },
        ],
      },
    },
    got: data,
  });
  const sharing = await readSharing(stage.ask, 'cainiao');
  const measureOf = (code: string) => ({
    state: sharing.get(code)?.state,
    disputed: sharing.get(code)?.disputed,
    kind: sharing.get(code)?.measure?.kind,
    by: sharing.get(code)?.measure?.by,
  });
  const ordered = { state: 'SUSPENDED', disputed: true, kind: 'RESTORE_FLOOR', by: MEDIATOR };
  narrator.sees('Cainiao', {
    says: 'is told of the order; the suspensions stand, for a measure restores or narrows, and never widens',
    expected: { 'hive-box': ordered, 'sf-express': ordered },
    got: { 'hive-box': measureOf('hive-box'), 'sf-express': measureOf('sf-express') },
  });
}

function fileOf(folder: string, pair: string, side: string): string {
  return join(folder, `${pair}.${side}.json`);
}
