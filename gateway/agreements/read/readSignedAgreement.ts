/**
 * Reads an agreement that was signed some time ago against the contract as it is now: an operator may have taken back fields of
 * its own since. Invariant: what the contract no longer has is not shared; everything else is, as it was signed.
 */
import { type ASTNode, Kind, type Location } from 'graphql';
import { isError, type Problem } from '../../base/problem.ts';
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

/** Reads a document that passed every check when it was signed. */
export function readSignedAgreement(file: AgreementFile, contract: AgreementContract): SignedReading {
  const whole = readAgreement(file, contract);
  const problems = whole.problems.filter(isError);
  if (whole.agreement !== undefined) return { agreement: whole.agreement, problems };
  const left = blankUnknown(file.text, contract);
  const agreement =
    left === undefined ? undefined : readAgreement({ ...file, text: left }, contract).agreement;
  return { agreement, problems };
}

/** The document with blanks for types and fields that the contract does not have, so that what is left stands where it stood. */
function blankUnknown(text: string, { types }: AgreementContract): string | undefined {
  const reading = readDocument(text);
  if (reading.problem !== undefined) return undefined;
  const unknown = reading.document.definitions.flatMap((definition): readonly ASTNode[] => {
    const { kind } = definition;
    if (kind !== Kind.OBJECT_TYPE_DEFINITION && kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const fields = types.get(definition.name.value);
    const gone = definition.fields?.filter(({ name }) => !fields?.has(name.value)) ?? [];
    return gone.length === definition.fields?.length ? [definition] : gone;
  });
  return unknown.reduce((left, { loc }) => (loc === undefined ? left : blank(left, loc)), text);
}

function blank(text: string, { start, end }: Location): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end);
}
