/** What Hive Box charges: half a yuan for each 12 hours begun after the free time, three yuan at most. */

const FEN_PER_PERIOD = 50;
const MOST_FEN = 300;
const PERIOD_MS = 12 * 3_600_000;

/** The fee in fen at an instant; both in milliseconds since 1970. */
export function storageFeeFen(freeUntil: number, at: number): number {
  const periods = Math.ceil((at - freeUntil) / PERIOD_MS);
  return Math.min(Math.max(periods, 0) * FEN_PER_PERIOD, MOST_FEN);
}
