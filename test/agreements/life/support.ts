/** Lives for tests: documents written short, and steps that are put into a chain by themselves. */
import { hashDocument } from '../../../gateway/agreements/life/hashRecord.ts';
import { createLifeRules, type LifeRules } from '../../../gateway/agreements/life/lifeRules.ts';
import type { LifeEvent, LifeStep, StepBodies } from '../../../gateway/agreements/life/lifeStep.ts';
import type { PairLife } from '../../../gateway/agreements/life/pairLife.ts';
import { CONTRACT } from '../decide/support.ts';

export const OPERATOR = 'hive-box';
export const PLATFORM = 'cainiao';
export const MEDIATOR = 'state-post-bureau';
export const PAIR = { operator: OPERATOR, platform: PLATFORM };

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** The 1st of June 2017, midnight in UTC. */
export const START = Date.UTC(2017, 5, 1);

export const RULES: LifeRules = createLifeRules(CONTRACT, (actor) => actor === MEDIATOR);

export interface DocumentText {
  readonly operator?: string;
  readonly platform?: string;
  readonly version?: number;
  /** Milliseconds since the epoch. */
  readonly from?: number;
  readonly until?: number;
  readonly noticeHours?: number;
  readonly retentionDays?: number;
  readonly shares?: string;
}

/** An agreement of Hive Box and Cainiao from the start on, for a year, with 72 hours' notice, unless said otherwise. */
export function documentOf({
  operator = OPERATOR,
  platform = PLATFORM,
  version = 1,
  from = START,
  until = START + 365 * DAY,
  noticeHours = 72,
  retentionDays = 90,
  shares = 'type LockerLeg { status: ParcelStatus @share storedAt: DateTime @share }',
}: DocumentText = {}): string {
  const time = (at: number) => new Date(at).toISOString();
  return `extend schema
  @link(url: "https://specs.tracking-hub.example/agreement/v1.0", import: ["@agreement", "@share"])
  @agreement(
    version: ${version}
    operator: "${operator}"
    platform: "${platform}"
    purposes: [ORDER_STATUS]
    from: "${time(from)}"
    until: "${time(until)}"
    noticeHours: ${noticeHours}
    retentionDays: ${retentionDays}
  )

${shares}
`;
}

/** The version that is agreed last as one side may declare it anew: with a shorter retention, and else the same. */
export function stricterOf(life: PairLife): string {
  const last = life.versions.at(-1);
  return (last?.document ?? documentOf())
    .replace(/(?<!\/)version: \d+/, `version: ${life.lastVersion + 1}`)
    .replace(/retentionDays: (\d+)/, (_, days) => `retentionDays: ${Number(days) - 1}`);
}

/** A step as it is taken next; the chain is not looked at by the machine. */
export function stepOf<Event extends LifeEvent>(
  event: Event,
  actor: string,
  at: number,
  body: StepBodies[Event],
): LifeStep {
  return { pair: `${OPERATOR}--${PLATFORM}`, seq: 1, previous: null, event, actor, at, body } as LifeStep;
}

/** The answer to the offer that is open, or to one that nobody made. */
export function answerOf(life: PairLife): StepBodies['SIGN'] {
  const { version, document } = life.offer ?? { version: life.lastVersion + 1, document: 'none' };
  return { version, documentHash: hashDocument(document) };
}
