/** A pair as the control API tells it. Invariant: what is not for the reader is left out here, in one place. */
import { hashDocument } from '../../agreements/life/hashRecord.ts';
import { joinPair } from '../../agreements/life/pair.ts';
import type { PairLife } from '../../agreements/life/pairLife.ts';
import { readLifeAt } from '../../agreements/life/readLifeAt.ts';
import type { RecordHead } from './storedRecords.ts';

export interface WriteOptions {
  readonly now: number;
  /** Whether the reader may read what was agreed and offered. */
  readonly showsDocuments: boolean;
}

/** The value of `AgreementPair`. */
export function writePair(life: PairLife, head: RecordHead, { now, showsDocuments }: WriteOptions) {
  const { operator, platform, versions, offer, stops, disputes, measures } = life;
  const { withheld, since, next, floorBefore, ...standing } = readLifeAt(life, now);
  return {
    pair: joinPair(life),
    operator,
    platform,
    standing: {
      ...standing,
      since: writeTime(since),
      next: next && { ...next, at: writeTime(next.at) },
      floorBefore: writeTime(floorBefore),
      withheld: [...withheld],
    },
    versions: versions.map((version) => ({
      ...version,
      document: showsDocuments ? version.document : null,
      from: writeTime(version.from),
      until: writeTime(version.until),
      agreedAt: writeTime(version.agreedAt),
    })),
    offer:
      offer === null || !showsDocuments
        ? null
        : { ...offer, at: writeTime(offer.at), documentHash: hashDocument(offer.document) },
    stops: stops.map((stop) => ({
      ...stop,
      declaredAt: writeTime(stop.declaredAt),
      effectiveAt: writeTime(stop.effectiveAt),
      endsAt: writeTime(stop.endsAt),
    })),
    disputes: disputes.map((dispute) => ({
      ...dispute,
      openedAt: writeTime(dispute.openedAt),
      settledAt: writeTime(dispute.settledAt),
    })),
    measures: measures.map((measure) => ({
      ...measure,
      from: writeTime(measure.from),
      until: writeTime(measure.until),
    })),
    head,
  };
}

/** ISO 8601; null for none. */
export function writeTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
