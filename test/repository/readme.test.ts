// The pages name commands, files, keys and fates; what they name has to be there.

import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import JSON5 from 'json5';
import { describe, expect, test } from 'vitest';
import { accessWarnings } from '../../engine/access/warnings.ts';
import { parseConfig } from '../../engine/config/load.ts';
import { FATES } from '../../engine/fates.ts';
import { resolveBuild } from '../../fake-imsg/builds/builds.ts';
import { ENVIRONMENT_NAMES } from '../../fake-imsg/environments.ts';
import { MAGIC_HANDLES } from '../../fake-imsg/faults/magic-handles.ts';
import { FAULT_NAMES } from '../../fake-imsg/faults/registry.ts';
import { TRIGGER_KINDS } from '../../fake-imsg/faults/text/trigger.ts';
import { COMMANDS } from '../../fake-imsg/imsg-commands/commands.ts';
import { codeBlocks } from '../support/repository/markdown.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  'engine/README.md',
  'fake-imsg/README.md',
  'scenarios/README.md',
];
const textOf = (path: string) => sourceFiles(path)[0]!.text;
const commandsIn = (page: string) =>
  ['sh', 'console']
    .flatMap((language) => codeBlocks(page, language))
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/^\$ /, ''));
const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

describe.each(PAGES)('%s', (path) => {
  const page = textOf(path);

  test('names only npm scripts that exist', () => {
    const named = [...page.matchAll(/\bnpm (?:run ([a-z-]+)|(start|test)\b)/g)].map(
      (match) => match[1] ?? match[2]!,
    );
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test('starts only programs that are there and may be executed', () => {
    const programs = commandsIn(page).flatMap((line) => /^([\w.-]+\/[\w./-]+) /.exec(line)?.[1] ?? []);
    for (const program of programs) accessSync(join(ROOT, program), constants.X_OK);
  });

  test('links only to files that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map((match) => match[1]!);
    const local = links.filter((link) => !/^https?:/.test(link));
    expect(local.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });
});

describe('README.md', () => {
  const page = textOf('README.md');

  test('begins with the name and one sentence, then what to run', () => {
    expect(page).toMatch(/^# imgate\n\n[^#]{50,300}\n\n```console\n\$ npm ci && npm start\n/);
    expect(codeBlocks(page, 'console')[0]!.match(/^\$ /gm)!.length).toBeLessThanOrEqual(5);
  });

  test('shows a configuration with which a gateway starts without a warning', () => {
    const blocks = codeBlocks(page, 'json5');
    expect(blocks).toHaveLength(1);
    const { config, warnings } = parseConfig(JSON5.parse(blocks[0]!), { home: '/home/ada' });
    expect([...warnings, ...accessWarnings(config)]).toEqual([]);
    expect(config.accounts[0]).toMatchObject({ enabled: true, dmPolicy: 'allowlist' });
    expect(config.agents[0].type).toBe('command');
  });
});

describe('engine/README.md', () => {
  const page = textOf('engine/README.md');

  test('explains every fate', () => {
    const table = page.slice(page.indexOf('| Fate |'), page.indexOf('<!-- reasons:'));
    const rows = [...table.matchAll(/^\| (`.*?`) \|/gm)].map((match) => match[1]!);
    const named = rows.flatMap((row) => [...row.matchAll(/`(\w+)`/g)].map((match) => match[1]!));
    expect(named.toSorted()).toEqual(FATES.toSorted());
  });

  test('names only files that are there', () => {
    const named = [...page.matchAll(/`([a-z][\w./-]*(?:\.ts|\/))`/g)].map((match) => match[1]!);
    expect(named.length).toBeGreaterThan(25);
    const isThere = (name: string) => existsSync(join(ROOT, 'engine', name)) || existsSync(join(ROOT, name));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

test('CONTRIBUTING.md names only files and folders that are there', () => {
  const named = [...textOf('CONTRIBUTING.md').matchAll(/`((?:[\w.-]+\/)+[\w.-]*)`/g)].map(
    (match) => match[1]!,
  );
  expect(named.length).toBeGreaterThan(60);
  const folders = ['', 'engine', 'test', 'scenarios/vocabulary'];
  const isThere = (name: string) => folders.some((folder) => existsSync(join(ROOT, folder, name)));
  expect(named.filter((name) => !isThere(name))).toEqual([]);
});

describe('fake-imsg/README.md', () => {
  const page = textOf('fake-imsg/README.md');
  const namedIn = (row: string) => {
    const line = page.split('\n').find((each) => each.startsWith(`| ${row} |`))!;
    return [...line.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);
  };

  test('lists the methods and commands that the fake has', () => {
    expect(namedIn('rpc').toSorted()).toEqual(Object.keys(resolveBuild('current').methods).toSorted());
    expect(namedIn('commands')).toEqual(expect.arrayContaining(COMMANDS.map((command) => command.name)));
  });

  test('lists the environments there are', () => {
    expect(namedIn('`FAKE_IMSG_ENV`')).toEqual(expect.arrayContaining([...ENVIRONMENT_NAMES]));
  });

  test('lists the faults and triggers there are', () => {
    expect(FAULT_NAMES.filter((name) => !new RegExp(`^\\|.*\`${name}[\`=]`, 'm').test(page))).toEqual([]);
    for (const kind of TRIGGER_KINDS) expect(page).toContain(`\`${kind}:`);
  });

  test('lists the numbers that say what becomes of a message, each with its fault', () => {
    const lines = Object.entries(MAGIC_HANDLES).map(
      ([handle, { fault, value }]) =>
        `\\| \`\\${handle}\` \\|.*\\| \`${fault}${value ? `=${value}` : ''}\` \\|`,
    );
    expect(lines.filter((line) => !new RegExp(line).test(page))).toEqual([]);
  });

  test('shows a vitest file that is part of this suite', () => {
    expect(codeBlocks(page, 'ts')).toEqual([textOf('test/process/fake-in-vitest.test.ts').trimEnd()]);
  });
});
