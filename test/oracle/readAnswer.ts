/**
 * What one leg's operator may answer to a question, field by field: the oracle's view of a leg.
 * Invariant: a value leaves here only when every step of the way to it is granted, and masked where it is shared masked.
 */
import { applyArguments } from './applyArguments.ts';
import { CONTINUITY } from './generateLegs.ts';
import { HUB_DERIVED } from './generateValue.ts';
import {
  agreementInForce,
  announcedState,
  type JudgedBy,
  judge,
  judgeAnyState,
  type LegState,
  relationOf,
  type Verdict,
} from './judge.ts';
import { asOfOf, doneAtOf, lastKnownOf } from './lastKnown.ts';
import { maskValue } from './masks.ts';
import type { CaseModel, DataObject, FieldModel, LegModel, OperatorModel, TypeBook } from './model.ts';
import { type FloorModel, standingOf } from './standing.ts';

/** A selection with conditions worked out: what is asked of a type. */
export interface Asked {
  readonly field: string;
  /** Names of the arguments it is given; they count even where they are null. */
  readonly argumentNames: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
  /** Null for a leaf. */
  readonly below: readonly Asked[] | null;
}

/** For how long after its end a parcel is in the floor. */
const FLOOR_MS = 7 * 86_400_000;

/** One leg as the caller of a case may see it. */
export class LegView {
  readonly leg: LegModel;
  readonly legType: string;
  /** Who is asked, or what stands in for it where last known values are read: that masks nothing itself. */
  readonly operator: OperatorModel;
  readonly types: TypeBook;
  /** Set where last known values are read: the operator is not asked, or was in vain. */
  readonly floor: FloorModel | null;
  /** What there is to read of the leg; null for nothing. */
  readonly data: DataObject | null;
  /** True when the operator is asked and cannot be reached. */
  readonly isFailing: boolean;
  readonly #case: CaseModel;
  readonly #by: JudgedBy;
  readonly #withheld: readonly string[];
  /** What is known of the leg's state before its operator is asked. */
  readonly #firstState: LegState | null;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #firstVerdicts = new Map<string, Verdict>();
  #standIn: LegView | null | undefined;

  /** `standsIn` reads the last known values of a leg whose operator does not answer. */
  constructor(leg: LegModel, theCase: CaseModel, standsIn = false) {
    const operator = theCase.network.operators.find(({ code }) => code === leg.operator);
    if (operator === undefined) throw new Error(`no operator ${leg.operator}`);
    const { scenario, question } = theCase;
    const standing = standingOf(scenario, leg.operator, question.platform, question.now);
    this.leg = leg;
    this.legType = leg.role === 'courier' ? 'CourierLeg' : 'LockerLeg';
    this.types = theCase.network.types[leg.role];
    this.floor = standsIn ? { code: 'CONTINUITY_ONLY', before: Number.POSITIVE_INFINITY } : standing.floor;
    // Who is down is stood in for in what it provides; of a pair that is stopped everything that is known is read.
    const types = standsIn ? operator.types : this.types;
    this.operator = this.floor === null ? operator : { ...operator, types, masks: false, lies: false };
    this.data = this.floor === null ? leg.data : lastKnownOf(leg).values;
    this.isFailing = this.floor === null && question.failing.includes(leg.operator);
    this.#case = theCase;
    this.#by = { agreements: scenario.agreements, question, forceAt: standing.forceAt };
    this.#withheld = standing.withheld;
    this.#firstState = this.implements(`${this.legType}.status`, []) ? announcedState(leg) : null;
  }

  /** Whether the leg exists for the caller: some way from it to a leaf is granted, whatever the leg's state. */
  get isVisible(): boolean {
    if (this.floor !== null && !this.#isInFloor(this.floor)) return false;
    const leadsToLeaf = (type: string, seen: readonly string[]): boolean =>
      !seen.includes(type) &&
      [...(this.types.get(type)?.values() ?? [])].some(
        (field) =>
          this.#cut(judgeAnyState(this.#by, this.leg, field.coordinate), field.coordinate).kind !==
            'withhold' &&
          (!this.types.has(field.type) || leadsToLeaf(field.type, [...seen, type])),
      );
    return leadsToLeaf(this.legType, []);
  }

  /** Own parcels that some operator had accepted before sharing stopped, until seven days after the last of them was done. */
  #isInFloor({ before }: FloorModel): boolean {
    const { scenario, question } = this.#case;
    const legs = scenario.legs.filter(({ parcel }) => parcel === this.leg.parcel);
    const isAccepted = legs.some(({ acceptedAt }) => acceptedAt !== null && acceptedAt < before);
    const ends = legs.flatMap((leg) => doneAtOf(leg) ?? []);
    const isOver = ends.length > 0 && ends.every((end) => question.now >= end + FLOOR_MS);
    return relationOf(this.leg, question) === 'OWN' && isAccepted && !isOver;
  }

  /** The agreement that decides, as `disclosure` names it. */
  get agreement(): string | null {
    const { agreements, question, forceAt } = this.#by;
    const found = agreementInForce(agreements, this.leg.operator, question, forceAt);
    return found === undefined ? null : `${found.operator}--${found.platform}@${found.version}`;
  }

  /** What reads the last known values while the operator does not answer; null where it answers, or nothing is served. */
  get standIn(): LegView | null {
    if (this.#standIn !== undefined) return this.#standIn;
    const standIn = this.isFailing ? new LegView(this.leg, this.#case, true) : null;
    this.#standIn = standIn?.isVisible ? standIn : null;
    return this.#standIn;
  }

  /** As of when the values are that an operation with these fields reads; null for those that the operator answers. */
  readAsOf(asked: ReadonlySet<string>): string | null {
    if (this.floor === null) return null;
    const state = announcedState(this.leg);
    const isRead = (coordinate: string) =>
      asked.has(coordinate) &&
      this.#cut(judge(this.#by, this.leg, coordinate, state), coordinate).kind !== 'withhold';
    return new Date(asOfOf(this.leg, isRead, this.types)).toISOString().replace('.000Z', 'Z');
  }

  /** Whether a field is disclosed while nothing is known of the leg's state. */
  isReadInAnyState(name: string): boolean {
    const coordinate = `${this.legType}.${name}`;
    return this.#cut(judge(this.#by, this.leg, coordinate, null), coordinate).kind === 'disclose';
  }

  /** The decision on what the directory knows: what the operator may be asked for. */
  judgeFirst(coordinate: string): Verdict {
    const known = this.#firstVerdicts.get(coordinate);
    if (known !== undefined) return known;
    const verdict = this.#cut(judge(this.#by, this.leg, coordinate, this.#firstState), coordinate);
    this.#firstVerdicts.set(coordinate, verdict);
    return verdict;
  }

  /** The decision on what the directory knows and on what the operator says now: both have to grant. */
  judge(coordinate: string): Verdict {
    const known = this.#verdicts.get(coordinate);
    if (known !== undefined) return known;
    const first = this.judgeFirst(coordinate);
    // A measure comes after what is agreed: with the fresh state another reason may come first.
    const isOpen = first.kind !== 'withhold' || this.#withheld.includes(coordinate);
    const isLast = !isOpen || this.floor !== null || this.isFailing || this.data === null;
    const verdict = isLast
      ? first
      : this.#cut(judge(this.#by, this.leg, coordinate, this.#freshState()), coordinate);
    this.#verdicts.set(coordinate, verdict);
    return verdict;
  }

  /** What a measure and the floor leave of a verdict. */
  #cut(verdict: Verdict, coordinate: string): Verdict {
    if (verdict.kind === 'withhold') return verdict;
    if (this.#withheld.includes(coordinate)) return { kind: 'withhold', code: 'SUSPENDED' };
    const [type = '', name = ''] = coordinate.split('.');
    const isPart = type !== this.legType || CONTINUITY.includes(name);
    return this.floor === null || isPart ? verdict : { kind: 'withhold', code: this.floor.code };
  }

  /** What is known of the state once the operator has answered; null when its status cannot be read. */
  #freshState(): LegState | null {
    const status = this.data?.['status'];
    const announced = announcedState(this.leg);
    if (announced === null || typeof status !== 'string' || !this.#isStatus(status)) return null;
    // What a measure withholds is not asked, not even to decide on.
    if (this.#withheld.includes(`${this.legType}.status`)) return null;
    const isException = status === 'EXCEPTION';
    return {
      everReached: [...announced.everReached, status],
      finalAt: announced.finalAt,
      isFinal: isException && !this.#isOpenException(),
    };
  }

  /** An exception is not the end when the operator says so with a sub-status that the caller may read. */
  #isOpenException(): boolean {
    const coordinate = `${this.legType}.substatus`;
    const substatus = this.data?.['substatus'];
    if (this.judgeFirst(coordinate).kind === 'withhold' || !this.implements(coordinate, [])) return false;
    return (
      typeof substatus === 'string' && substatus !== 'EXCEPTION_LOST' && substatus !== 'EXCEPTION_DESTROYED'
    );
  }

  #isStatus(value: string): boolean {
    const values = this.#case.network.enums.get('ParcelStatus') ?? [];
    return values.includes(value) && !HUB_DERIVED.includes(value);
  }

  /** Whether the operator's SDL has the field, with these arguments. */
  implements(coordinate: string, argumentNames: readonly string[]): boolean {
    const [type = '', name = ''] = coordinate.split('.');
    const field = this.operator.types.get(type)?.get(name);
    return (
      field !== undefined &&
      argumentNames.every((argument) => field.args.some((own) => own.name === argument))
    );
  }

  /** Whether the field itself is granted and provided. */
  isOpen(field: FieldModel, argumentNames: readonly string[] = []): boolean {
    return (
      this.judge(field.coordinate).kind !== 'withhold' && this.implements(field.coordinate, argumentNames)
    );
  }

  /** Whether some leaf of what is asked of a type is open. */
  opensAny(type: string, asked: readonly Asked[]): boolean {
    if (type === 'LegReference') return this.opensReference();
    return asked.some(({ field: name, argumentNames, below }) => {
      const field = this.types.get(type)?.get(name);
      if (field === undefined || !this.isOpen(field, argumentNames)) return false;
      return below === null || this.opensAny(field.type, below);
    });
  }

  /** Whether some leaf of a type is open, asked or not: then the presence of its objects is no secret. */
  opensSomething(type: string): boolean {
    return this.#opensLeaf(type, (coordinate) => this.judge(coordinate), []);
  }

  /** The same before the operator has said the leg's status: whether it may be asked for such an object. */
  mayOpenSomething(type: string): boolean {
    return this.#opensLeaf(type, (coordinate) => this.judgeFirst(coordinate), []);
  }

  #opensLeaf(type: string, judgeOne: (coordinate: string) => Verdict, seen: readonly string[]): boolean {
    if (type === 'LegReference') return this.#opensBothParts(judgeOne);
    return [...(this.types.get(type)?.values() ?? [])].some((field) => {
      const isShut = judgeOne(field.coordinate).kind === 'withhold' || !this.implements(field.coordinate, []);
      if (seen.includes(field.type) || isShut) return false;
      return !this.types.has(field.type) || this.#opensLeaf(field.type, judgeOne, [...seen, type]);
    });
  }

  /** A reference can be checked only with both of its parts, as they are. */
  opensReference(): boolean {
    return this.#opensBothParts((coordinate) => this.judge(coordinate));
  }

  #opensBothParts(judgeOne: (coordinate: string) => Verdict): boolean {
    return ['operatorCode', 'waybill'].every((name) => {
      const coordinate = `LegReference.${name}`;
      return judgeOne(coordinate).kind === 'disclose' && this.implements(coordinate, []);
    });
  }

  /** The value of a leaf of an object of the leg, masked where it has to be; null where it is not open. */
  readLeaf(field: FieldModel, value: DataObject, asked: Pick<Asked, 'argumentNames' | 'args'>): unknown {
    if (!this.isOpen(field, asked.argumentNames)) return null;
    const raw = applyArguments(value[field.name], asked.args) ?? null;
    const verdict = this.judge(field.coordinate);
    if (verdict.kind !== 'mask') return this.#isSaneStatus(field, raw) ? raw : null;
    const scrubsItself = this.operator.masks;
    const status = this.#phraseStatus(field, value);
    const mask = (one: unknown): unknown => {
      if (Array.isArray(one)) return one.map(mask);
      const masked = maskValue(verdict.mask, one, {
        operator: this.leg.operator,
        platform: this.#case.question.platform,
        now: this.#case.question.now,
        scrubsItself,
        status,
      });
      // What an operator does not mask although it says that it does is withheld, unless it shows nothing as it is.
      const isVerified = this.operator.lies && !['PSEUDONYM', 'SCRUB'].includes(verdict.mask);
      return isVerified && masked !== one ? null : masked;
    };
    return mask(raw);
  }

  /** The status beside a free text, where it is open. */
  #phraseStatus(field: FieldModel, value: DataObject): unknown {
    const [type = ''] = field.coordinate.split('.');
    const status = this.types.get(type)?.get('status');
    return status !== undefined && this.isOpen(status) ? (value['status'] ?? null) : null;
  }

  #isSaneStatus(field: FieldModel, value: unknown): boolean {
    return (
      field.coordinate !== `${this.legType}.status` || typeof value !== 'string' || this.#isStatus(value)
    );
  }

  /** Whether the operator says something of its status that no operator may say. */
  get hasFaultyStatus(): boolean {
    const status = this.data?.['status'];
    return typeof status === 'string' && !this.#isStatus(status);
  }
}
