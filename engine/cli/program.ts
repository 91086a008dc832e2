import { Command, CommanderError } from 'commander';
import { parseChatId } from './chat-number.ts';
import { CONFIG_OPTION } from './config-option.ts';
import type { ConfirmChatOptions } from './confirm-chat.ts';
import type { GatewayOptions } from './gateway.ts';
import { listErrors } from './list-errors.ts';
import { addPairing } from './pairing-program.ts';
import { errorText } from './report-error.ts';
import { addOwnAccord, addVerifySend } from './send-program.ts';
import { parseSince } from './since.ts';
import type { StatusOptions } from './status.ts';
import type { Terminal } from './terminal.ts';
import { addTurns } from './turns-program.ts';
import type { WhatIfOptions } from './what-if.ts';
import type { WhyOptions } from './why.ts';

const EXIT_FAILED = 1;
const EXIT_USAGE = 64;

const FOOTER = `
Exit codes: 0 done, 1 failed, 64 wrong usage, 130 interrupted twice.

Examples:
  imgate config check imgate.json5
  imgate gateway --config imgate.json5 --verbose
  imgate status --config imgate.json5
  imgate why 1042 --config imgate.json5
  imgate what-if --config stricter.json5 --since 7d
  imgate channels confirm-chat 7 --config imgate.json5
  imgate channels verify-send +15555550123
  imgate pairing list imessage
  imgate pairing approve imessage ABCD2345 --notify
  imgate turns redo --reason agent_missing
  imgate send --to +15555550123 "Back at nine"
  imgate send --to chat_id:7 "The plan" --file plan.pdf --file map.png
  imgate action react --to chat_id:7 --input '{"messageId": "12", "emoji": "love"}'`;

/** Runs one command and returns its exit code. `version` is what `--version` prints. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
  version: string,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal, version, () => {
    exitCode = EXIT_FAILED;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander throws for help and version too, with code 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
    terminal.err(errorText(error));
    return EXIT_FAILED;
  }
}

function createProgram(terminal: Terminal, version: string, fail: () => void): Command {
  const program = new Command('imgate')
    .description('An iMessage gateway for AI agents.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .addHelpText('after', FOOTER);
  program
    .command('gateway')
    .description('receive, answer and send until SIGINT or SIGTERM; logs are JSON lines on stderr')
    .option('--config <file>', CONFIG_OPTION)
    .option('--verbose', 'log details as well')
    .option('--take-over', 'take the state from a gateway that runs with it, which then ends by itself')
    .action(async (options: GatewayOptions) => {
      // Each command loads what it needs: nobody waits for the configuration's schemas to read what an error means.
      const { gateway } = await import('./gateway.ts');
      await gateway(options, terminal);
    });
  program
    .command('status')
    .description('show how each part of the gateway that runs is')
    .option('--config <file>', CONFIG_OPTION)
    .option('--json', 'print what engine.status() gives')
    .option('--probe', 'ask imsg anew what it can do before')
    .action(async (options: StatusOptions) => {
      const { printStatus } = await import('./status.ts');
      if (!(await printStatus(options, terminal))) fail();
    });
  program
    .command('why')
    .argument('<row>', 'its GUID, or its number as the log has it')
    .description('show what became of a message and why, by the journal; also beside a gateway that runs')
    .option('--account <name>', 'whose decision it is, where the number is not of one row alone')
    .option('--config <file>', CONFIG_OPTION)
    .option('--json', 'print it as an object')
    .action(async (row: string, options: WhyOptions) => {
      const { printWhy } = await import('./why.ts');
      await printWhy(row, options, terminal);
    });
  program
    .command('what-if')
    .description('show which messages another configuration would have treated otherwise; nothing is changed')
    .option('--config <file>', `the other ${CONFIG_OPTION}`)
    .option('--since <time>', 'only what arrived since, as in 7d, 12h or 2026-03-01', parseSince)
    .option('--json', 'print it as an object')
    .action(async (options: WhatIfOptions) => {
      const { printWhatIf } = await import('./what-if.ts');
      await printWhatIf(options, terminal);
    });
  addChannels(program, terminal, fail);
  addPairing(program.command('pairing').description('look after who wants to write, and who may'), terminal);
  addTurns(program, terminal);
  addOwnAccord(program, terminal, fail);
  addExplanations(program, terminal, fail);
  hintAtHelp(program, program.name());
  return program;
}

/** Wrong usage is told with where the right one stands. */
function hintAtHelp(command: Command, called: string): void {
  command.showHelpAfterError(`See ${called} --help.`);
  for (const inner of command.commands) hintAtHelp(inner, `${called} ${inner.name()}`);
}

function addExplanations(program: Command, terminal: Terminal, fail: () => void): void {
  program
    .command('config')
    .description('look after the configuration')
    .command('check [file]')
    .description('say whether a gateway would start with it, and what is wrong if not')
    .option('--config <file>', 'the same as naming it')
    .action(async (file: string | undefined, { config }: { readonly config?: string }) => {
      const { checkConfigFile } = await import('./config-check.ts');
      checkConfigFile(file ?? config, terminal);
    });
  program
    .command('errors [code]')
    .description('explain the error codes, or one of them')
    .action((code: string | undefined) => {
      if (!listErrors(code, terminal)) fail();
    });
}

function addChannels(program: Command, terminal: Terminal, fail: () => void): void {
  const channels = program
    .command('channels')
    .description('look after the channels of the gateway that runs');
  addVerifySend(channels, terminal, fail);
  channels
    .command('confirm-chat')
    .argument('<number>', '7 or chat_id:7', parseChatId)
    .description('let a number of a chat in the lists stand for the chat that has it now')
    .option('--account <name>', 'whose lists they are, where several accounts receive messages')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (chatId: number, options: ConfirmChatOptions) => {
      const { confirmChat } = await import('./confirm-chat.ts');
      await confirmChat(chatId, options, terminal);
    });
}
