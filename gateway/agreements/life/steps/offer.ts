/**
 * Offers, and the answers to them. Invariant: a version is agreed by two signatures, of the two sides, over one document: that
 * of the offer, and that of the answer, which names the digest of the document.
 */
import { quote } from '../../../base/quote.ts';
import type { AgreementTerms } from '../../agreement.ts';
import { hashDocument } from '../hashRecord.ts';
import { joinPair } from '../pair.ts';
import type { PairLife, PendingOffer } from '../pairLife.ts';
import { readDocumentTerms } from '../readDocumentTerms.ts';
import { agreeVersion } from './agreeVersion.ts';
import { type Outcome, refuseStep, type Transition } from './transition.ts';

/** Makes an offer, or puts another in the place of one's own. */
export function offer(transition: Transition<'OFFER'>): Outcome {
  const { life, step } = transition;
  if (life.offer !== null && life.offer.by !== step.actor) {
    const message = `version ${life.offer.version} is offered by ${quote(life.offer.by)} already`;
    return refuseStep('HUB105', message, 'sign it, decline it, or answer with `hub agreement counter`');
  }
  return putOffer(transition);
}

/** Answers an offer by another. */
export function counterOffer(transition: Transition<'COUNTER_OFFER'>): Outcome {
  const open = findOfferToAnswer(transition.life, transition.step.actor);
  return 'problem' in open ? open : putOffer(transition);
}

/** Gives the second signature. */
export function signOffer({ life, step, at }: Transition<'SIGN'>): Outcome {
  const open = findOfferToAnswer(life, step.actor);
  if ('problem' in open) return open;
  const wrong = compareAnswer(open, step.body);
  if (wrong !== undefined) return wrong;
  const read = readOffered(life, open.document);
  if ('problem' in read) return read;
  const { terms } = read;
  const from = Math.max(terms.from, at);
  if (terms.until <= from) return refuseOver(terms);
  const { version, document } = open;
  const { until, noticeHours } = terms;
  const agreed = agreeVersion(life, { version, document, from, until, agreedAt: at, noticeHours });
  // What was terminated is over for good; what is agreed after it is not.
  const stops = agreed.stops.map((stop) =>
    stop.kind === 'TERMINATION' && stop.endsAt === null ? { ...stop, endsAt: from } : stop,
  );
  return { life: { ...agreed, stops } };
}

/** Says no, or takes one's own offer back: it is gone. */
export function declineOffer({ life, step }: Transition<'DECLINE'>): Outcome {
  const open = life.offer;
  if (open === null) return refuseNoOffer();
  return compareAnswer(open, step.body) ?? { life: { ...life, offer: null } };
}

/** The terms of a document that is to be the version after `lastVersion`; a refusal where it cannot be. */
export function readOffered(
  life: PairLife,
  document: string,
): { readonly terms: AgreementTerms } | ReturnType<typeof refuseStep> {
  const terms = readDocumentTerms(document);
  const pair = joinPair(life);
  const next = life.lastVersion + 1;
  if (terms === undefined) {
    const message = 'the document is no agreement that can be read';
    return refuseStep('HUB108', message, 'run `hub agreement check` on it');
  }
  if (terms.id !== pair) {
    return refuseStep(
      'HUB108',
      `the document is between the parties of ${quote(terms.id)}`,
      `offer it there; this pair is ${quote(pair)}`,
    );
  }
  if (terms.version !== next) {
    const message = `the document is version ${terms.version}, and the next one is ${next}`;
    return refuseStep('HUB109', message, `write \`version: ${next}\``);
  }
  return { terms };
}

/** A version that could not come into force any more. */
export function refuseOver({ version }: AgreementTerms): ReturnType<typeof refuseStep> {
  const message = `version ${version} would be over before it could come into force`;
  return refuseStep('HUB110', message, 'set a later `until` and offer it again');
}

function putOffer({ life, step, at }: Transition<'OFFER' | 'COUNTER_OFFER'>): Outcome {
  const { document } = step.body;
  const read = readOffered(life, document);
  if ('problem' in read) return read;
  const { version, until } = read.terms;
  if (until <= at) return refuseOver(read.terms);
  return { life: { ...life, offer: { version, document, by: step.actor, at } } };
}

function findOfferToAnswer(life: PairLife, actor: string): PendingOffer | ReturnType<typeof refuseStep> {
  if (life.offer === null) return refuseNoOffer();
  if (life.offer.by !== actor) return life.offer;
  const message = `version ${life.offer.version} was offered by ${quote(actor)} itself, so the other side answers`;
  const help =
    'wait for the other side, make another offer in its place, or take it back: `hub agreement decline PAIR`';
  return refuseStep('HUB105', message, help);
}

function refuseNoOffer(): ReturnType<typeof refuseStep> {
  return refuseStep('HUB106', 'no offer is open', 'make one: `hub agreement offer FILE`');
}

function compareAnswer(
  { version, document }: PendingOffer,
  body: { readonly version: number; readonly documentHash: string },
): Outcome | undefined {
  if (body.version === version && body.documentHash === hashDocument(document)) return undefined;
  const message = `the answer is to another document than the version ${version} that is offered`;
  return refuseStep('HUB107', message, 'read the offer again: `hub agreement show PAIR`');
}
