/** HUB073: a file is named for the agreement that is in it, so that people find it. */
import { quote } from '../../../base/quote.ts';
import { argumentOf, readText } from '../agreementArguments.ts';
import type { AgreementCheck, Finding } from '../agreementCheck.ts';

export function* fileIsNamedForPair(check: AgreementCheck): Iterable<Finding> {
  const { agreements, operator, platform, file } = check;
  const [node] = agreements;
  const name = file.split(/[/\\]/).at(-1) ?? '';
  if (node === undefined || operator === undefined || platform === undefined) return;
  // What is no file, as the text of a request, has no name to be wrong.
  if (!name.endsWith('.graphql')) return;
  const version = readText(argumentOf(node, 'version')) ?? '1';
  const id = `${operator}--${platform}`;
  const fitting = [`${id}@${version}.graphql`, `${id}.graphql`];
  if (fitting.includes(name)) return;
  const message = `the file is called ${quote(name)}`;
  const help = `call it ${quote((version === '1' ? fitting.at(-1) : fitting[0]) ?? '')}`;
  yield { code: 'HUB073', severity: 'warning', message, node, help };
}
