import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { DEFAULT_OWNER_HANDLE } from '../chat-db/schema/owner.ts';
import { ENVIRONMENT_NAMES, environmentFacts } from '../environments.ts';
import { createDeviceFolder } from '../process/files/folder.ts';
import type { MacOutput } from './output.ts';

/** The fake `imsg`, beside the sources or above `dist/`. */
function imsgProgram(): string {
  const beside = fileURLToPath(new URL('../imsg', import.meta.url));
  return existsSync(beside) ? beside : fileURLToPath(new URL('../../../fake-imsg/imsg', import.meta.url));
}

interface InitOptions {
  readonly env: string;
  readonly owner: string;
  readonly json?: true;
}

/** `fake-mac init DIR`: a new device, with an executable that any client takes as its `imsg`. */
export const initCommand = (output: MacOutput) =>
  new Command('init')
    .description('make a new Mac in DIR and print the path of its imsg')
    .argument('<DIR>', 'a folder that does not exist yet, or is empty')
    .option('--env <NAME>', `what this Mac permits: ${ENVIRONMENT_NAMES.join(', ')}`, 'basic')
    .option('--owner <HANDLE>', 'phone number or email address of the owner', DEFAULT_OWNER_HANDLE)
    .option('--json', 'print the paths as JSON')
    .action((dir: string, { env, owner, json }: InitOptions) => {
      const folder = createDeviceFolder(dir, {
        facts: environmentFacts(env),
        ownerHandle: owner,
        imsgProgram: imsgProgram(),
      });
      const { root, chatDbPath, imsgPath } = folder;
      output.out(json ? JSON.stringify({ dir: root, imsg: imsgPath, chatDb: chatDbPath }) : imsgPath);
    });
