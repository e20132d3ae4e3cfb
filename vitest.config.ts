import { defineConfig } from 'vitest/config';

// The oracle's operators say what they like, for which they change graphql's own scalars.
const ALONE = ['test/oracle/**/*.test.ts'];

export default defineConfig({
  // Node loads graphql's CommonJS build; the test runner must not bring in a second copy beside it.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    // The end-to-end tests start six processes each; two cores carry no more than two files at a time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'oracle', include: ALONE } },
      {
        extends: true,
        test: {
          name: 'hub',
          include: ['test/**/*.test.ts'],
          exclude: ['test/bench/node_modules/**', ...ALONE],
          // Modules are loaded once: loading them for each file took a tenth of the time.
          isolate: false,
        },
      },
    ],
  },
});
