/**
 * Reads an agreement that was signed some time ago against the contract as it is now: an operator may have taken back or changed
 * fields of its own since. Invariant: what does not fit the contract any more is not shared; everything else is, as it was signed.
 */
import {
  type ASTNode,
  type DefinitionNode,
  Kind,
  type Location,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
} from 'graphql';
import { isError, type Problem, type ProblemLocation } from '../../base/problem.ts';
import { readDocument } from '../../base/readDocument.ts';
import type { Agreement, AgreementFile } from '../agreement.ts';
import type { AgreementContract } from '../agreementContract.ts';
import { readAgreement } from './readAgreement.ts';

export interface SignedReading {
  /** Undefined where even what is left of it cannot be read: then it grants nothing. */
  readonly agreement: Agreement | undefined;
  /** What is wrong with the whole document. */
  readonly problems: readonly Problem[];
}

/** A rule tells fifty errors at a time, and what is taken out can leave something else without what it rests on. */
const MOST_ROUNDS = 40;

/** Reads a document that passed every check when it was signed. */
export function readSignedAgreement(file: AgreementFile, contract: AgreementContract): SignedReading {
  const whole = readAgreement(file, contract);
  const problems = whole.problems.filter(isError);
  let reading = whole;
  let left: string | undefined = file.text;
  for (let round = 0; reading.agreement === undefined && round < MOST_ROUNDS; round++) {
    left = blankFaults(left, reading.problems.filter(isError));
    if (left === undefined) break;
    reading = readAgreement({ ...file, text: left }, contract);
  }
  return { agreement: reading.agreement, problems };
}

/**
 * The document with blanks for every field that an error is about, or every type, so that what is left stands where it stood.
 * Undefined where an error is about something else: then there is no telling what was meant.
 */
function blankFaults(text: string, errors: readonly Problem[]): string | undefined {
  const reading = readDocument(text);
  if (reading.problem !== undefined) return undefined;
  const places = errors.map(({ locations }) => locations?.[0] && offsetOf(text, locations[0]));
  const types = reading.document.definitions.filter(isType);
  const faults = new Set<ASTNode>();
  for (const place of places) {
    const type = types.find((each) => isWithin(each, place));
    if (type === undefined) return undefined;
    faults.add(type.fields?.find((each) => isWithin(each, place)) ?? type);
  }
  // A type without any field is no document.
  for (const type of types) if (type.fields?.every((field) => faults.has(field))) faults.add(type);
  return [...faults].reduce((left, { loc }) => (loc === undefined ? left : blank(left, loc)), text);
}

function isType(
  definition: DefinitionNode,
): definition is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function isWithin({ loc }: ASTNode, place: number | undefined): boolean {
  return loc !== undefined && place !== undefined && loc.start <= place && place < loc.end;
}

/** The offset of a place, whose line and column count from 1. */
function offsetOf(text: string, { line, column }: ProblemLocation): number {
  const ends = [...text.matchAll(/\r\n|[\n\r]/g)].map(({ index, 0: end }) => index + end.length);
  return (ends[line - 2] ?? 0) + column - 1;
}

function blank(text: string, { start, end }: Location): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
