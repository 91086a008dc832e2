import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { temporaryFolder } from './node-script.ts';

const ROOT = new URL('../../..', import.meta.url);

/** Names every file that Node loads, on stderr. */
const WITNESS = `import { registerHooks } from 'node:module';
  registerHooks({ load(url, context, next) { process.stderr.write(url + '\\n'); return next(url, context); } });`;

/** What a program of the repository prints, and the files that Node loads for it, below the root. */
export async function loadedBy(main: string, argv: readonly string[], env: Record<string, string> = {}) {
  const witness = join(temporaryFolder(), 'witness.mjs');
  writeFileSync(witness, WITNESS);
  const { stdout, stderr } = await execa(process.execPath, [main, ...argv], {
    env: { ...env, NODE_OPTIONS: `--import=${pathToFileURL(witness)}` },
    cwd: fileURLToPath(ROOT),
    input: '',
    reject: false,
  });
  const loaded = stderr.split('\n').filter((url) => url.startsWith(ROOT.href));
  return { stdout, loaded: loaded.map((url) => url.slice(ROOT.href.length)) };
}
