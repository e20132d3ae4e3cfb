/** `hub agreement sign`: shows what is signed, and signs exactly that. Invariant: it signs the version that its user named. */
import type { Agreement } from '../../agreements/agreement.ts';
import type { AgreementContract } from '../../agreements/agreementContract.ts';
import { diffAgreements } from '../../agreements/diff/diffAgreements.ts';
import { printDiff } from '../../agreements/diff/printDiff.ts';
import { hashDocument } from '../../agreements/life/hashRecord.ts';
import { readAgreement } from '../../agreements/read/readAgreement.ts';
import type { ControlClient } from '../control/controlClient.ts';
import { EXIT, Refusal } from '../hub/terminal.ts';
import type { PairView } from './fetchPair.ts';
import { type TakenStep, takeStep } from './takeStep.ts';

export interface SignOptions {
  readonly version: number;
  readonly contract: AgreementContract;
}

/** Signs; `shown` is what the new version changes against the one in force. Throws a `Refusal` where another is offered. */
export async function signOffer(
  client: ControlClient,
  pair: string,
  { version, contract }: SignOptions,
): Promise<{ readonly shown: string; readonly taken: TakenStep }> {
  let shown = '';
  let first: string | undefined;
  const taken = await takeStep(client, pair, 'SIGN', ({ agreement }) => {
    if (agreement.versions.some((signed) => signed.version === version)) {
      throw new Refusal(`version ${version} of ${pair} is signed by both sides already`, EXIT.problems);
    }
    const offer = requireOffer(agreement);
    if (offer.version !== version) {
      throw new Refusal(
        `version ${offer.version} is offered, not ${version}: read it with \`hub agreement show ${pair}\``,
      );
    }
    // An offer that took the place of the one that was shown is not signed unread.
    if (first !== undefined && first !== offer.documentHash) {
      throw new Refusal('another document was offered meanwhile: read it and sign again', EXIT.problems);
    }
    first = offer.documentHash;
    shown = showChange(agreement, contract);
    return { version, documentHash: hashDocument(offer.document) };
  });
  return { shown, taken };
}

/** The offer that is open. Throws a `Refusal` when there is none. */
export function requireOffer({ pair, offer }: PairView): NonNullable<PairView['offer']> {
  if (offer !== null) return offer;
  throw new Refusal(`no offer of ${pair} is open: make one with \`hub agreement offer FILE\``, EXIT.problems);
}

function showChange({ versions, standing, offer, pair }: PairView, contract: AgreementContract): string {
  const read = (text: string | null | undefined): Agreement | undefined =>
    typeof text === 'string' ? readAgreement({ file: pair, text }, contract).agreement : undefined;
  const after = read(offer?.document);
  const before = read(versions.find(({ version }) => version === standing.version)?.document);
  if (after === undefined) return 'the document has fields that this command does not know: give --subgraph';
  return printDiff(diffAgreements(before, after, contract));
}
