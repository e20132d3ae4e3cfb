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

/** The requests that the README shows, each with the answer after it. */
function shownRequests(): readonly (readonly [body: string, answer: string])[] {
  return [...readme.matchAll(/\n```sh\n[^`]* -d '([^']+)'\n```\n\n```json\n([^`]+)```/g)].map(
    ([, body = '', answer = '']) => [body, answer] as const,
  );
}

test('it answers the requests of the README as the README says', async () => {
  const { child } = forkExample({ PORT: '0' });
  const url = await listeningUrl(child);
  expect(shownRequests()).toHaveLength(2);
  for (const [body, answer] of shownRequests()) {
    const { data, status } = await post(url, body);
    expect({ status, data }).toEqual({ status: 200, ...JSON.parse(answer) });
  }
});
