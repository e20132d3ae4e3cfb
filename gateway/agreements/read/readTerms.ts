/**
 * Reads the terms of an agreement, with every default filled in. Invariant: it reads documents that have passed the rules,
 * and throws on any other: terms are never guessed.
 */
import type { AgreementTerms } from '../agreement.ts';
import { argumentOf, readText, readTime } from './agreementArguments.ts';
import type { AgreementCheck } from './agreementCheck.ts';

/** The terms of a document without errors. */
export function readTerms({
  agreements: [node],
  operator,
  platform,
  purposes,
}: AgreementCheck): AgreementTerms {
  const text = (name: string) => node && readText(argumentOf(node, name));
  const [from, until] = [readTime(text('from')), readTime(text('until'))];
  if (operator === undefined || platform === undefined || from === undefined || until === undefined) {
    throw new Error('the terms of the agreement passed the rules unread');
  }
  const misses = text('missesPerDay');
  return {
    id: `${operator}--${platform}`,
    version: Number(text('version') ?? 1),
    operator,
    platform,
    purposes,
    from,
    until,
    noticeHours: Number(text('noticeHours') ?? 72),
    retentionDays: Number(text('retentionDays') ?? 90),
    missesPerDay: misses === undefined ? null : Number(misses),
  };
}
