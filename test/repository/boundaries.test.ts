// The rules of the house that a machine can hold (see CONTRIBUTING.md): who may import whom, who may touch
// the world, and which words may not appear. A failure lists every file that breaks the rule.

import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, sourceFiles, withoutComments } from '../support/repository/source-files.ts';

const isTypeScript = ({ path }: { path: string }) => path.endsWith('.ts');
const SOURCES = ['engine', 'fake-imsg', 'scenarios', 'bench', 'test']
  .flatMap((folder) => sourceFiles(folder))
  .filter(isTypeScript)
  .map(({ path, text }) => ({
    path,
    text,
    code: withoutComments(text),
    imports: resolvedImports(path, text),
  }));
const PRODUCT = SOURCES.filter(({ path }) => /^(engine|fake-imsg)\//.test(path));

/** Files of the repository by their path, packages and built-in modules by their name. */
function resolvedImports(path: string, text: string): string[] {
  return importsOf(text).map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}
function importers(of: (name: string) => boolean, files = PRODUCT): string[] {
  return files.filter(({ imports }) => imports.some(of)).map(({ path }) => path);
}
const outside = (paths: string[], allowed: RegExp) => paths.filter((path) => !allowed.test(path));

describe('imports', () => {
  test('are read in every form in which they are written', () => {
    const text = `import a from 'a';\nimport {\n  b,\n} from "b";\nimport type { C } from './c.ts';
      export * from './d.ts';\nimport 'e';\nawait import('./f.ts');\n// import 'no';\nconst g = "import 'no'";`;
    expect(importsOf(text)).toEqual(['a', 'b', './c.ts', './d.ts', 'e', './f.ts', 'no']);
  });

  test('never lead from the engine to the fake or back, nor from either to what tests them', () => {
    const strays = PRODUCT.flatMap(({ path, imports }) => {
      const own = path.startsWith('engine/') ? /^engine\// : /^fake-imsg\//;
      const files = imports.filter((name) => /^(engine|fake-imsg|scenarios|bench|test|\.\.)\b/.test(name));
      return files.filter((name) => !own.test(name)).map((name) => `${path} → ${name}`);
    });
    expect(strays).toEqual([]);
  });

  test('leave the oracle alone: it is written from the rules and knows neither half', () => {
    const oracle = SOURCES.filter(({ path }) => path.startsWith('scenarios/sim/oracle/'));
    expect(oracle).not.toEqual([]);
    const strays = oracle.flatMap(({ path, imports }) =>
      imports.filter((name) => !name.startsWith('scenarios/sim/oracle/')).map((name) => `${path} → ${name}`),
    );
    expect(strays).toEqual([]);
  });

  test('lead to files with their .ts ending', () => {
    const bare = SOURCES.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((name) => name.startsWith('.') && !name.endsWith('.ts'))
        .map((name) => `${path} → ${name}`),
    );
    expect(bare).toEqual([]);
  });

  // Lower layers know nothing of higher ones.
  const ENGINE_LAYERS = [
    /^engine\/(errors|fates|status|log-text)\.ts$/,
    /^engine\/ports\//,
    /^engine\/message\//,
    /^engine\/store\//,
    /^engine\/config\/keys\//,
    /^engine\/config\//,
    /^engine\/(access|session)\//,
    /^engine\/(imsg\/|events\.ts$)/,
    /^engine\/engine-ports\.ts$/,
    /^engine\/agents\//,
    /^engine\/echo\//,
    /^engine\/inbound\//,
    /^engine\/wire\//,
    /^engine\/turns\//,
    /^engine\/source\//,
    /^engine\/outbound\//,
    /^engine\/account\//,
    /^engine\/[a-z-]+\.ts$/,
    /^engine\/gateway\//,
    /^engine\/cli\//,
  ];
  // The Mac, then what imsg is, then who starts it; each layer is one folder, without those below it.
  const FAKE_LAYERS = [
    ...['schema', 'blobs', 'write', 'database', 'read', 'bulk'].map((folder) => `chat-db/${folder}`),
    'device',
    'environments.ts',
    ...['text', 'bytes', 'mac', 'sends'].map((folder) => `faults/${folder}`),
    'faults',
    ...['event', 'rows', 'changes', 'messages', 'groups', 'owner', 'machine', 'traffic'].map(
      (folder) => `world/${folder}`,
    ),
    'world',
    'mac',
    'program',
    'wire',
    ...['applescript', 'launcher', 'helper'].map((folder) => `messages-app/${folder}`),
    'watch',
    'sending',
    'methods',
    'server',
    'builds/parameters',
    'builds',
    'command-line',
    ...['chats', 'groups', 'messages', 'reading', 'sending', 'setup'].map(
      (folder) => `imsg-commands/${folder}`,
    ),
    'imsg-commands',
    'mac-commands',
    'process/files',
    'process',
  ].map((path) => new RegExp(`^fake-imsg/${path.endsWith('.ts') ? path : `${path}/[^/]+\\.ts`}$`));

  test.each([
    ['engine', ENGINE_LAYERS],
    ['fake-imsg', FAKE_LAYERS],
  ])('point down in %s', (half, layers) => {
    const layerOf = (path: string) => layers.findIndex((layer) => layer.test(path));
    const files = PRODUCT.filter(({ path }) => path.startsWith(`${half}/`));
    const upward = files.flatMap(({ path, imports }) =>
      imports.filter((name) => layerOf(name) > layerOf(path)).map((name) => `${path} → ${name}`),
    );
    expect(upward).toEqual([]);
    expect(files.map(({ path }) => path).filter((path) => layerOf(path) < 0)).toEqual([]);
  });

  test('form no cycles between the folders of the fake', () => {
    const graph = new Map<string, string[]>();
    for (const { path, imports } of PRODUCT.filter((file) => file.path.startsWith('fake-imsg/'))) {
      const folder = posix.dirname(path);
      const others = imports.filter((name) => name.startsWith('fake-imsg/')).map(posix.dirname);
      graph.set(folder, [...(graph.get(folder) ?? []), ...others.filter((name) => name !== folder)]);
    }
    expect([...graph.keys()].flatMap((folder) => cycleThrough(folder, graph) ?? [])).toEqual([]);
  });

  test('form no cycles', () => {
    const graph = new Map(SOURCES.map(({ path, imports }) => [path, imports]));
    expect([...graph.keys()].flatMap((path) => cycleThrough(path, graph) ?? [])).toEqual([]);
  });
});

/** The shortest way from a file back to itself, as text, or null. */
function cycleThrough(start: string, graph: ReadonlyMap<string, readonly string[]>): string | null {
  const seen = new Set<string>();
  let ways: string[][] = [[start]];
  while (ways.length > 0) {
    const next: string[][] = [];
    for (const way of ways) {
      for (const name of graph.get(way.at(-1)!) ?? []) {
        if (name === start) return [...way, start].join(' → ');
        if (!seen.has(name)) next.push([...way, name]);
        seen.add(name);
      }
    }
    ways = next;
  }
  return null;
}

describe('the world is touched only where it is meant to be', () => {
  const either = (...patterns: RegExp[]) => new RegExp(patterns.map((pattern) => pattern.source).join('|'));
  const EDGES = either(
    /^engine\/(ports|imsg|agents|cli|gateway)\/|^engine\/(inbound|outbound)\/media/,
    /^fake-imsg\/process\//,
  );

  test.each([
    ['files', /^(node:)?fs\b/, either(EDGES, /^engine\/store\/sqlite\/|^fake-imsg\/chat-db\//)],
    ['processes', /^(node:)?child_process$|^execa$/, EDGES],
    ['sockets', /^(node:)?(net|tls|dgram|https?|http2)$/, /^engine\/gateway\//],
    [
      'SQLite',
      /^(better-sqlite3|node:sqlite)$/,
      /^engine\/store\/sqlite\/|^engine\/ports\/[a-z-]*messages-db\.ts$|^fake-imsg\/(chat-db|mac)\//,
    ],
  ])('%s', (_, modules, allowed) => {
    const users = importers((name) => modules.test(name));
    expect(users).not.toEqual([]);
    expect(outside(users, allowed)).toEqual([]);
  });

  test('environment and process', () => {
    const users = PRODUCT.filter(
      ({ code, imports }) => /(?<![/\w])process\.\w/.test(code) || imports.includes('node:os'),
    );
    const allowed = either(EDGES, /^engine\/(?:index|system-ports)\.ts$|^fake-imsg\/chat-db\//);
    expect(
      outside(
        users.map(({ path }) => path),
        allowed,
      ),
    ).toEqual([]);
  });

  test('randomness', () => {
    const users = PRODUCT.filter(({ code }) => /\brandom\w*\(|\bgetRandomValues\b|\bgenerateKey/.test(code));
    expect(
      outside(
        users.map(({ path }) => path),
        /^engine\/ports\/ids\.ts$|^fake-imsg\/device\/ids\.ts$/,
      ),
    ).toEqual([]);
  });

  test('clocks and timers', () => {
    const reads =
      /\bDate\.now\b|\bnew Date\(\s*\)|(?<!new )\bDate\(\)|\bperformance\.|\bhrtime\b|\b(set|clear)(Timeout|Interval|Immediate)\b/;
    const users = PRODUCT.filter(({ code }) => reads.test(code)).map(({ path }) => path);
    expect(outside(users, /^engine\/ports\/clock\.ts$|^fake-imsg\/(device\/clock\.ts$|process\/)/)).toEqual(
      [],
    );
  });
});

describe('nothing that a simulation cannot repeat', () => {
  test.each([
    ['AbortSignal.timeout', /\bAbortSignal\.timeout\b/],
    ['Math.random', /\bMath\.random\b/],
    ['WeakRef', /\b(WeakRef|FinalizationRegistry)\b/],
    ['the locale', /\btoLocale\w+|\blocaleCompare\b|\bIntl\b/],
    [
      'the clock of a database',
      /\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\b(date)?time\('now'|\bstrftime\(|\bRANDOM\(\)/i,
    ],
    ['asynchronous crypto', /\b(subtle|randomFill|pbkdf2|scrypt|hkdf)\b/],
  ])('uses %s', (_, pattern) => {
    expect(PRODUCT.filter(({ code }) => pattern.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('is imported', () => {
    const banned = /^(node:)?(timers\/promises|fs\/promises|worker_threads|zlib|stream|stream\/.*|cluster)$/;
    expect(importers((name) => banned.test(name))).toEqual([]);
  });
});

describe('the house', () => {
  test('has only files under 300 lines', () => {
    const long = SOURCES.filter(({ text }) => text.split('\n').length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('has the linter refuse functions over 70 lines in the fake and the scenarios, and lets none off', () => {
    const { overrides } = JSON.parse(sourceFiles('biome.json')[0]!.text) as { overrides: unknown[] };
    const rule = { level: 'error', options: { maxLines: 70 } };
    expect(overrides).toContainEqual({
      includes: ['fake-imsg/**', 'scenarios/**'],
      linter: { rules: { complexity: { noExcessiveLinesPerFunction: rule } } },
    });
    const letOff = SOURCES.filter(({ text }) => /biome-ignore(-\w+)* lint\/complexity/.test(text));
    expect(letOff.map(({ path }) => path)).toEqual([]);
  });

  test('has no drawers for everything', () => {
    const names = /(^|\/)(utils?|helpers?|common|shared|misc)(\/|\.ts$)/;
    // What imsg has put into Messages.app is called its helper.
    const imsgsHelper = /fake-imsg\/messages-app\/helper\//;
    const drawers = SOURCES.filter(({ path }) => names.test(path) && !imsgsHelper.test(path));
    expect(drawers.map(({ path }) => path)).toEqual([]);
  });

  test('has no test that is skipped or runs alone', () => {
    const marks = /\b(it|test|describe|bench)(\.\w+)*\.(skip|only|todo)\b|\bx(it|describe)\(/;
    expect(SOURCES.filter(({ code }) => marks.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('expects a test to fail nowhere but among the known faults', () => {
    const fails = SOURCES.filter(({ code }) => /\b(it|test|describe|bench)(\.\w+)*\.fails\b/.test(code));
    const elsewhere = fails.map(({ path }) => path).filter((path) => !path.startsWith('test/known-faults/'));
    expect(elsewhere).toEqual([]);
  });

  test('makes no #! line of a path, which may hold a space', () => {
    expect(SOURCES.filter(({ text }) => text.includes('#!$' + '{')).map(({ path }) => path)).toEqual([]);
  });

  test('names no path of the machine it was written on', () => {
    const paths = new RegExp(
      ['work', 'root', 'home/[a-z]+/src'].map((name) => `["'\`\\s(=:]/${name}/`).join('|'),
    );
    const isText = ({ path }: { path: string }) => !/\.(db|png|jpe?g|heic|bin|gz)$/.test(path);
    expect(
      sourceFiles()
        .filter((file) => isText(file) && paths.test(file.text))
        .map(({ path }) => path),
    ).toEqual([]);
  });

  test('locks versions, not the registry they came from', () => {
    expect(sourceFiles('package-lock.json')[0]!.text).not.toMatch(/"resolved":\s*"https?:/);
  });
});
