// Who may import whom. A failure lists every import that goes the wrong way.

import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRODUCT, SOURCES } from '../support/repository/product.ts';
import { importsOf } from '../support/repository/source-files.ts';

/**
 * Lower layers know nothing of higher ones. A folder is named without those below it, so that a new one needs a place.
 */
const LAYERS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  engine: [
    [
      'errors.ts',
      'operator-errors.ts',
      'saying-errors.ts',
      'fates.ts',
      'access-reasons.ts',
      'approval-reasons.ts',
      'turn-reasons.ts',
      'reason-row.ts',
      'status.ts',
      'log-text.ts',
    ],
    ['thrown.ts'],
    ['ports'],
    ['unawaited.ts', 'while-running.ts'],
    ['message', 'message/identity'],
    ['store/commands'],
    ['store', 'store/memory', 'store/sqlite'],
    ['config/agents', 'config/keys'],
    ['config'],
    ['config/writes'],
    ['given.ts'],
    ['access'],
    ['session'],
    ['events.ts'],
    ['host-failures.ts'],
    ['imsg'],
    ['engine-ports.ts'],
    ['agents'],
    ['echo'],
    ['approvals/rules'],
    ['inbound', 'inbound/stages'],
    ['wire'],
    ['turns'],
    ['turns/wait'],
    ['media'],
    ['pairing'],
    ['source'],
    ['outbound/plan'],
    ['actions'],
    ['tools'],
    ['outbound/kinds'],
    ['outbound'],
    ['approvals'],
    ['account'],
    ['why'],
    ['embedding.ts'],
    ['engine.ts'],
    ['system-ports.ts'],
    ['index.ts'],
    ['gateway'],
    ['cli'],
  ],
  // The Mac, then what imsg is, then who starts it.
  'fake-imsg': [
    ...['schema', 'blobs', 'write', 'database', 'read', 'bulk'].map((folder) => [`chat-db/${folder}`]),
    ['device'],
    ['environments.ts'],
    ...['text', 'bytes', 'mac', 'sends'].map((folder) => [`faults/${folder}`]),
    ['faults'],
    ...['event', 'files', 'rows', 'changes', 'messages', 'groups', 'owner', 'machine', 'traffic'].map(
      (folder) => [`world/${folder}`],
    ),
    ...['world', 'mac', 'program', 'wire'].map((folder) => [folder]),
    ...['applescript', 'launcher', 'helper'].map((folder) => [`messages-app/${folder}`]),
    ...['watch', 'sending', 'methods', 'server', 'builds/parameters', 'builds', 'command-line'].map(
      (folder) => [folder],
    ),
    ...['chats', 'groups', 'messages', 'reading', 'sending', 'setup'].map((folder) => [
      `imsg-commands/${folder}`,
    ]),
    ...['imsg-commands', 'mac-commands', 'process/files', 'process'].map((folder) => [folder]),
  ],
};

const placeOf = (half: string, path: string) => {
  const name = path.slice(half.length + 1);
  const folder = posix.dirname(name);
  return folder === '.' ? name : folder;
};

describe.each(Object.entries(LAYERS))('the layers of %s', (half, layers) => {
  const files = PRODUCT.filter(({ path }) => path.startsWith(`${half}/`));
  const layerOf = (path: string) => layers.findIndex((layer) => layer.includes(placeOf(half, path)));

  test('have a place for every file, and each place is taken', () => {
    const taken = new Set(files.map(({ path }) => placeOf(half, path)));
    expect([...taken].toSorted()).toEqual(layers.flat().toSorted());
  });

  test('are imported from above alone', () => {
    const upward = files.flatMap(({ path, imports }) =>
      imports
        .filter((name) => name.startsWith(`${half}/`) && layerOf(name) > layerOf(path))
        .map((name) => `${path} → ${name}`),
    );
    expect(upward).toEqual([]);
  });
});

describe('in the engine', () => {
  const strays = (of: RegExp, to: RegExp) =>
    PRODUCT.filter(({ path }) => of.test(path)).flatMap(({ path, imports }) =>
      imports.filter((name) => to.test(name)).map((name) => `${path} → ${name}`),
    );

  test('what a row says knows nobody, and what is asked of the world knows errors and clean text alone', () => {
    expect(strays(/^engine\/message\//, /^engine\/(?!message\/)/)).toEqual([]);
    expect(strays(/^engine\/ports\//, /^engine\/(?!ports\/|errors\.ts$|log-text\.ts$)/)).toEqual([]);
  });

  test('receiving and sending meet only where a source is put together', () => {
    const receiving = /^engine\/(source|inbound)\//;
    const sending = /^engine\/(outbound|wire)\//;
    expect(strays(sending, receiving)).toEqual([]);
    expect(strays(receiving, sending)).toEqual(['engine/source/source.ts → engine/wire/wire.ts']);
  });

  test('imsg knows no source, and nobody the programs', () => {
    expect(strays(/^engine\/imsg\//, /^engine\/(source|wire|inbound|outbound|turns|account)\//)).toEqual([]);
    expect(strays(/^engine\/(?!cli\/)/, /^engine\/cli\//)).toEqual([]);
  });
});

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
