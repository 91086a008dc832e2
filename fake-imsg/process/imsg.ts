import { requireNode } from './node-version.ts';

requireNode();

const argv = process.argv.slice(2);
const { versionAsked } = await import('./version.ts');
const version = quickVersion();
// Clients ask for the version at every start; the rest of the program is only loaded for more than that.
if (version === null) (await import('./run-imsg.ts')).runImsg(argv);
else {
  process.stdout.on('error', async () => (await import('./broken-pipe.ts')).dieOfBrokenPipe());
  process.stdout.write(`${version}\n`);
  const folder = process.env.FAKE_IMSG_DEVICE;
  if (folder) (await import('./record-version.ts')).recordVersion(folder, process, argv, version);
}

function quickVersion(): string | null {
  try {
    return versionAsked(argv, process.env);
  } catch {
    // An unknown build: the program itself says so, in its own way.
    return null;
  }
}
