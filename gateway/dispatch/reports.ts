/** What a rewriting has to report of the fields that it masks or leaves out, each once. */
import type { DisclosureCode } from '../request/disclosureNotes.ts';

/** One field that is not disclosed as it is. */
export interface Report {
  readonly coordinate: string;
  readonly code: DisclosureCode;
  readonly mask: string | null;
}

/** Reports by what they say; the same field in several places of an operation is one report. */
export class Reports {
  readonly #reports = new Map<string, Report>();

  add(coordinate: string, code: DisclosureCode, mask: string | null): void {
    this.#reports.set(`${coordinate} ${code} ${mask}`, { coordinate, code, mask });
  }

  list(): readonly Report[] {
    return [...this.#reports.values()];
  }
}
