/**
 * Looks at `extensions.disclosure`: it speaks of visible legs alone, reports exactly what the client asked and was not given
 * as it is, with the right code, and nothing that `@skip` or `@include` took out.
 */
import type { AskedOfLeg, Expected } from './expectAnswer.ts';
import type { CaseModel } from './model.ts';
import type { Asked, LegView } from './readAnswer.ts';

interface DisclosureGroup {
  readonly operator: string;
  readonly agreement: string | null;
  readonly code: string;
  readonly mask?: string;
  readonly fields: readonly { readonly field: string; readonly legs: number; readonly derived?: true }[];
}

/** What is wrong with the disclosure of one answer, one sentence each. */
export function checkDisclosure(
  disclosure: unknown,
  expected: Expected,
  { question }: CaseModel,
): readonly string[] {
  // Where conditions left nothing to ask, there is nothing to disclose.
  if (disclosure === undefined && Object.keys(expected.data as object).length === 0) return [];
  const { platform, purpose, masked, withheld } = (disclosure ?? {}) as Record<string, unknown>;
  if (platform !== question.platform || purpose !== question.purpose)
    return ['the disclosure is for somebody else'];
  const told = new Map<string, number>();
  for (const group of [...(masked as DisclosureGroup[]), ...(withheld as DisclosureGroup[])]) {
    for (const { field, legs } of group.fields) {
      const key = [group.operator, group.agreement, group.code, group.mask ?? '', field].join(' ');
      if (told.has(key)) return [`the disclosure says twice: ${key}`];
      told.set(key, legs);
    }
  }
  const [required, allowed] = [countReports(expected, false), countReports(expected, true)];
  return [
    ...[...told].flatMap(([key, legs]) => {
      const most = allowed.get(key)?.size ?? 0;
      return legs <= most ? [] : [`the disclosure says ${key} of ${legs} legs, where it is true of ${most}`];
    }),
    ...[...required].flatMap(([key, legs]) =>
      (told.get(key) ?? 0) >= legs.size
        ? []
        : [`the disclosure says ${key} of ${told.get(key) ?? 0} legs, not ${legs.size}`],
    ),
  ];
}

/** The legs of each report: those that have to be told, or all that may be, with what derived fields asked. */
function countReports(
  { asked, listed }: Expected,
  mayBeTold: boolean,
): ReadonlyMap<string, ReadonlySet<LegView>> {
  const reports = new Map<string, Set<LegView>>();
  for (const one of asked) {
    if ((one.isDerived && !mayBeTold) || !listed.includes(one.view)) continue;
    // An operator that is asked for nothing says no status: then what the directory knows decides, and that is told.
    const [first, last] = [reportsOf(one, mayBeTold, true), reportsOf(one, mayBeTold, false)];
    const told = mayBeTold ? [...first, ...last] : first.filter((report) => last.includes(report));
    for (const report of told) reports.set(report, (reports.get(report) ?? new Set()).add(one.view));
  }
  return reports;
}

function reportsOf({ view, asked }: AskedOfLeg, mayBeTold: boolean, isFirst: boolean): readonly string[] {
  const write = (code: string, mask: string, coordinate: string) =>
    [view.leg.operator, view.agreement, code, mask, coordinate].join(' ');
  const walk = (type: string, selections: readonly Asked[]): string[] => {
    // Whatever is asked of a reference, both of its parts are needed.
    const parts = type === 'LegReference' && mayBeTold ? ['operatorCode', 'waybill'] : [];
    const asOwn = parts.map((field) => ({ field, argumentNames: [], args: {}, below: null }));
    return [...selections, ...asOwn].flatMap((one) => reportField(type, one));
  };
  const reportField = (type: string, { field: name, argumentNames, below }: Asked): string[] => {
    const field = view.types.get(type)?.get(name);
    if (field === undefined) return [];
    const verdict = isFirst ? view.judgeFirst(field.coordinate) : view.judge(field.coordinate);
    if (verdict.kind === 'withhold') return [write(verdict.code, '', field.coordinate)];
    if (!view.implements(field.coordinate, argumentNames))
      return [write('NOT_PROVIDED', '', field.coordinate)];
    // What an operator does not give for want of an answer is told of the fields of the leg.
    const isSent = below === null || mayBeTold || view.opensAny(field.type, below);
    const { standIn } = view;
    const isStoodIn = standIn?.isOpen(field) && (below === null || standIn.opensAny(field.type, below));
    const isLost = view.isFailing && type === view.legType && isSent && (mayBeTold || !isStoodIn);
    const lost = isLost ? [write('OPERATOR_UNAVAILABLE', '', field.coordinate)] : [];
    if (verdict.kind === 'mask') return [...lost, write('MASKED', verdict.mask, field.coordinate)];
    return below === null ? lost : [...lost, ...walk(field.type, below)];
  };
  return walk(view.legType, asked);
}
