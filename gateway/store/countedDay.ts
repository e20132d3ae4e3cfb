/**
 * A platform's misses of one UTC day: what the store said last, and what it has yet to be told.
 * Invariant: a count never goes down; while it cannot be relied on it is not told at all.
 */

/** A count as the store keeps it. */
export interface CountRow {
  readonly platform: string;
  readonly operator: string;
  readonly day: string;
  readonly count: number;
}

/** What loading a day brings: the day's platform is known. */
export type LoadedCount = Pick<CountRow, 'operator' | 'count'>;

/** What is known of one operator: `stored` by the store's last word, `sent` on its way there, `waiting` not yet sent. */
interface Count {
  stored: number;
  sent: number;
  waiting: number;
}

/** Counts by operator. */
export class CountedDay {
  readonly platform: string;
  readonly day: string;
  readonly #onAdd: () => void;
  readonly #counts = new Map<string, Count>();
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  /** True after a write that failed, until one succeeds. */
  hasFailed = false;

  constructor(platform: string, day: string, onAdd: () => void) {
    this.platform = platform;
    this.day = day;
    this.#onAdd = onAdd;
  }

  /** Loads what was counted before; whoever comes meanwhile waits for the same load. Rejects when it fails. */
  load(read: () => Promise<readonly LoadedCount[]>): Promise<void> {
    this.#loading ??= read().then(
      (rows) => {
        for (const { operator, count } of rows) this.#raise(operator, count);
        this.#isLoaded = true;
      },
      (error) => {
        this.#loading = undefined;
        throw error;
      },
    );
    return this.#loading;
  }

  add(operators: Iterable<string>): void {
    for (const operator of operators) this.#countOf(operator).waiting += 1;
    this.#onAdd();
  }

  read(operator: string): number | undefined {
    if (!this.#isLoaded || this.hasFailed) return undefined;
    const count = this.#counts.get(operator);
    return count === undefined ? 0 : count.stored + count.sent + count.waiting;
  }

  /** Takes what is waiting, to be written; it goes on being counted. */
  send(): readonly CountRow[] {
    const { platform, day } = this;
    return [...this.#counts].flatMap(([operator, count]): readonly CountRow[] => {
      if (count.waiting === 0) return [];
      count.sent = count.waiting;
      count.waiting = 0;
      return [{ platform, operator, day, count: count.sent }];
    });
  }

  /** What was sent is written; the totals hold what other hubs counted too. */
  confirm(totals: readonly CountRow[]): void {
    for (const { operator, count } of totals) {
      this.#countOf(operator).sent = 0;
      this.#raise(operator, count);
    }
    this.hasFailed = false;
  }

  /** What was sent did not arrive: it waits again. */
  takeBack(rows: readonly CountRow[]): void {
    for (const { operator } of rows) {
      const count = this.#countOf(operator);
      count.waiting += count.sent;
      count.sent = 0;
    }
    this.hasFailed = true;
  }

  #countOf(operator: string): Count {
    const known = this.#counts.get(operator);
    if (known !== undefined) return known;
    const added = { stored: 0, sent: 0, waiting: 0 };
    this.#counts.set(operator, added);
    return added;
  }

  #raise(operator: string, stored: number): void {
    const count = this.#countOf(operator);
    count.stored = Math.max(count.stored, stored);
  }
}
