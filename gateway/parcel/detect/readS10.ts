/**
 * Reads a number of the Universal Postal Union's format S10: two letters of service, eight digits, a check digit and the
 * country of the post that issued it. Invariant: a number with a wrong check digit or country is refused, with reasons.
 */
import type { Candidate } from './candidate.ts';
import { refuse } from './candidate.ts';
import { postOf, serviceOf } from './postalData.ts';

const S10 = /^([A-Z]{2})(\d{8})(\d)([A-Z]{2})$/;
const WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7];

/** The candidate that a normalised number is by S10, fit or refused; undefined when it has another shape. */
export function readS10(number: string): Candidate | undefined {
  const [, service = '', serial = '', digit = '', country = ''] = S10.exec(number) ?? [];
  if (country === '') return undefined;
  const expected = checkDigit(serial);
  const post = postOf(country);
  const reasons = [
    ...(digit === expected ? [] : [`its check digit is ${digit}, and ${expected} was expected`]),
    ...(post === undefined ? [`\`${country}\` is the country code of no post`] : []),
  ];
  const named = { name: post ?? null, country: post === undefined ? null : country, format: 'S10' };
  if (reasons.length > 0) return refuse(reasons.join('; '), named);
  const kind = serviceOf(service);
  return {
    ...named,
    operatorCode: null,
    score: 1,
    evidence: [
      `The check digit ${digit} is right.`,
      `\`${country}\` is the country code of ${post}.`,
      ...(kind === undefined ? [] : [`\`${service}\` stands for ${kind}.`]),
    ],
    refusal: null,
  };
}

/** S10's check digit: the weighted sum modulo 11, taken from 11; 10 is written 0 and 11 is written 5. */
export function checkDigit(serial: string): string {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(serial[place]), 0);
  const rest = 11 - (sum % 11);
  if (rest === 10) return '0';
  return rest === 11 ? '5' : String(rest);
}
