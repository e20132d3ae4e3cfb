/**
 * Judges what a publication does to the agreements of its operator.
 * Invariant: an agreement that would have errors with the new network is never left out of it unsaid, since its platform would
 * get nothing.
 */
import type { Agreement } from '../../agreements/agreement.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import { countOf } from '../../base/countOf.ts';
import { isError, type Problem } from '../../base/problem.ts';
import { quote } from '../../base/quote.ts';
import type { SubgraphCheck } from '../../supergraph/checkSubgraph.ts';
import { type CheckSection, writeSection } from './checkSection.ts';
import type { AgreedDocument } from './publishedSubgraph.ts';

/** An agreement of the operator, read against the network as it would be. */
export interface ReadDocument {
  /** As `hive-box--cainiao@1`. */
  readonly name: string;
  /** Undefined where it can be read against neither network. */
  readonly agreement: Agreement | undefined;
  /** Errors that it would have and does not have now. */
  readonly errors: readonly Problem[];
}

/** Reads the operator's agreements; `readOldContract` is asked only for one that has errors with the new contract. */
export async function readDocuments(
  documents: readonly AgreedDocument[],
  contract: AgreementContract,
  readOldContract: () => Promise<AgreementContract | undefined>,
): Promise<readonly ReadDocument[]> {
  let oldContract: Promise<AgreementContract | undefined> | undefined;
  return Promise.all(
    documents.map(async ({ operator, platform, version, document: text }) => {
      const name = `${operator}--${platform}@${version}`;
      const file = version === 1 ? `${operator}--${platform}.graphql` : `${name}.graphql`;
      const reading = readAgreement({ file, text }, contract);
      const errors = reading.problems.filter(isError);
      if (errors.length === 0) return { name, agreement: reading.agreement, errors };
      oldContract ??= readOldContract();
      const old = await oldContract;
      const before = old === undefined ? undefined : readAgreement({ file, text }, old);
      // One that is broken already is nobody's news here.
      const isBroken = before?.problems.some(isError) ?? false;
      return { name, agreement: before?.agreement, errors: isBroken ? [] : errors };
    }),
  );
}

export interface AgreementComparison {
  readonly before: SubgraphCheck | undefined;
  readonly after: SubgraphCheck;
  readonly isAccepted: boolean;
}

/** The section `Agreements`. */
export function judgeAgreements(
  documents: readonly ReadDocument[],
  { before, after, isAccepted }: AgreementComparison,
): CheckSection {
  const broken = documents.flatMap(({ name, errors }) =>
    errors.map((error): Problem => {
      const severity = isAccepted ? 'warning' : 'error';
      const message = `${quote(name)} would no longer hold: ${error.message}`;
      const help =
        'keep what the agreement shares, amend it first, or say that it is meant: `--accept breaking`';
      const { locations } = error;
      return {
        code: 'HUB046',
        severity,
        message,
        ...(locations && { locations }),
        ...(!isAccepted && { help }),
      };
    }),
  );
  const [old, now] = [before?.capabilities?.fields, after.capabilities?.fields];
  const named = documents.flatMap(({ name, agreement }) => {
    const fields = new Set(agreement?.clauses.map(({ coordinate }) => coordinate));
    const [lost, missing] = [
      [...fields].filter((field) => old?.has(field) && !now?.has(field)),
      [...fields].filter((field) => !now?.has(field)),
    ];
    if (lost.length > 0) return [`${name} shares what is no longer provided: ${lost.join(', ')}`];
    if (missing.length === 0) return [];
    return [`${name} shares ${countOf(missing.length, 'field')} that the operator does not provide`];
  });
  const checked = `${countOf(documents.length, 'agreement')} of the operator checked`;
  const isOverridden = isAccepted && broken.length > 0;
  const notes = [checked, ...named, ...(isOverridden ? ['accepted: the operator means it'] : [])];
  return writeSection('Agreements', broken, notes);
}
