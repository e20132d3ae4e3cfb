/**
 * Reads the terms of an agreement out of its document alone, without the contract of the network: what a record said when it
 * was signed it says for good, whatever becomes of the contract. Invariant: terms that break a rule are not read.
 */
import { LRUCache } from 'lru-cache';
import { roleSdl } from '../../../schema/network.ts';
import { isError } from '../../base/problem.ts';
import { readDocument } from '../../base/readDocument.ts';
import { runRules } from '../../base/runRules.ts';
import type { AgreementTerms } from '../agreement.ts';
import { type AgreementContract, readAgreementContract } from '../agreementContract.ts';
import { type AgreementRule, createAgreementCheck } from '../read/agreementCheck.ts';
import { readTerms } from '../read/readTerms.ts';
import { argumentsAreWellFormed } from '../read/rules/argumentsAreWellFormed.ts';
import { hasDefinitionsOfAgreements } from '../read/rules/hasDefinitionsOfAgreements.ts';
import { linksAgreementSpec } from '../read/rules/linksAgreementSpec.ts';
import { namesAreUnique } from '../read/rules/namesAreUnique.ts';
import { termsAreSound } from '../read/rules/termsAreSound.ts';
import { usesKnownDirectives } from '../read/rules/usesKnownDirectives.ts';
import { hashDocument } from './hashRecord.ts';

/** Those that look at the document only. */
const RULES: readonly AgreementRule[] = [
  linksAgreementSpec,
  usesKnownDirectives,
  hasDefinitionsOfAgreements,
  namesAreUnique,
  argumentsAreWellFormed,
  termsAreSound,
];

let noContract: AgreementContract | undefined;

/** No contract but its statuses, which never become fewer: clauses name them as arguments. */
function readNoContract(): AgreementContract {
  noContract ??= {
    legTypes: [],
    types: new Map(),
    interfaces: new Set(),
    otherTypes: new Set(),
    statuses: readAgreementContract([roleSdl('courier')]).statuses,
  };
  return noContract;
}

/** How many documents are remembered, by their digests: a chain is folded for each of its steps, and its documents may be large. */
const KNOWN_DOCUMENTS = 20_000;
const known = new LRUCache<string, { readonly terms: AgreementTerms | undefined }>({ max: KNOWN_DOCUMENTS });

/** The terms; undefined where the document is no agreement. What a document says is worked out once. */
export function readDocumentTerms(document: string): AgreementTerms | undefined {
  const hash = hashDocument(document);
  const remembered = known.get(hash);
  if (remembered !== undefined) return remembered.terms;
  const terms = readTermsOf(document);
  known.set(hash, { terms });
  return terms;
}

function readTermsOf(document: string): AgreementTerms | undefined {
  const reading = readDocument(document);
  if (reading.problem !== undefined) return undefined;
  const check = createAgreementCheck(reading.document, '', { contract: readNoContract() });
  return runRules(RULES, check, reading.source).some(isError) ? undefined : readTerms(check);
}
