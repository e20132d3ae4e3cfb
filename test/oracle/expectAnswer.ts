/**
 * What the hub has to answer to a case: the query is executed by graphql-js over the operators' full data, and every field
 * of every leg is asked of the oracle.
 */
import {
  type DocumentNode,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  responsePathAsArray,
} from 'graphql';
import { applyArguments } from './applyArguments.ts';
import {
  chooseEstimate,
  choosePickup,
  countAnswers,
  deriveState,
  listEvents,
  type SeenLeg,
} from './deriveTimeline.ts';
import { findOwn, findParcel, parcelIdOf, type SeenParcel } from './findParcels.ts';
import type { CaseModel, DataObject, FieldModel, LegModel } from './model.ts';
import { type Asked, LegView } from './readAnswer.ts';
import { askedOptionsOf, listAskedFields, type ReadAskedOptions, readAsked } from './readAsked.ts';
import { requiredInputs } from './readRequires.ts';

export interface Expected {
  readonly data: unknown;
  /** Places where null is right too: objects of which nothing asked is granted, but something else is. */
  readonly nullable: ReadonlySet<string>;
  /** The legs that the directory lists. */
  readonly listed: readonly LegView[];
  /** What was asked of each leg for the client, and what derived fields asked. */
  readonly asked: readonly AskedOfLeg[];
}

export interface AskedOfLeg {
  readonly view: LegView;
  readonly asked: readonly Asked[];
  readonly isDerived: boolean;
}

/** Stands for any text. */
export const ANY_TEXT = '\u0001any';

/** An object below a leg, as its operator has it. */
class ObjectView {
  readonly view: LegView;
  readonly value: DataObject;
  constructor(view: LegView, value: DataObject) {
    this.view = view;
    this.value = value;
  }
}

/** The expected answer to a case whose query is valid against the schema. */
export function expectAnswer(theCase: CaseModel, schema: GraphQLSchema, document: DocumentNode): Expected {
  return new Expectation(theCase, schema).execute(document);
}

class Expectation {
  readonly #case: CaseModel;
  readonly #schema: GraphQLSchema;
  readonly #views = new Map<LegModel, LegView>();
  readonly #listed = new Set<LegView>();
  readonly #nullable = new Set<string>();
  readonly #asked: AskedOfLeg[] = [];
  #askedFields: ReadonlySet<string> | undefined;

  constructor(theCase: CaseModel, schema: GraphQLSchema) {
    this.#case = theCase;
    this.#schema = schema;
  }

  execute(document: DocumentNode): Expected {
    const { variables } = this.#case.question;
    const run = () => {
      const result = execute({
        schema: this.#schema,
        document,
        variableValues: variables,
        rootValue: {},
        fieldResolver: (source, args, _, info) => this.#resolve(source, args, info),
        typeResolver: (value) => (value instanceof LegView ? value.legType : undefined),
      });
      if (result instanceof Promise) throw new Error('the oracle waits for nothing');
      return result;
    };
    // The first run lists the legs, which references to legs depend on; all root fields are resolved before any leg is.
    run();
    this.#asked.length = 0;
    const { data, errors } = run();
    if (errors !== undefined) throw new Error(`the oracle fails: ${JSON.stringify(errors)}`);
    return { data, nullable: this.#nullable, listed: [...this.#listed], asked: this.#asked };
  }

  #view(leg: LegModel): LegView {
    const known = this.#views.get(leg);
    if (known !== undefined) return known;
    const view = new LegView(leg, this.#case);
    this.#views.set(leg, view);
    return view;
  }

  #resolve(source: unknown, args: Record<string, unknown>, info: GraphQLResolveInfo): unknown {
    const { parentType, fieldName } = info;
    if (parentType.name === 'Query') return this.#resolveRoot(fieldName, args);
    if (parentType.name === 'Parcel') return this.#resolveParcel(source as SeenParcel, fieldName, args, info);
    if (source instanceof LegView) {
      if (fieldName === 'operator') return this.#operatorOf(source.leg.operator);
      if (fieldName === 'waybill') return source.leg.waybill;
      if (fieldName === 'asOf') return this.#asOf(source, info);
      this.#noteAsked(source, info);
      const view = source.standIn ?? source;
      return view.data === null || view.isFailing ? null : this.#readField(view, view.data, args, info);
    }
    if (source instanceof ObjectView) return this.#readField(source.view, source.value, args, info);
    return (source as DataObject)[fieldName] ?? null;
  }

  #resolveRoot(fieldName: string, args: Record<string, unknown>): unknown {
    const viewOf = (leg: LegModel) => this.#view(leg);
    const parcelOf = (number: unknown) =>
      this.#list(
        findParcel(this.#case, String(number), args['operator'] as string | null | undefined, viewOf),
      );
    switch (fieldName) {
      case 'parcel':
        return parcelOf(args['trackingNumber']);
      case 'parcels':
        return (args['trackingNumbers'] as unknown[]).map(parcelOf);
      case 'myParcels': {
        const { parcels, hasNextPage } = findOwn(this.#case, args, viewOf);
        const nodes = parcels.map((parcel) => this.#list(parcel));
        return { nodes, pageInfo: { hasNextPage, endCursor: parcels.length === 0 ? null : ANY_TEXT } };
      }
      case 'operators':
        return this.#case.network.operators.map(({ code }) => this.#operatorOf(code));
      default:
        throw new Error(`the oracle knows no root field ${fieldName}`);
    }
  }

  #list(parcel: SeenParcel | null): SeenParcel | null {
    for (const leg of parcel?.legs ?? []) this.#listed.add(this.#view(leg));
    return parcel;
  }

  #operatorOf(code: string): object {
    const operator = this.#case.network.operators.find((each) => each.code === code);
    return { code, name: `Operator ${code}`, kind: operator?.role.toUpperCase() };
  }

  #resolveParcel(
    parcel: SeenParcel,
    fieldName: string,
    args: Record<string, unknown>,
    info: GraphQLResolveInfo,
  ): unknown {
    if (fieldName === 'id') return parcelIdOf(parcel.key);
    if (fieldName === 'trackingNumber') return parcel.trackingNumber;
    const views = parcel.legs.map((leg) => this.#view(leg));
    if (fieldName === 'legs') return views;
    const legs = views.map((view): SeenLeg => {
      const asked = requiredInputs(fieldName, view.legType);
      if (info.path.prev !== undefined) this.#asked.push({ view, asked, isDerived: true });
      const read = view.standIn ?? view;
      return { view, seen: this.#project(read, read.legType, read.isFailing ? null : read.data, asked) };
    });
    const derived = this.#derive(fieldName, legs, args);
    // An operator that lies may have spoilt the answer of a leg, and then nobody can say that there is no record.
    const isUncertain = typeof derived === 'string' && derived.startsWith('UNKNOWN');
    if (isUncertain && views.some(({ operator }) => operator.lies)) {
      this.#nullable.add(responsePathAsArray(info.path).join('/'));
    }
    return derived;
  }

  #derive(fieldName: string, legs: readonly SeenLeg[], args: Record<string, unknown>): unknown {
    const { now } = this.#case.question;
    switch (fieldName) {
      case 'status':
      case 'substatus':
      case 'custody':
        return deriveState(legs, now)[fieldName];
      case 'basis':
        return { ...countAnswers(legs), expiredAfterDays: deriveState(legs, now).expiredAfterDays };
      case 'events': {
        const events = listEvents(legs).map(({ event, view }) => ({ ...event, leg: view }));
        const last = args['last'];
        if (typeof last !== 'number') return events;
        return last === 0 ? [] : events.slice(-last);
      }
      case 'estimate':
        return chooseEstimate(legs);
      case 'pickup': {
        const chosen = choosePickup(legs);
        return chosen === null ? null : { ...chosen.seen, leg: chosen.view };
      }
      default:
        throw new Error(`the oracle cannot derive Parcel.${fieldName}`);
    }
  }

  /** The inputs of derived fields: the object with what is asked of it, null for what is not open. */
  #project(view: LegView, type: string, value: DataObject | null, asked: readonly Asked[]): DataObject {
    const projected: Record<string, unknown> = {};
    for (const one of asked) {
      const field = view.types.get(type)?.get(one.field);
      projected[one.field] =
        field === undefined || value === null ? null : this.#projectField(view, field, value, one);
    }
    return projected;
  }

  #projectField(view: LegView, field: FieldModel, value: DataObject, asked: Asked): unknown {
    const { below } = asked;
    if (below === null) return view.readLeaf(field, value, asked);
    if (!view.isOpen(field) || !view.opensAny(field.type, below)) return null;
    const project = (one: unknown): unknown => {
      if (one === null || one === undefined) return null;
      return Array.isArray(one)
        ? one.map(project)
        : this.#project(view, field.type, one as DataObject, below);
    };
    return project(value[field.name]);
  }

  /** One field of a leg, or of an object below one. */
  #readField(
    view: LegView,
    value: DataObject,
    args: Record<string, unknown>,
    info: GraphQLResolveInfo,
  ): unknown {
    const field = view.types.get(info.parentType.name)?.get(info.fieldName);
    if (field === undefined) throw new Error(`no field ${info.parentType.name}.${info.fieldName}`);
    const [node] = info.fieldNodes;
    const argumentNames = (node?.arguments ?? []).map((argument) => argument.name.value);
    if (!view.types.has(field.type)) return view.readLeaf(field, value, { argumentNames, args });
    if (!view.isOpen(field, argumentNames)) return null;
    const asked = readAsked(info.fieldNodes, field.type, this.#askedOptions(info));
    if (!view.opensAny(field.type, asked)) {
      if (field.type === 'LegReference' || !view.opensSomething(field.type)) return null;
      this.#nullable.add(responsePathAsArray(info.path).join('/'));
    }
    return this.#wrap(view, field, value[field.name], args);
  }

  #wrap(view: LegView, field: FieldModel, value: unknown, args: Record<string, unknown>): unknown {
    const limited = applyArguments(value, args);
    const wrap = (one: unknown): unknown => {
      if (one === null || one === undefined) return null;
      if (Array.isArray(one)) return one.map(wrap);
      if (field.type === 'LegReference' && !this.#isListed(one as DataObject)) return null;
      return new ObjectView(view, one as DataObject);
    };
    return wrap(limited);
  }

  #isListed({ operatorCode, waybill }: DataObject): boolean {
    return [...this.#listed].some(({ leg }) => leg.operator === operatorCode && leg.waybill === waybill);
  }

  #noteAsked(view: LegView, info: GraphQLResolveInfo): void {
    const field = view.types.get(view.legType)?.get(info.fieldName);
    if (field === undefined) return;
    const below = view.types.has(field.type)
      ? readAsked(info.fieldNodes, field.type, this.#askedOptions(info))
      : null;
    const argumentNames = (info.fieldNodes[0]?.arguments ?? []).map((argument) => argument.name.value);
    const asked = [{ field: field.name, argumentNames, args: {}, below }];
    this.#asked.push({ view, asked, isDerived: false });
  }

  /** There as soon as anything is read of the leg; the status is asked for with it. */
  #asOf(view: LegView, info: GraphQLResolveInfo): string | null {
    const status = { field: 'status', argumentNames: [], args: {}, below: null };
    this.#asked.push({ view, asked: [status], isDerived: true });
    const read = view.standIn ?? view;
    if (!read.opensAny(read.legType, [status])) this.#nullable.add(responsePathAsArray(info.path).join('/'));
    this.#askedFields ??= listAskedFields(info.operation, this.#schema, this.#askedOptions(info));
    return read.readAsOf(this.#askedFields);
  }

  #askedOptions(info: GraphQLResolveInfo): ReadAskedOptions {
    return askedOptionsOf(this.#schema, info.fragments, info.variableValues);
  }
}
