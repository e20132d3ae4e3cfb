/** What the body of a step decides, beyond `transitions.txt`: documents, digests, times; each refusal beside the nearest step that is taken. */
import { describe, expect, test } from 'vitest';
import { applyStep } from '../../../gateway/agreements/life/applyStep.ts';
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import type { LifeStep } from '../../../gateway/agreements/life/lifeStep.ts';
import { PROBLEM_CODES } from '../../../gateway/base/problemCodes.ts';
import { SITUATIONS, type Situation } from './situations.ts';
import {
  answerOf,
  DAY,
  documentOf,
  HOUR,
  MEDIATOR,
  OPERATOR,
  PLATFORM,
  RULES,
  START,
  stepOf,
  stricterOf,
} from './support.ts';

function situationOf(name: string): Situation {
  const situation = SITUATIONS.get(name);
  if (situation === undefined) throw new Error(`no situation ${name}`);
  return situation;
}

type Case = readonly [
  name: string,
  situation: string,
  code: string,
  stepOf: (situation: Situation) => LifeStep,
];

const offer =
  (text: Parameters<typeof documentOf>[0]) =>
  ({ now }: Situation) =>
    stepOf('OFFER', OPERATOR, now, { document: documentOf(text) });
const sign =
  (change: object = {}) =>
  ({ life, now }: Situation) =>
    stepOf('SIGN', PLATFORM, now, { ...answerOf(life), ...change });
const amend =
  (change: (document: string) => string = (document) => document) =>
  ({ life, now }: Situation) =>
    stepOf('AMEND', OPERATOR, now, { document: change(stricterOf(life)) });
const measure =
  (days: number) =>
  ({ now }: Situation) =>
    stepOf('ORDER_MEASURE', MEDIATOR, now, {
      kind: 'RESTORE_FLOOR',
      until: new Date(now + days * DAY).toISOString(),
      withhold: [],
    });
const narrow =
  (...withhold: string[]) =>
  ({ now }: Situation) =>
    stepOf('ORDER_MEASURE', MEDIATOR, now, {
      kind: 'NARROW',
      until: new Date(now + DAY).toISOString(),
      withhold,
    });
const simple =
  (event: 'RESUME' | 'SETTLE' | 'END_MEASURE', actor: string) =>
  ({ now }: Situation) =>
    stepOf(event, actor, now, {});

const OFFERED = 'NONE, offered by the operator';
const DISPUTED = 'IN_FORCE, disputed by the platform';

const CASES: readonly Case[] = [
  ['a first offer', 'NONE', 'taken', offer({})],
  [
    'an offer of nonsense',
    'NONE',
    'HUB108',
    ({ now }) => stepOf('OFFER', OPERATOR, now, { document: 'type A' }),
  ],
  ['an offer that breaks a rule of terms', 'NONE', 'HUB108', offer({ noticeHours: -1 })],
  ['an offer between other parties', 'NONE', 'HUB108', offer({ platform: 'jd' })],
  ['a first offer with the second number', 'NONE', 'HUB109', offer({ version: 2 })],
  ['a second offer with the first number', 'IN_FORCE', 'HUB109', offer({ version: 1 })],
  ['an offer that is over', 'NONE', 'HUB110', offer({ from: START - 2 * DAY, until: START })],
  ['an offer that is over in a moment', 'NONE', 'taken', offer({ from: START - 2 * DAY, until: START + 1 })],
  ['the signature under what was offered', OFFERED, 'taken', sign()],
  ['the signature under another version', OFFERED, 'HUB107', sign({ version: 2 })],
  ['the signature under another document', OFFERED, 'HUB107', sign({ documentHash: hashDocument('x') })],
  [
    'the signature after the end of what was offered',
    OFFERED,
    'HUB110',
    ({ life }) => stepOf('SIGN', PLATFORM, START + 200 * DAY, answerOf(life)),
  ],
  [
    'declining another document',
    OFFERED,
    'HUB107',
    ({ life, now }) => stepOf('DECLINE', PLATFORM, now, { ...answerOf(life), version: 3 }),
  ],
  ["signing one's own", OFFERED, 'HUB105', ({ life, now }) => stepOf('SIGN', OPERATOR, now, answerOf(life))],
  ['signing nothing', 'NONE', 'HUB106', sign()],
  ['an amendment that shortens retention', 'IN_FORCE', 'taken', amend()],
  [
    'one that masks',
    'IN_FORCE',
    'taken',
    amend((text) => text.replace('DateTime @share', 'DateTime @share(as: DATE)')),
  ],
  [
    'one that takes a field away',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace('storedAt: DateTime @share', '')),
  ],
  [
    'one that adds a field',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace('storedAt', 'deadline: DateTime @share storedAt')),
  ],
  [
    'one that adds a field which the operator has not published yet',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace('storedAt', 'hiveBox_x: String @share storedAt')),
  ],
  [
    'one that ends later',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace(/until: "2017/, 'until: "2018')),
  ],
  [
    'one that cannot be read by the contract',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace('storedAt', 'storedat')),
  ],
  [
    'one that changes nothing',
    'IN_FORCE',
    'HUB115',
    amend((text) => text.replace(/retentionDays: \d+/, 'retentionDays: 90')),
  ],
  [
    'one with the number of the one in force',
    'IN_FORCE',
    'HUB109',
    amend((text) => text.replace('version: 2', 'version: 1')),
  ],
  [
    'one whose notice lasts longer than the version',
    'IN_FORCE',
    'HUB110',
    ({ life }) => stepOf('AMEND', OPERATOR, START + 199 * DAY, { document: stricterOf(life) }),
  ],
  ['one upon another in its notice', 'IN_FORCE, amended by the platform', 'HUB116', amend()],
  ['one of nothing', 'NONE', 'HUB111', amend()],
  ['one of what is terminated', 'TERMINATION_NOTICED by the platform', 'HUB114', amend()],
  [
    'a second suspension',
    'SUSPENDED by both',
    'HUB112',
    ({ now }) => stepOf('SUSPEND', OPERATOR, now, { reason: 'BREACH' }),
  ],
  ["taking back the other's suspension", 'SUSPENDED by the platform', 'HUB113', simple('RESUME', OPERATOR)],
  ["taking back one's own", 'SUSPENDED by the platform', 'taken', simple('RESUME', PLATFORM)],
  [
    'a second dispute',
    DISPUTED,
    'HUB117',
    ({ now }) => stepOf('DISPUTE', OPERATOR, now, { reason: 'BREACH' }),
  ],
  ['settling none', 'IN_FORCE', 'HUB118', simple('SETTLE', MEDIATOR)],
  ['settling by whom it was opened', DISPUTED, 'taken', simple('SETTLE', PLATFORM)],
  ['settling by the other party', DISPUTED, 'HUB104', simple('SETTLE', OPERATOR)],
  [
    'settling by whom it was opened, past an order',
    'IN_FORCE, narrowed',
    'HUB104',
    simple('SETTLE', PLATFORM),
  ],
  ['a measure for 90 days', DISPUTED, 'taken', measure(90)],
  ['one for longer', DISPUTED, 'HUB120', measure(90.001)],
  ['one that ends as it begins', DISPUTED, 'HUB120', measure(0)],
  ['one beside one of its kind', 'SUSPENDED by the platform, floor restored', 'HUB119', measure(1)],
  ['one that withholds a field', DISPUTED, 'taken', narrow('LockerLeg.pickupCode')],
  ['one that withholds a field that is none', DISPUTED, 'HUB123', narrow('LockerLeg.pickupCod')],
  ['one that withholds a field of an interface', DISPUTED, 'HUB123', narrow('Leg.status')],
  ['one that withholds a key', DISPUTED, 'HUB123', narrow('LockerLeg.waybill')],
  ['ending none', DISPUTED, 'HUB121', simple('END_MEASURE', MEDIATOR)],
  ['ending one', 'IN_FORCE, narrowed', 'taken', simple('END_MEASURE', MEDIATOR)],
  [
    'a step of another pair',
    'IN_FORCE',
    'HUB101',
    ({ now }) => ({ ...stepOf('RESUME', OPERATOR, now, {}), pair: 'hive-box--jd' }),
  ],
];

describe('a step', () => {
  test.each(CASES)('%s (%s): %s', (_, name, code, step) => {
    const situation = situationOf(name);
    const { problem } = applyStep(situation.life, step(situation), RULES);
    expect(problem?.code ?? 'taken').toBe(code);
    if (problem === undefined) return;
    expect(PROBLEM_CODES).toHaveProperty(problem.code);
    expect([/^[a-z`].*[^.]$/.test(problem.message), problem.help !== undefined]).toEqual([true, true]);
  });

  test('counts from no time before the step that it follows', () => {
    const { life, now } = situationOf('IN_FORCE');
    const early = applyStep(life, stepOf('SUSPEND', OPERATOR, START - DAY, { reason: 'BREACH' }), RULES);
    expect(early.problem ?? early.life.stops).toMatchObject([{ declaredAt: now - HOUR }]);
  });
});
