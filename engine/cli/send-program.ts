import type { Command } from 'commander';
import { CONFIG_OPTION } from './config-option.ts';
import type { OwnAccordOptions, SendOptions } from './send.ts';
import type { Terminal } from './terminal.ts';

const TO = 'chat_id:7, chat_guid:…, chat_identifier:…, or a handle; default: defaultTo of the account';

/** Adds `imgate channels verify-send`. `fail` = it is not proven that it was sent. */
export function addVerifySend(channels: Command, terminal: Terminal, fail: () => void): void {
  channels
    .command('verify-send')
    .argument('<target>', TO.split(';', 1)[0])
    .description('send a test message by AppleScript: nothing else shows whether macOS allows that')
    .option('--account <name>', 'whose message it is, where there are several accounts')
    .option('--json', 'print what engine.send() gives')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (target: string, options: OwnAccordOptions) => {
      const { verifySend } = await import('./send.ts');
      if (!(await verifySend(target, options, terminal))) fail();
    });
}

/** Adds `imgate send` and `imgate action`. `fail` = not all of it is proven to have been done. */
export function addOwnAccord(program: Command, terminal: Terminal, fail: () => void): void {
  program
    .command('send')
    .argument('[text]', 'what is said')
    .description('have the gateway that runs send a message, and show what became of each part of it')
    .option('--file <path>', 'a file behind the text; once for each', listed)
    .option('--caption <text>', 'what is said with the first file')
    .option('--voice', 'the files are voice messages')
    .option('--to <target>', TO)
    .option('--account <name>', 'whose message it is, where there are several accounts')
    .option('--json', 'print what engine.send() gives')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (text: string | undefined, options: SendOptions) => {
      const { sendMessage } = await import('./send.ts');
      if (!(await sendMessage(text, options, terminal))) fail();
    });
  program
    .command('action')
    .argument('<name>', 'such as react, edit, unsend, renameGroup')
    .description('have the gateway that runs do something in a chat, and show what became of it')
    .option('--to <target>', TO)
    .option('--input <json>', 'what it is done with')
    .option('--account <name>', 'whose action it is, where there are several accounts')
    .option('--json', 'print what engine.act() gives')
    .option('--config <file>', CONFIG_OPTION)
    .action(async (name: string, options: OwnAccordOptions & { readonly input?: string }) => {
      const { doAction } = await import('./send.ts');
      if (!(await doAction(name, options, terminal))) fail();
    });
}

const listed = (path: string, before: readonly string[] = []): string[] => [...before, path];
