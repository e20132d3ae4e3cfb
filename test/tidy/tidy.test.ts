import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT, readImports, readTree } from './readTree.ts';

const tree = readTree();
const code = tree.filter(({ path }) => /^(gateway|subgraphs|schema|test)\/.*\.(tsx?|mjs)$/.test(path));

describe('layout', () => {
  test('the top level is as given', () => {
    const names = readdirSync(ROOT).filter((name) => !name.startsWith('.') && name !== 'node_modules');
    expect(names.sort()).toEqual(
      [
        'LICENSE',
        'README.md',
        'biome.json',
        'gateway',
        'package-lock.json',
        'package.json',
        'schema',
        'subgraphs',
        'test',
        'tsconfig.json',
        'vitest.config.ts',
      ].sort(),
    );
  });

  test('a file opens by saying what it is for', () => {
    const silent = code.filter(
      ({ path, text }) => !path.endsWith('.test.ts') && !/^(#!.*\n)?(\/\*\*|\/\/)/.test(text),
    );
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  test('no file is over 300 lines, unless its opening says why', () => {
    const long = code.filter(
      ({ text }) => text.split('\n').length > 301 && !/^\/\*\*[\s\S]*?\blines?\b[\s\S]*?\*\//.test(text),
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

/** Which folders of ours a folder may import; the first match counts, and every folder may import itself. */
const MAY_IMPORT: readonly (readonly [folder: string, allowed: readonly string[]])[] = [
  ['schema', []],
  ['gateway/base', []],
  ['gateway/agreements', ['gateway/base', 'schema']],
  ['gateway/request', ['gateway/base', 'gateway/agreements']],
  ['gateway/supergraph', ['gateway/base', 'schema']],
  ['gateway/dispatch', ['gateway/base', 'schema', 'gateway/agreements', 'gateway/request']],
  ['gateway/execution', ['gateway/base', 'gateway/request']],
  ['gateway/store', ['gateway/base']],
  ['gateway/parcel', ['gateway/base', 'schema', 'gateway/agreements', 'gateway/request', 'gateway/store']],
  ['gateway/identity', ['gateway/base']],
  ['gateway/control', ['gateway/base']],
  [
    'gateway/registry',
    [
      'gateway/base',
      'schema',
      'gateway/agreements',
      'gateway/request',
      'gateway/supergraph',
      'gateway/store',
      'gateway/identity',
      'gateway/control',
    ],
  ],
  // The page runs in a browser: all that it has of the hub is what the two say to each other.
  ['gateway/sandbox/page', ['gateway/sandbox/wire']],
  ['gateway/sandbox/wire', []],
  ['gateway/sandbox/server', ['gateway', 'schema']],
  ['gateway/server', ['gateway', 'schema']],
  ['gateway/deploy', []],
  ['gateway/cli', ['gateway', 'schema']],
  ['subgraphs/kit', ['schema']],
  ['subgraphs/seed', ['subgraphs', 'schema']],
  ['subgraphs/sf-express', ['subgraphs/kit', 'schema']],
  ['subgraphs/zto', ['subgraphs/kit', 'schema']],
  ['subgraphs/china-post', ['subgraphs/kit', 'schema']],
  ['subgraphs/hive-box', ['subgraphs/kit', 'schema']],
  ['subgraphs/inpost', ['subgraphs/kit', 'schema']],
  ['test', ['gateway', 'subgraphs', 'schema']],
];

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

describe('import direction', () => {
  test('every folder imports only what it may', () => {
    const wrong = code.flatMap((file) => {
      const [folder = '', allowed] = MAY_IMPORT.find(([name]) => isIn(file.path, name)) ?? [];
      if (allowed === undefined) return [`${file.path} is in a folder that has no rule`];
      return readImports(file)
        .filter((path) => /^(gateway|subgraphs|schema|test)\//.test(path))
        .filter((path) => ![folder, ...allowed].some((name) => isIn(path, name)))
        .map((path) => `${file.path} imports ${path}`);
    });
    expect(wrong).toEqual([]);
  });

  test('the reader of imports sees what is there', () => {
    const text =
      "import { a } from '../base/a.ts';\nimport './b.ts';\nexport * from 'x';\nawait import('./c.ts');";
    expect(readImports({ path: 'gateway/cli/z.ts', text })).toEqual([
      'gateway/base/a.ts',
      'x',
      'gateway/cli/b.ts',
      'gateway/cli/c.ts',
    ]);
  });

  test('the product never needs more than its own tree', () => {
    const outside = code.flatMap((file) =>
      readImports(file)
        .filter((path) => path.startsWith('..'))
        .map((path) => `${file.path} imports ${path}`),
    );
    expect(outside).toEqual([]);
  });
});

describe('the one door to operators', () => {
  const NETWORK = /^(node:)?(https?|http2|net|tls|dgram|undici|axios|node-fetch|got)(\/|$)/;
  const CALLS =
    /\bfetch\(|\bnew WebSocket\(|\bnew EventSource\(|RemoteGraphQLDataSource|IntrospectAndCompose|createRemoteJWKSet/;
  const gateway = code.filter(({ path }) => path.startsWith('gateway/'));

  const readers = (module: string) =>
    gateway.filter((file) => readImports(file).includes(`${module}.ts`)).map(({ path }) => path);

  // The others ask no operator, and name none: the `hub` command asks the hub that its user names, `readWhole` sends what
  // `operatorClient` hands it, the keys of the token issuer are at an address from the settings, an audit asks the one subgraph
  // that its user names, from the user's own machine: the hub loads nothing of it. The sandbox's page asks the hub that it came
  // from, the health check of an image the hub beside it. Three only judge addresses, with `net.BlockList`.
  test('only `operatorClient` can send a request to an operator', () => {
    const doors = gateway.filter((file) => {
      const withoutComments = file.text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      return readImports(file).some((name) => NETWORK.test(name)) || CALLS.test(withoutComments);
    });
    expect(readers('gateway/dispatch/readWhole')).toEqual(['gateway/dispatch/operatorClient.ts']);
    expect(
      gateway
        .filter((file) => readImports(file).some((path) => isIn(path, 'gateway/cli/audit')))
        .map(({ path }) => path)
        .filter((path) => !path.startsWith('gateway/cli/')),
    ).toEqual([]);
    expect(readers('gateway/cli/audit/sendRequest')).toEqual(['gateway/cli/audit/openTarget.ts']);
    expect(doors.map(({ path }) => path)).toEqual([
      'gateway/base/specialAddresses.ts',
      'gateway/base/subgraphAddresses.ts',
      'gateway/cli/audit/sendRequest.ts',
      'gateway/cli/hub/askHub.ts',
      'gateway/deploy/healthcheck.mjs',
      'gateway/dispatch/guardedLookup.ts',
      'gateway/dispatch/operatorClient.ts',
      'gateway/dispatch/readWhole.ts',
      'gateway/identity/fetchJwks.ts',
      'gateway/sandbox/page/state/askServer.ts',
    ]);
  });
});

describe('what is published', () => {
  test('the lock files carry no download addresses', () => {
    const locks = tree.filter(({ path }) => path.endsWith('package-lock.json'));
    expect(locks.map(({ path }) => path)).toContain('package-lock.json');
    expect(locks.filter(({ text }) => /"resolved": "https?:/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  test('versions are pinned', () => {
    for (const { text } of tree.filter(({ path }) => /(^|\/)package\.json$/.test(path))) {
      const { dependencies = {}, devDependencies = {} } = JSON.parse(text);
      for (const version of Object.values({ ...dependencies, ...devDependencies })) {
        expect(version).toMatch(/^\d+\.\d+\.\d+$/);
      }
    }
  });

  test('every dependency is used, and declared', () => {
    const { dependencies } = JSON.parse(tree.find(({ path }) => path === 'package.json')?.text ?? '{}');
    const used = new Set(
      code
        // What the sandbox's page imports is built into it, and needed no more when the hub runs.
        .filter(({ path }) => !path.startsWith('test/') && !path.startsWith('gateway/sandbox/page/'))
        .flatMap(readImports)
        // What runs the sources is imported by nobody: `node --import tsx`.
        .concat('tsx')
        .filter((name) => !name.startsWith('node:') && !/^(gateway|subgraphs|schema)\//.test(name))
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        ),
    );
    expect([...used].sort()).toEqual(Object.keys(dependencies).sort());
  });
});

describe('checks', () => {
  const run = (command: string, args: readonly string[]): string => {
    try {
      execFileSync(process.execPath, [`${ROOT}/node_modules/${command}`, ...args], {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: 'pipe',
      });
      return '';
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      return `${stdout}${stderr}`;
    }
  };
  test('types', { timeout: 180_000 }, () => {
    expect(run('typescript/bin/tsc', ['--project', '.'])).toBe('');
  });
  test("types of the sandbox's page", { timeout: 180_000 }, () => {
    expect(run('typescript/bin/tsc', ['--project', 'gateway/sandbox/page'])).toBe('');
  });
  test('lint and format', { timeout: 60_000 }, () => {
    expect(run('@biomejs/biome/bin/biome', ['ci', '--colors=off'])).toBe('');
  });
});
