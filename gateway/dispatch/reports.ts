/**
 * What a rewriting has to report of the fields that it masks or leaves out, with the conditions under which they are asked.
 * Invariant: a field that `@skip` or `@include` takes out of a request is not reported: the client did not ask it.
 */
import { type DirectiveNode, Kind } from 'graphql';
import type { DisclosureCode } from '../request/disclosureNotes.ts';

/** A condition on a variable: the field is asked when the variable has this value. */
export interface Condition {
  readonly variable: string;
  readonly value: boolean;
}

/** One field that is not disclosed as it is. It counts when every condition of any of its places holds. */
export interface Report {
  readonly coordinate: string;
  readonly code: DisclosureCode;
  readonly mask: string | null;
  readonly places: (readonly Condition[])[];
}

/** Reports by what they say; the same field in several places of an operation is one report. */
export class Reports {
  readonly #reports = new Map<string, Report>();

  add(coordinate: string, code: DisclosureCode, mask: string | null, place: readonly Condition[]): void {
    const key = `${coordinate} ${code} ${mask}`;
    const known = this.#reports.get(key);
    if (known === undefined) this.#reports.set(key, { coordinate, code, mask, places: [place] });
    else known.places.push(place);
  }

  list(): readonly Report[] {
    // A place without conditions makes the others pointless.
    return [...this.#reports.values()].map((report) =>
      report.places.some((place) => place.length === 0) ? { ...report, places: [[]] } : report,
    );
  }
}

/** Adds what `@skip` and `@include` of a selection demand; undefined when it is never asked. */
export function addConditions(
  conditions: readonly Condition[],
  directives: readonly DirectiveNode[] | undefined,
): readonly Condition[] | undefined {
  let added = conditions;
  for (const { name, arguments: given } of directives ?? []) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const wanted = name.value === 'include';
    const value = given?.[0]?.value;
    if (value?.kind === Kind.BOOLEAN) {
      if (value.value !== wanted) return undefined;
    } else if (value?.kind === Kind.VARIABLE) {
      added = [...added, { variable: value.name.value, value: wanted }];
    }
  }
  return added;
}

/** Whether a report counts in a request with these variables. */
export function isReported(report: Report, readFlag: (variable: string) => unknown): boolean {
  return report.places.some((place) => place.every(({ variable, value }) => readFlag(variable) === value));
}
