/** HUB054: the terms make sense: possible codes, an end after the begin, numbers within reason, lists without repetition. */
import { type ConstDirectiveNode, type ConstValueNode, Kind } from 'graphql';
import { operatorPrefix } from '../../../base/operatorPrefix.ts';
import { quote } from '../../../base/quote.ts';
import { argumentOf, readText, readTime } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

const CODE =
  'lower-case letters and digits in parts joined by hyphens, each beginning with a letter, as `sf-express`';

/** The least and the most of each number. */
const BOUNDS: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['version', [1, 1_000_000]],
  ['noticeHours', [0, 366 * 24]],
  ['retentionDays', [0, 3_660]],
  ['missesPerDay', [0, 1_000_000_000]],
  ['graceDays', [0, 3_660]],
]);

export function* termsAreSound({ agreements, clauses }: AgreementCheck): Iterable<Finding> {
  for (const node of agreements) {
    for (const name of ['operator', 'platform']) {
      const value = argumentOf(node, name);
      const code = readText(value);
      if (value === undefined || code === undefined || operatorPrefix(code) !== undefined) continue;
      yield {
        code: 'HUB054',
        message: `${quote(code)} is not a possible code`,
        node: value,
        help: `use ${CODE}`,
      };
    }
    yield* checkTimes(node);
    const purposes = argumentOf(node, 'purposes');
    if (purposes?.kind === Kind.LIST && purposes.values.length === 0) {
      yield {
        code: 'HUB054',
        message: 'the agreement is for no purpose',
        node: purposes,
        help: 'name at least one',
      };
    }
    yield* checkLists(node);
    yield* checkNumbers(node);
  }
  for (const { share } of clauses) {
    const { node } = share;
    yield* checkLists(node);
    yield* checkNumbers(node);
    for (const name of ['for', 'parcels']) {
      const value = argumentOf(node, name);
      if (value?.kind !== Kind.LIST || value.values.length > 0) continue;
      const message = `${quote(name)} is empty, so the clause shares nothing`;
      yield { code: 'HUB054', message, node: value, help: 'remove the clause, or say for what it holds' };
    }
  }
}

function* checkTimes(node: ConstDirectiveNode): Iterable<Finding> {
  const value = argumentOf(node, 'until');
  const from = readTime(readText(argumentOf(node, 'from')));
  const until = readTime(readText(value));
  if (value === undefined || from === undefined || until === undefined || from < until) return;
  yield {
    code: 'HUB054',
    message: 'the agreement ends before it begins',
    node: value,
    help: 'set `until` after `from`',
  };
}

function* checkLists(node: ConstDirectiveNode): Iterable<Finding> {
  for (const { value } of node.arguments ?? []) {
    if (value.kind !== Kind.LIST) continue;
    const seen = new Set<string>();
    for (const item of value.values) {
      const name = readText(item) ?? '';
      if (seen.has(name))
        yield { code: 'HUB054', message: `${quote(name)} stands twice`, node: item, help: 'remove one' };
      seen.add(name);
    }
  }
}

function* checkNumbers(node: ConstDirectiveNode): Iterable<Finding> {
  for (const [name, [least, most]] of BOUNDS) {
    const value: ConstValueNode | undefined = argumentOf(node, name);
    if (value?.kind !== Kind.INT) continue;
    const number = Number(value.value);
    if (number >= least && number <= most) continue;
    const message = `${quote(name)} is ${quote(value.value)}`;
    yield { code: 'HUB054', message, node: value, help: `use ${least} to ${most.toLocaleString('en')}` };
  }
}
