// The rules of the house that a machine can hold (see CONTRIBUTING.md): who may touch the world, and which words may
// not appear. A failure lists every file that breaks the rule.

import { describe, expect, test } from 'vitest';
import { PRODUCT, SOURCES } from '../support/repository/product.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

function importers(of: (name: string) => boolean, files = PRODUCT): string[] {
  return files.filter(({ imports }) => imports.some(of)).map(({ path }) => path);
}
const outside = (paths: string[], allowed: RegExp) => paths.filter((path) => !allowed.test(path));

describe('the world is touched only where it is meant to be', () => {
  const either = (...patterns: RegExp[]) => new RegExp(patterns.map((pattern) => pattern.source).join('|'));
  const EDGES = /^engine\/(ports|cli|gateway)\/|^fake-imsg\/process\//;

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
    const allowed = either(
      EDGES,
      /^engine\/(agents\/|imsg\/spawn\.ts$|index\.ts$|system-ports\.ts$)|^fake-imsg\/chat-db\//,
    );
    expect(
      outside(
        users.map(({ path }) => path),
        allowed,
      ),
    ).toEqual([]);
  });

  test('promises that nobody awaits end in engine/unawaited.ts', () => {
    // What is `void` besides is done at once.
    const dropped =
      /\bvoid (?!process\.)(?![\w.!()]+\.(?:push|add|set|delete|pause|end|close)\()[a-z][\w.]*\(/;
    const droppers = PRODUCT.filter(({ path, code }) => path.startsWith('engine/') && dropped.test(code));
    expect(droppers.map(({ path }) => path)).toEqual([]);
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
    // Made of weak references, which are followed only by full collections.
    ['AbortSignal.any', /\bAbortSignal\.any\(/],
    ['Math.random', /\bMath\.random\b/],
    ['WeakRef', /\b(WeakRef|FinalizationRegistry)\b/],
    // Dates in a language and a zone that are named are the same everywhere.
    ['the locale', /\btoLocale\w+|\blocaleCompare\b|\bIntl\b(?!\.DateTimeFormat\('en-US)/],
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

  test('has the linter refuse functions over 70 lines but for composition roots, and lets none off', () => {
    const { overrides } = JSON.parse(sourceFiles('biome.json')[0]!.text) as { overrides: unknown[] };
    const rule = { level: 'error', options: { maxLines: 70 } };
    const roots = ['!engine/engine.ts', '!engine/source/source.ts'];
    expect(overrides).toContainEqual({
      includes: ['engine/**', ...roots, 'fake-imsg/**', 'scenarios/**'],
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

  test('has no test that runs alone, or is skipped but by a `skip` that says why', () => {
    const marks = /\b(it|test|describe|bench)(\.\w+)*\.(skip|skipIf|runIf|only|todo)\b|\bx(it|describe)\(/;
    expect(SOURCES.filter(({ code }) => marks.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('expects a test to fail nowhere but among the known faults', () => {
    const fails = SOURCES.filter(({ code }) => /\b(it|test|describe|bench)(\.\w+)*\.fails\b/.test(code));
    const elsewhere = fails.map(({ path }) => path).filter((path) => !path.startsWith('test/known-faults/'));
    expect(elsewhere).toEqual([]);
  });

  test('has getters in classes only, where they have a type: one of a literal keeps all it reaches alive', () => {
    const made = SOURCES.filter(
      ({ path, code }) => !path.startsWith('test/') && /\bget \w+\(\) \{/.test(code),
    );
    expect(made.map(({ path }) => path)).toEqual([]);
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
