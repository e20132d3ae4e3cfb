/**
 * Starts a scenario as a real network: the hub with its embedded database and HTTP, tokens and signatures, and operators
 * built with the kit. For a small share of the cases: what runs in memory has to be what runs for real.
 */
import type { AgreementTable } from '../../gateway/agreements/decision.ts';
import type { LegAnnouncement } from '../../gateway/store/directoryStore.ts';
import { roleSdl } from '../../schema/network.ts';
import type { CourierLeg, LockerLeg } from '../../subgraphs/kit/contract.ts';
import { startTestHub, type TestHub } from '../support/startTestHub.ts';
import { startKitOperator } from '../support/testOperators.ts';
import { applyArguments } from './applyArguments.ts';
import { openCompiler } from './compileScenario.ts';
import type {
  DataObject,
  LegModel,
  NetworkModel,
  OperatorModel,
  QuestionModel,
  ScenarioModel,
} from './model.ts';
import { readTypes } from './readTypes.ts';

export interface StartedScenario {
  ask(question: QuestionModel): Promise<Awaited<ReturnType<TestHub['ask']>>>;
  stop(): Promise<void>;
}

/** A hub and operators that hold the scenario. */
export async function startOverHttp(
  network: NetworkModel,
  scenario: ScenarioModel,
): Promise<StartedScenario> {
  let now = 0;
  const operators = await Promise.all(
    network.operators.map((operator) => {
      const legs = scenario.legs.flatMap((leg) =>
        leg.operator === operator.code ? toKitLeg(leg, operator) : [],
      );
      const { code, role, extension } = operator;
      const more = { omit: listOmissions(operator), ...(extension === '' ? {} : { extension }) };
      return startKitOperator(code, role, legs, more);
    }),
  );
  const compile = (supergraphSdl: string): AgreementTable => openCompiler(network, supergraphSdl)(scenario);
  const hub = await startTestHub({
    operators: operators.map(({ known }) => ({ ...known, name: `Operator ${known.code}` })),
    platforms: ['stranger'],
    legs: scenario.legs.map(toAnnouncement),
    agreements: { compile },
    readNow: () => now,
  });
  return {
    ask({ query, variables, platform, purpose, now: asked }) {
      now = asked;
      return hub.ask(query, variables, { platform, purpose });
    },
    async stop() {
      await hub.stop();
      await Promise.all(operators.map(({ stop }) => stop()));
    },
  };
}

/** What of the contract the operator leaves out, as the kit is told. */
function listOmissions({ role, types }: OperatorModel): readonly string[] {
  return [...readTypes(roleSdl(role)).types.values()].flatMap((fields) =>
    [...fields.values()].flatMap(({ coordinate, name, args }) => {
      const own = types.get(coordinate.slice(0, coordinate.indexOf('.')))?.get(name);
      if (own === undefined) return [coordinate];
      return args
        .filter((argument) => !own.args.some((each) => each.name === argument.name))
        .map((argument) => `${coordinate}(${argument.name}:)`);
    }),
  );
}

/** The leg as an author of the kit supplies it; fields with arguments of their own are functions. */
function toKitLeg(
  { role, waybill, data }: LegModel,
  { types }: OperatorModel,
): readonly (CourierLeg | LockerLeg)[] {
  if (data === null) return [];
  const convert = (type: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => convert(type, one));
    const fields = types.get(type);
    if (fields === undefined || value === null) return value;
    const entries = [...fields.values()].map((field) => {
      const own = convert(field.type, (value as DataObject)[field.name] ?? null);
      const isOwn = field.args.length > 0 && field.name !== 'events';
      return [
        field.name,
        isOwn ? (args: Readonly<Record<string, unknown>>) => applyArguments(own, args) : own,
      ];
    });
    return Object.fromEntries(entries);
  };
  const leg = convert(role === 'courier' ? 'CourierLeg' : 'LockerLeg', data) as CourierLeg | LockerLeg;
  return [{ ...leg, waybill }];
}

function toAnnouncement(leg: LegModel): LegAnnouncement {
  const write = (time: number) => new Date(time).toISOString();
  return {
    parcel: leg.parcel,
    seq: leg.seq,
    operator: leg.operator,
    waybill: leg.waybill,
    role: leg.role,
    platform: leg.platform,
    acceptedAt: leg.acceptedAt === null ? null : write(leg.acceptedAt),
    finalAt: leg.finalAt === null ? null : write(leg.finalAt),
    status: leg.status,
    substatus: null,
    everReached: leg.everReached,
    updatedAt: write(leg.updatedAt),
  };
}
