/**
 * Signs a step and hands it to a hub. Invariant: what is signed follows the newest record that the hub told; where the other
 * side was faster, the step is made anew from what is there then, and signed anew.
 */
import type { LifeEvent, LifeStep, StepBodies } from '../../agreements/life/lifeStep.ts';
import { writeRecord } from '../../agreements/life/writeRecord.ts';
import type { ControlClient } from '../control/controlClient.ts';
import { Refusal } from '../hub/terminal.ts';
import { fetchPair, PAIR_FIELDS, type PairAnswer, type PairView } from './fetchPair.ts';

/** The other side may be busy: each attempt follows the newest record. */
const MOST_ATTEMPTS = 10;

export interface TakenStep {
  readonly seq: number;
  readonly hash: string;
  readonly agreement: PairView;
}

/** Takes a step whose body is made of how the pair stands. Throws a `Refusal` in the hub's words. */
export async function takeStep<Event extends LifeEvent>(
  client: ControlClient,
  pair: string,
  event: Event,
  makeBody: (answer: PairAnswer) => StepBodies[Event],
): Promise<TakenStep> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetchPair(client, pair);
    const { head } = answer.agreement;
    const body = makeBody(answer);
    const step = {
      pair,
      seq: head.seq + 1,
      previous: head.hash,
      event,
      actor: client.participant,
      at: answer.now,
      body,
    };
    const record = writeRecord(step as LifeStep);
    const signature = client.sign(Buffer.from(record, 'utf8'));
    try {
      const { appendRecord } = await client.ask<{ appendRecord: TakenStep }>(
        `mutation ($record: String!, $signature: String!) {
          appendRecord(record: $record, signature: $signature) { seq hash agreement { ${PAIR_FIELDS} } }
        }`,
        { record, signature },
      );
      return appendRecord;
    } catch (error) {
      if (!(error instanceof Refusal) || attempt === MOST_ATTEMPTS) throw error;
      const { agreement } = await fetchPair(client, pair);
      if (agreement.head.hash === head.hash) throw error;
    }
  }
}
