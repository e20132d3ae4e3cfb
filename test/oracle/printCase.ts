/** Prints a failing case for people: everything it consists of, what is wrong, and how to make it again. */
import { roleSdl } from '../../schema/network.ts';
import type { CaseModel, OperatorModel } from './model.ts';
import { readTypes } from './readTypes.ts';
import type { FailedCase } from './runCases.ts';
import type { ShrunkCase } from './shrinkCase.ts';
import { writeAgreement } from './writeAgreement.ts';

/** The whole story of a failed case. */
export function printCase(failed: FailedCase, shrunk: ShrunkCase): string {
  const { case: theCase, checked } = shrunk;
  const { question, scenario, network } = theCase;
  const [seed, ...place] = failed.numbers;
  return [
    `== case ${failed.numbers.join('.')} (network, scenario, question: ${place.join(', ')}), shrunk in ${shrunk.tries} steps`,
    ...checked.findings.map(({ property, text }) => `  ${property}: ${text}`),
    '-- operators',
    ...network.operators.filter((operator) => concerns(theCase, operator)).map(describeOperator),
    '-- agreements',
    ...scenario.agreements.map((agreement) => writeAgreement({ ...agreement, writing: 0 }, network)),
    ...[...scenario.stops, ...scenario.measures].map((each) => JSON.stringify(each)),
    ...(scenario.cutOffAt === null ? [] : [`-- cut off since ${scenario.cutOffAt}`]),
    '-- legs',
    ...scenario.legs.map((leg) => JSON.stringify(cutNulls(leg))),
    `-- caller ${question.platform}, purpose ${question.purpose}, at ${new Date(question.now).toISOString()} (${question.now})`,
    ...(question.failing.length === 0 ? [] : [`-- not answering: ${question.failing.join(', ')}`]),
    '-- query',
    question.query,
    JSON.stringify(question.variables),
    '-- expected',
    JSON.stringify(checked.expected.data),
    '-- got',
    checked.answer.text,
    '-- asked of operators',
    ...checked.requests,
    `-- again: npm run soak -- --seed ${seed} --only ${place[0]}`,
  ].join('\n');
}

function concerns({ scenario }: CaseModel, { code }: OperatorModel): boolean {
  return scenario.legs.some(({ operator }) => operator === code);
}

function describeOperator({ code, role, masks, types }: OperatorModel): string {
  const own: string[] = [];
  const omitted: string[] = [];
  const contract = readTypes(roleSdl(role)).types;
  for (const [type, fields] of contract) {
    for (const { coordinate, name } of fields.values()) {
      if (types.get(type)?.has(name) !== true) omitted.push(coordinate);
    }
  }
  for (const [type, fields] of types) {
    for (const { name, typeText, args } of fields.values()) {
      if (contract.get(type)?.has(name)) continue;
      const given = args.map((argument) => `${argument.name}: ${argument.type}`).join(', ');
      own.push(`${type}.${name}${given === '' ? '' : `(${given})`}: ${typeText}`);
    }
  }
  const lists = [
    `leaves out ${omitted.join(' ') || 'nothing'}`,
    own.length > 0 ? `adds ${own.join('; ')}` : 'adds nothing',
  ];
  return `${code}, ${role}, ${masks ? 'masks by itself' : 'does not mask'}: ${lists.join('\n    ')}`;
}

/** Without what is null: a shrunk case consists mostly of it. */
function cutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null);
  return Object.fromEntries(entries.map(([key, one]) => [key, cutNulls(one)]));
}
