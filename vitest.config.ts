import { defineConfig } from 'vitest/config';

// The oracle's operators say what they like, for which they change graphql's own scalars.
const ALONE = ['test/oracle/**/*.test.ts'];

/** Whole programs as their users run them: browsers, the demo, several hubs. They take as long as everything else together. */
const END_TO_END = [
  'test/start/**/*.test.ts',
  'test/live/**/*.test.ts',
  'test/operatorNew/**/*.test.ts',
  'test/deploy/**/*.test.ts',
  'test/cli/serve{,Shared}.test.ts',
  'test/audit/operators.test.ts',
  'test/kit/process.test.ts',
  'test/operators/servers.test.ts',
  'test/seed/command.test.ts',
  'test/sandbox/{page,looks,agreementsPage,token}.test.ts',
];

export default defineConfig({
  // Node loads graphql's CommonJS build; the test runner must not bring in a second copy beside it.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // The end-to-end tests start six processes each; two cores carry no more than two files at a time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'oracle', include: ALONE, isolate: false } },
      { extends: true, test: { name: 'end-to-end', include: END_TO_END, isolate: false } },
      {
        extends: true,
        test: {
          name: 'hub',
          include: ['test/**/*.test.ts'],
          exclude: ['test/bench/node_modules/**', ...ALONE, ...END_TO_END],
          // Modules are loaded once: loading them for each file took a tenth of the time.
          isolate: false,
        },
      },
    ],
  },
});
