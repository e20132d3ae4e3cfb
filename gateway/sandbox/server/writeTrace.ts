/**
 * Says of every leg in an answer, and of every field asked of it, what was decided and by which clause.
 * Invariant: what the request noted wins over what is explained afterwards: an operator's fresh status may have decided.
 */
import { LEG_TYPES } from '../../../schema/network.ts';
import { explainField, type FieldExplanation, sayOutcome } from '../../agreements/explain/explainField.ts';
import { sayTime } from '../../agreements/sayTime.ts';
import { groupBy } from '../../base/groupBy.ts';
import type { LegNote, RequestScope } from '../../request/requestScope.ts';
import { DISCLOSURE_HELP } from '../../server/writeDisclosure.ts';
import type { SandboxTrace, TracedClause, TracedField, TracedGroup, TracedLeg } from '../wire/answers.ts';
import { askAbout, listAsked } from './questions.ts';
import type { Book } from './readBook.ts';

type Trace = Pick<SandboxTrace, 'legs' | 'groups' | 'clauses'>;
type Code = keyof typeof DISCLOSURE_HELP;

/** What the request noted of one field of a leg. */
interface Noted {
  readonly code: Code;
  readonly mask: string | null;
}

export function writeTrace(scope: RequestScope, coordinates: ReadonlySet<string>, book: Book): Trace {
  const noted = readNotes(scope);
  const clauses = createClauseList();
  const byDecision = groupBy(scope.notes.list(), (leg) => keyOf(leg, noted.get(leg)));
  const groups = [...byDecision.values()];
  return {
    legs: groups.flatMap((legs, group) => legs.map((leg) => writeLeg(leg, group))),
    groups: groups.flatMap((legs) => {
      const [leg] = legs;
      if (leg === undefined) return [];
      return [writeGroup(leg, noted.get(leg) ?? new Map(), { scope, coordinates, book, clauses })];
    }),
    clauses: clauses.list,
  };
}

function readNotes({ disclosures }: RequestScope): ReadonlyMap<LegNote, ReadonlyMap<string, Noted>> {
  const noted = new Map<LegNote, Map<string, Noted>>();
  for (const { coordinate, code, mask, legs } of disclosures.list()) {
    for (const leg of legs) {
      const known = noted.get(leg) ?? new Map<string, Noted>();
      known.set(coordinate, { code, mask });
      noted.set(leg, known);
    }
  }
  return noted;
}

function keyOf(leg: LegNote, noted: ReadonlyMap<string, Noted> = new Map()): string {
  const notes = [...noted].map(([coordinate, { code, mask }]) => `${coordinate} ${code} ${mask}`).sort();
  return [leg.operator, leg.relation, leg.policy.fingerprint, ...notes].join('\n');
}

function writeLeg({ operator, waybill, role, paths }: LegNote, group: number): TracedLeg {
  const listKeys = (path: LegNote['paths'][number]): readonly (string | number)[] => {
    const keys: (string | number)[] = [];
    for (let at: typeof path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
    return keys;
  };
  return { operator, waybill, type: LEG_TYPES[role], paths: paths.map(listKeys), group };
}

interface GroupParts {
  readonly scope: RequestScope;
  readonly coordinates: ReadonlySet<string>;
  readonly book: Book;
  readonly clauses: ClauseList;
}

function writeGroup(
  leg: LegNote,
  noted: ReadonlyMap<string, Noted>,
  { scope, coordinates, book, clauses }: GroupParts,
): TracedGroup {
  const { agreement } = leg.policy;
  // Inputs of derived fields were not asked, and a derived field rests on less where one is withheld.
  const inputs = [...noted.keys()].filter((coordinate) => !coordinates.has(coordinate));
  const asked = listAsked([...coordinates, ...inputs], leg.role, book.contract);
  const fields = asked.map((coordinate): readonly [string, TracedField] => {
    const explained = explainField(book.agreements, book.contract, askAbout(coordinate, leg, scope));
    const field = writeField(explained, noted.get(coordinate), clauses);
    return [coordinate, coordinates.has(coordinate) ? field : { ...field, isInput: true }];
  });
  return {
    operator: leg.operator,
    relation: leg.relation,
    agreement: agreement === null ? null : `${agreement.id}@${agreement.version}`,
    fields: Object.fromEntries(fields),
  };
}

function writeField(explained: FieldExplanation, noted: Noted | undefined, clauses: ClauseList): TracedField {
  const { outcome, blockedAt, question, remedy, next } = explained;
  const said = noted === undefined ? readOutcome(outcome) : readNoted(noted);
  const decisive = explained.clauses.find(({ isDecisive }) => isDecisive) ?? explained.clauses[0];
  const isExplained = noted === undefined || (outcome.kind === 'withhold' && outcome.code === noted.code);
  return {
    ...said,
    ...(decisive === undefined ? {} : { clause: clauses.add(decisive.clause), words: decisive.words }),
    ...(blockedAt === null || blockedAt === question.coordinate ? {} : { stoppedAt: blockedAt }),
    remedy: isExplained || noted.code === 'MASKED' ? remedy : DISCLOSURE_HELP[noted.code],
    ...(next === null ? {} : { next: `${sayOutcome(next.outcome)} from ${sayTime(next.at)} on` }),
  };
}

function readOutcome(outcome: FieldExplanation['outcome']): Pick<TracedField, 'kind' | 'mask' | 'code'> {
  if (outcome.kind === 'disclose') return { kind: 'disclosed' };
  if (outcome.kind === 'mask') return { kind: 'masked', mask: outcome.mask };
  return { kind: 'withheld', code: outcome.code };
}

function readNoted({ code, mask }: Noted): Pick<TracedField, 'kind' | 'mask' | 'code'> {
  return code === 'MASKED' ? { kind: 'masked', mask: mask ?? '' } : { kind: 'withheld', code };
}

interface ClauseList {
  readonly list: readonly TracedClause[];
  /** The place of a clause in the list. */
  add(clause: TracedClause): number;
}

/** Clauses, each once. */
function createClauseList(): ClauseList {
  const list: TracedClause[] = [];
  const places = new Map<string, number>();
  return {
    list,
    add({ file, line, column, text }) {
      const key = `${file}:${line}:${column}`;
      const place = places.get(key) ?? list.push({ file, line, column, text }) - 1;
      places.set(key, place);
      return place;
    },
  };
}
