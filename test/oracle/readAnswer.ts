/**
 * What one leg's operator may answer to a question, field by field: the oracle's view of a leg.
 * Invariant: a value leaves here only when every step of the way to it is granted, and masked where it is shared masked.
 */
import { applyArguments } from './applyArguments.ts';
import { HUB_DERIVED } from './generateValue.ts';
import { agreementInForce, announcedState, isVisible, judge, type LegState, type Verdict } from './judge.ts';
import { maskValue } from './masks.ts';
import type { CaseModel, DataObject, FieldModel, LegModel, OperatorModel, TypeBook } from './model.ts';

/** A selection with conditions worked out: what is asked of a type. */
export interface Asked {
  readonly field: string;
  /** Names of the arguments it is given; they count even where they are null. */
  readonly argumentNames: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
  /** Null for a leaf. */
  readonly below: readonly Asked[] | null;
}

/** One leg as the caller of a case may see it. */
export class LegView {
  readonly leg: LegModel;
  readonly legType: string;
  readonly operator: OperatorModel;
  readonly types: TypeBook;
  /** True when the operator cannot be reached. */
  readonly isFailing: boolean;
  readonly #case: CaseModel;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #firstVerdicts = new Map<string, Verdict>();

  constructor(leg: LegModel, theCase: CaseModel) {
    const operator = theCase.network.operators.find(({ code }) => code === leg.operator);
    if (operator === undefined) throw new Error(`no operator ${leg.operator}`);
    this.leg = leg;
    this.legType = leg.role === 'courier' ? 'CourierLeg' : 'LockerLeg';
    this.operator = operator;
    this.types = theCase.network.types[leg.role];
    this.isFailing = theCase.question.failing.includes(leg.operator);
    this.#case = theCase;
  }

  get isVisible(): boolean {
    return isVisible(this.#case.scenario.agreements, this.#case.question, this.leg, this.types);
  }

  /** The agreement that decides, as `disclosure` names it. */
  get agreement(): string | null {
    const { scenario, question } = this.#case;
    const found = agreementInForce(scenario.agreements, this.leg.operator, question);
    return found === undefined ? null : `${found.operator}--${found.platform}@${found.version}`;
  }

  /** The decision on what the directory knows: what the operator may be asked for. */
  judgeFirst(coordinate: string): Verdict {
    const known = this.#firstVerdicts.get(coordinate);
    if (known !== undefined) return known;
    const { scenario, question } = this.#case;
    const state = announcedState(this.leg);
    const verdict = judge(
      scenario.agreements,
      question,
      this.leg,
      coordinate,
      this.#statusIsProvided() ? state : null,
    );
    this.#firstVerdicts.set(coordinate, verdict);
    return verdict;
  }

  /** The decision on what the directory knows and on what the operator says now: both have to grant. */
  judge(coordinate: string): Verdict {
    const known = this.#verdicts.get(coordinate);
    if (known !== undefined) return known;
    const { scenario, question } = this.#case;
    const first = this.judgeFirst(coordinate);
    const verdict =
      first.kind === 'withhold' || this.isFailing || this.leg.data === null
        ? first
        : judge(scenario.agreements, question, this.leg, coordinate, this.#freshState());
    this.#verdicts.set(coordinate, verdict);
    return verdict;
  }

  /** What is known of the state once the operator has answered; null when its status cannot be read. */
  #freshState(): LegState | null {
    const status = this.leg.data?.['status'];
    const announced = announcedState(this.leg);
    if (announced === null || typeof status !== 'string' || !this.#isStatus(status)) return null;
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
    const substatus = this.leg.data?.['substatus'];
    if (this.judgeFirst(coordinate).kind === 'withhold' || !this.implements(coordinate, [])) return false;
    return (
      typeof substatus === 'string' && substatus !== 'EXCEPTION_LOST' && substatus !== 'EXCEPTION_DESTROYED'
    );
  }

  #statusIsProvided(): boolean {
    return this.implements(`${this.legType}.status`, []);
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
    const status = this.leg.data?.['status'];
    return typeof status === 'string' && !this.#isStatus(status);
  }
}
