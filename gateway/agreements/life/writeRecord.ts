/** Writes a step as the text that is signed: canonical JSON (RFC 8785). Invariant: one step has one text. */
import canonicalize from 'canonicalize';
import { type LifeStep, RECORD_TYPE } from './lifeStep.ts';

/** The canonical text. Throws for a time outside the years that are written with four digits, and for broken Unicode. */
export function writeRecord({ at, ...step }: LifeStep): string {
  const text = canonicalize({ type: RECORD_TYPE, ...step, at: new Date(at).toISOString() });
  if (text === undefined) throw new Error('a step is an object and has a canonical form');
  return text;
}
