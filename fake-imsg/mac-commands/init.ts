import { Command } from 'commander';
import { buildNames, chooseBuild } from '../builds/versions.ts';
import { DEFAULT_OWNER_HANDLE } from '../chat-db/schema/owner.ts';
import { ENVIRONMENT_NAMES, ENVIRONMENTS, environmentFacts } from '../environments.ts';
import type { Macs } from './macs.ts';
import type { MacOutput } from './output.ts';

interface InitOptions {
  readonly env: string;
  readonly owner: string;
  readonly build?: string;
  readonly json?: true;
}

/** `fake-mac init DIR`: a new device, with an executable that any client takes as its `imsg`. */
export const initCommand = (output: MacOutput, macs: Macs) =>
  new Command('init')
    .description('make a new Mac in DIR and print the path of its imsg')
    .argument('<DIR>', 'a folder that does not exist yet, or is empty')
    .option('--env <NAME>', `what this Mac permits: ${ENVIRONMENT_NAMES.join(', ')}`, 'basic')
    .option('--owner <HANDLE>', 'phone number or email address of the owner', DEFAULT_OWNER_HANDLE)
    .option('--build <NAME>', `the release that its imsg is: ${buildNames().join(', ')}, or by number`)
    .option('--json', 'print the paths as JSON')
    .addHelpText('after', `\nWhat a Mac may permit:\n${environmentLines().join('\n')}`)
    .action((dir: string, { env, owner, build, json }: InitOptions) => {
      if (build !== undefined) chooseBuild(build, '--build');
      const folder = macs.create(dir, { facts: environmentFacts(env), ownerHandle: owner, build });
      const { root, chatDbPath, imsgPath } = folder;
      output.out(json ? JSON.stringify({ dir: root, imsg: imsgPath, chatDb: chatDbPath }) : imsgPath);
    });

function environmentLines(): string[] {
  const width = Math.max(...ENVIRONMENT_NAMES.map((name) => name.length)) + 2;
  return Object.entries(ENVIRONMENTS).map(([name, { about }]) => `  ${name.padEnd(width)}${about}`);
}
