import { type Command, InvalidArgumentError } from 'commander';
import { CONFIG_OPTION } from './config-option.ts';
import type { PairingOptions } from './pairing.ts';
import type { Terminal } from './terminal.ts';

const CHANNEL = 'imessage';
const ACCOUNT_OPTION = 'whose requests they are, where several accounts receive messages';

/** What is left out may be left out of both: there is one channel. */
function parseChannel(text: string): string {
  if (text === CHANNEL) return text;
  throw new InvalidArgumentError(`There is one channel, ${CHANNEL}.`);
}

/** The code of `approve imessage CODE` and of `approve CODE`. */
function codeOf(command: Command, first: string, second: string | undefined): string {
  if (second === undefined) return first;
  if (first !== CHANNEL) command.error(`error: there is one channel, ${CHANNEL}`, { exitCode: 1 });
  return second;
}

function withOptions(command: Command): Command {
  return command
    .option('--channel <name>', `the same as naming it: ${CHANNEL}`, parseChannel)
    .option('--account <name>', ACCOUNT_OPTION)
    .option('--config <file>', CONFIG_OPTION);
}

/** Adds the commands of `imgate pairing`. */
export function addPairing(pairing: Command, terminal: Terminal): void {
  withOptions(
    pairing
      .command('list')
      .argument('[channel]', CHANNEL, parseChannel)
      .description('show who waits to be approved, the oldest first')
      .option('--json', 'print what engine.pairing.list() gives'),
  ).action(async (_channel: string | undefined, options: PairingOptions & { json?: true }) => {
    const { listPairing } = await import('./pairing.ts');
    await listPairing(options, terminal);
  });
  const approve = withOptions(
    pairing
      .command('approve')
      .argument('<channel-or-code>', `${CHANNEL}, or the code alone`)
      .argument('[code]', 'as the person was sent it, in any case')
      .description('let whoever was sent the code write in direct messages')
      .option('--notify', 'tell the person so'),
  );
  approve.action(
    async (first: string, second: string | undefined, options: PairingOptions & { notify?: true }) => {
      const { approvePairing } = await import('./pairing.ts');
      await approvePairing(codeOf(approve, first, second), options, terminal);
    },
  );
  const deny = withOptions(
    pairing
      .command('deny')
      .argument('<channel-or-code>', `${CHANNEL}, or the code alone`)
      .argument('[code]', 'as the person was sent it, in any case')
      .description('send whoever was sent the code no other for as long as it would have held'),
  );
  deny.action(async (first: string, second: string | undefined, options: PairingOptions) => {
    const { denyPairing } = await import('./pairing.ts');
    await denyPairing(codeOf(deny, first, second), options, terminal);
  });
  pairing
    .command('import')
    .argument('<dir>', 'the state folder of the other product, or its credentials folder')
    .description('take over who was approved elsewhere, and who waits there')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (dir: string, options: Pick<PairingOptions, 'config'>) => {
      const { importPairing } = await import('./pairing.ts');
      await importPairing(dir, options, terminal);
    });
}
