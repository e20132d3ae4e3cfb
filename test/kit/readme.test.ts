/** Runs what the kit's README shows. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { forkExample, listeningUrl, post } from './support.ts';

const kit = new URL('../../subgraphs/kit/', import.meta.url);
const readme = readFileSync(new URL('README.md', kit), 'utf8');

/** The first code block of a language. */
function codeBlock(language: string): string {
  return readme.split(`\n\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
}

test('the courier that the README shows is the example, in under 40 lines', () => {
  const example = readFileSync(new URL('example.ts', kit), 'utf8');
  expect(codeBlock('ts')).toBe(example);
  expect(example.trimEnd().split('\n').length).toBeLessThan(40);
});

test('it answers the request of the README as the README says', async () => {
  const { child } = forkExample({ PORT: '0' });
  const url = await listeningUrl(child);
  const [, body = ''] = codeBlock('sh').split("-d '");
  const { data, status } = await post(url, body.slice(0, body.lastIndexOf("'")));
  expect({ status, data }).toEqual({ status: 200, ...JSON.parse(codeBlock('json')) });
});
