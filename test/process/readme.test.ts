// The snippets of the pages, run as a reader would run them.

import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { shellWord, temporaryFolder } from '../support/processes/node-script.ts';
import { codeBlocks } from '../support/repository/markdown.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FAKE_MAC = join(ROOT, 'fake-imsg/fake-mac');
const textOf = (path: string) => sourceFiles(path)[0]!.text;

/** Writes a snippet into a folder, with the names it imports made absolute. */
function script(snippet: string, folder: string, page: string): string {
  const code = snippet.replace(/from '([^']+)'/g, (_, name: string) => {
    const file = name === 'imgate' ? join(ROOT, 'engine/index.ts') : join(ROOT, page, '..', name);
    return `from ${JSON.stringify(pathToFileURL(file).href)}`;
  });
  const path = join(folder, 'snippet.mts');
  writeFileSync(path, code);
  return path;
}

test('the program in README.md receives, answers and stops', async () => {
  const home = temporaryFolder();
  const mac = join(home, 'mac');
  await execa(FAKE_MAC, ['init', mac]);
  const [snippet] = codeBlocks(textOf('README.md'), 'ts');
  const path = script(
    snippet!.replace('~/Library/Messages/chat.db', join(mac, 'Library/Messages/chat.db')),
    home,
    'README.md',
  );
  const child = execa(process.execPath, [path], {
    env: { HOME: home, PATH: `${mac}${delimiter}${process.env.PATH}` },
    reject: false,
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line === 'reading') await execa(FAKE_MAC, ['text', mac, 'hello', '--from', '+15550001111']);
    // The receipt and the own row come by two ways: which is first depends.
    const isOver = (ending: RegExp) => lines.some((each) => ending.test(each));
    if (isOver(/^part sent /) && isOver(/own send$/)) child.kill('SIGINT');
  }
  expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
  expect(lines[0]).toBe('reading');
  expect(lines).toContain('row 1 pending: admitted');
  expect(lines.filter((line) => line.startsWith('part sent '))).toHaveLength(1);
  const { stdout } = await execa(FAKE_MAC, ['sent', mac, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ chatGuid: 'any;-;+15550001111', text: 'You said: hello' });
});

test.each(['README.md', 'fake-imsg/README.md'])('the commands for a fake Mac in %s work', async (page) => {
  const blocks = codeBlocks(textOf(page), 'sh').filter((block) => block.includes('fake-mac init'));
  expect(blocks).toHaveLength(1);
  const here = blocks[0]!.replaceAll('/tmp/mac', shellWord(join(temporaryFolder(), 'mac')));
  // A year of messages takes its time.
  const commands = here.replaceAll('--rows 100000', '--rows 1000');
  const { stdout, stderr } = await execa('sh', ['-e', '-c', commands], { cwd: ROOT });
  expect(stderr).toBe('');
  expect(stdout).toContain('+15550001111');
  expect(stdout).not.toContain('"error"');
});

test('the installation in scenarios/README.md answers', async () => {
  const [installation] = codeBlocks(textOf('scenarios/README.md'), 'ts');
  const { stdout } = await execa(process.execPath, [
    script(installation!, temporaryFolder(), 'scenarios/README.md'),
  ]);
  expect(stdout).toBe("[ 'You said: hello' ]");
});

test('the replay in scenarios/README.md dies at its point and prints its trace', async () => {
  const [, replay] = codeBlocks(textOf('scenarios/README.md'), 'ts');
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'replay'));
  const path = script(replay!, join(folder, 'replay'), 'scenarios/README.md');
  const { stdout } = await execa(process.execPath, [path]);
  const [violations, ...trace] = stdout.split('\n');
  expect(violations).toBe('[]');
  expect(trace.some((line) => line.includes(' gateway1 '))).toBe(true);
  expect(trace.some((line) => line.includes(' gateway2 '))).toBe(true);
});
