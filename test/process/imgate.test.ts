// The program as people start it: the wrapper, the exit codes, the signals.

import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadedBy } from '../support/processes/loaded-modules.ts';
import { PROGRAMS } from '../support/processes/programs.ts';

const WRAPPER = fileURLToPath(new URL('../../engine/cli/imgate', import.meta.url));
const LAB_WRAPPER = fileURLToPath(new URL('../../scenarios/cli/imgate-lab', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imgate-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (file: string, args: string[], env: Record<string, string> = {}) =>
  execa(file, args, { cwd: folder, env, reject: false });

describe('the wrapper', () => {
  test('finds its folder through links, relative ones too', async () => {
    mkdirSync(join(folder, 'bin'));
    symlinkSync(WRAPPER, join(folder, 'bin/imgate-target'));
    symlinkSync('imgate-target', join(folder, 'bin/imgate'));
    expect(await run('bin/imgate', ['--version'])).toMatchObject({ exitCode: 0, stderr: '' });
  });

  test.each([
    ['engine', WRAPPER],
    ['scenarios', LAB_WRAPPER],
  ])(
    'of %s runs what was built where there is no source, and hands arguments through',
    async (part, wrapper) => {
      const root = join(folder, `package of ${part}`);
      for (const path of [`${part}/cli`, `dist/${part}/cli`])
        mkdirSync(join(root, path), { recursive: true });
      copyFileSync(wrapper, join(root, part, 'cli/wrapper'));
      writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
      writeFileSync(
        join(root, `dist/${part}/cli/main.js`),
        'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;',
      );
      const path = `${join(process.execPath, '..')}:${process.env.PATH}`;
      const result = await run(join(root, part, 'cli/wrapper'), ['a b', '*', ''], { PATH: path });
      expect(result).toMatchObject({ exitCode: 7, stdout: '["a b","*",""]' });
    },
  );

  test.each([
    ['engine', WRAPPER, 'imgate'],
    ['scenarios', LAB_WRAPPER, 'imgate-lab'],
  ])('of %s starts the bundle in a checkout alone', async (part, wrapper, name) => {
    const root = realpathSync(mkdtempSync(join(folder, 'bundled ')));
    const bundle = join(root, `dist/${part}/${name}-bundle`);
    for (const path of [`${part}/cli`, `dist/${part}/cli`, 'node_modules'])
      mkdirSync(join(root, path), { recursive: true });
    mkdirSync(bundle);
    copyFileSync(wrapper, join(root, part, 'cli/wrapper'));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
    const programs = { bundle: 'start.js', built: '../cli/main.js', source: `../../../${part}/cli/main.ts` };
    for (const [what, path] of Object.entries(programs))
      writeFileSync(join(bundle, path), `console.log('${what}', ...process.argv.slice(2));`);
    const path = `${join(process.execPath, '..')}:${process.env.PATH}`;
    const said = async () => (await run(join(root, part, 'cli/wrapper'), ['a b'], { PATH: path })).stdout;
    expect(await said()).toBe('bundle a b');
    rmSync(join(bundle, 'start.js'));
    expect(await said()).toBe('source a b');
    rmSync(join(root, part, 'cli/main.ts'));
    writeFileSync(join(bundle, 'start.js'), "console.log('bundle');");
    expect(await said()).toBe('built a b');
  });

  test('of scenarios lets Node keep what it compiles of the sources, where nothing else is said', async () => {
    const root = realpathSync(mkdtempSync(join(folder, 'sources ')));
    for (const path of ['scenarios/cli', 'node_modules']) mkdirSync(join(root, path), { recursive: true });
    copyFileSync(LAB_WRAPPER, join(root, 'scenarios/cli/imgate-lab'));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(root, 'node_modules/.package-lock.json'), '{}');
    const said = 'console.log(process.env.NODE_COMPILE_CACHE);';
    writeFileSync(join(root, 'scenarios/cli/main.ts'), said);
    const path = `${join(process.execPath, '..')}:${process.env.PATH}`;
    const cache = async (given: Record<string, string>) =>
      (
        await execa(join(root, 'scenarios/cli/imgate-lab'), {
          env: { PATH: path, ...given },
          extendEnv: false,
        })
      ).stdout;
    expect(await cache({})).toBe(join(root, 'node_modules/.cache/compiled'));
    expect(await cache({ NODE_COMPILE_CACHE: '/dev/null' })).toBe('/dev/null');
  });

  test('says in one line that the only Node there is too old', async () => {
    const root = join(folder, 'old');
    for (const path of ['engine/cli', 'bin']) mkdirSync(join(root, path), { recursive: true });
    copyFileSync(WRAPPER, join(root, 'engine/cli/imgate'));
    // An old Node as far as the wrapper can tell: its question about the version fails.
    writeFileSync(join(root, 'bin/node'), '#!/bin/sh\nexit 1\n');
    chmodSync(join(root, 'bin/node'), 0o755);
    const result = await run(join(root, 'engine/cli/imgate'), [], {
      PATH: `${join(root, 'bin')}:${process.env.PATH}`,
    });
    expect(result).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: 'imgate: needs Node 22.18 or newer on an LTS line (22, 24 or later); see https://nodejs.org',
    });
  });
});

test.each(['--version', '--help', 'errors rpc_busy'])(
  '`imgate %s` waits neither for schemas nor for numbering plans to load',
  async (line) => {
    const { stdout, loaded } = await loadedBy('engine/cli/main.ts', line.split(' '));
    expect(stdout).not.toBe('');
    const packages = loaded.flatMap((file) => /^node_modules\/([^/]+)/.exec(file)?.[1] ?? []);
    expect([...new Set(packages)]).toEqual(['commander']);
  },
);

test.each(Object.values(PROGRAMS.imgate))(
  'what Node compiles of %s is kept, and nobody whom a gateway starts is told so',
  async (program) => {
    const witness = `data:text/javascript,import { getCompileCacheDir } from 'node:module';
    process.on('exit', () => console.log(getCompileCacheDir(), process.env.NODE_COMPILE_CACHE))`;
    const main = fileURLToPath(new URL(`../../${program}`, import.meta.url));
    const env = { NODE_COMPILE_CACHE: undefined };
    const { stdout } = await execa(process.execPath, ['--import', witness, main, '--version'], { env });
    expect(stdout).toMatch(/node_modules\/\.cache\/compiled\/\S+ undefined$/);
  },
);

describe('imgate gateway', () => {
  const config = (text: string) => {
    const path = join(folder, 'imgate.json5');
    writeFileSync(path, text);
    return path;
  };

  test('exits 1 with every problem of its configuration', async () => {
    const result = await run(WRAPPER, ['gateway', '--config', config('{ chanels: {} }')]);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('chanels: unknown key. Did you mean channels?');
  });

  test('looks where IMGATE_CONFIG says for its configuration', async () => {
    const { exitCode, stderr } = await run(WRAPPER, ['gateway'], { IMGATE_CONFIG: '/no/such.json5' });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^imgate: config_unreadable: \/no\/such\.json5: ENOENT/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'logs JSON lines, and stops in good order on %s',
    async (signal) => {
      const path = config(`{
      stateDir: ${JSON.stringify(join(folder, `state-${signal}`))},
      channels: { imessage: { cliPath: ${JSON.stringify(join(folder, 'no-such-imsg'))} } },
      agents: { list: [{ id: 'main', type: 'echo' }] },
      startTimeoutMs: 100,
    }`);
      const child = execa(WRAPPER, ['gateway', '--config', path], {
        reject: false,
        forceKillAfterDelay: false,
      });
      const messages: string[] = [];
      for await (const line of createInterface({ input: child.stderr })) {
        const { msg } = JSON.parse(line) as { msg: string };
        messages.push(msg);
        if (msg === 'gateway: running') child.kill(signal);
      }
      expect(await child).toMatchObject({ exitCode: 0, stdout: '' });
      expect(messages.join('\n')).toContain('groupPolicy="allowlist"');
      expect(messages.find((message) => message.includes('not reading yet'))).toContain('imsg is ');
      expect(messages.at(-1)).toBe('gateway: stopped');
    },
  );
});
