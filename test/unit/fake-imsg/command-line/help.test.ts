import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const BRIDGE =
  'tapback edit unsend delete-message notify-anyways chat-create chat-name chat-photo chat-add-member ' +
  'chat-remove-member chat-leave chat-delete chat-mark search account whois nickname';
const COMMANDS: Readonly<Record<string, string>> = {
  '0.5.0': 'chats history watch send react typing rpc',
  '0.9.0':
    'chats group history watch send react read typing launch status rpc completions ' +
    `send-rich send-multipart send-attachment ${BRIDGE}`,
  '0.11.1':
    'chats group history watch send react read typing launch status rpc completions ' +
    `send-rich send-multipart send-attachment poll ${BRIDGE}`,
  current:
    'chats stats group history watch send react read typing launch status rpc completions scheduled ' +
    `chat-background send-rich send-multipart send-attachment send-sticker poll ${BRIDGE} name-photo`,
};
const ALL = COMMANDS.current!.split(' ');

function help(build: string, ...argv: string[]): string[] {
  const { lines, exitCode } = startTestImsg(createTestMac().device, {
    argv: [...argv, '--help'],
    env: { FAKE_IMSG_BUILD: build },
  });
  expect(exitCode()).toBe(0);
  return [...lines];
}

/** The options a help text shows, by their first long spelling. */
const shown = (lines: readonly string[]) =>
  lines.flatMap((line) => /^ {2}(?:-\w, )?(--[a-z-]+)[^\t]*\t/.exec(line)?.[1] ?? []);

describe('help of all (wire-1.1, wire-7)', () => {
  it.each(Object.entries(COMMANDS))(
    'in %s lists the commands of that release in its order',
    (build, names) => {
      const lines = help(build);
      const first = lines.indexOf('Commands:') + 1;
      const listed = lines.slice(first, lines.indexOf('', first)).map((line) => line.trim().split('\t')[0]);
      expect(listed.join(' ')).toBe(names);
      expect(lines.at(-1)).toBe("Run 'imsg <command> --help' for details.");
    },
  );

  it('comes where no command is named first, or there is none of that name', () => {
    expect(help('0.9.0', '-v', 'chats')[0]).toBe('imsg 0.9.0');
    expect(help('0.5.0', 'status')[0]).toBe('imsg 0.5.0');
    expect(help('current', 'chats')[0]).toBe('imsg chats');
  });
});

describe('help of a command', () => {
  it.each(ALL)('%s has a usage, and the options every command has', (name) => {
    const lines = help('current', name);
    expect(lines[0]).toBe(`imsg ${name}`);
    expect(lines.find((line) => line.startsWith(`  imsg ${name}`))).toBeDefined();
    if (name !== 'completions') {
      expect(shown(lines)).toEqual(expect.arrayContaining(['--log-level', '--verbose', '--json']));
    }
  });

  it('lists options with a value before flags', () => {
    expect(help('current', 'chats').slice(6, 13)).toEqual([
      'Options:',
      '  --db <value>\tPath to chat.db (defaults to ~/Library/Messages/chat.db)',
      '  --limit <value>\tNumber of chats to list',
      '  --log-level, --logLevel <value>\tSet log level (trace|verbose|debug|info|warning|error|critical)',
      '  --unread-only\tReturn only chats with unread inbound messages',
      '  -v, --verbose\tEnable verbose logging',
      '  --json, -j, --json-output, --jsonOutput\tEmit machine-readable JSON output',
    ]);
  });

  // Clients read these to find out what they may ask for.
  it.each([
    [
      '0.7.0',
      'send-rich',
      '--chat --text --effect --subject --reply-to --part --format --format-file --no-dd-scan',
    ],
    ['0.9.0', 'send-rich', '--file'],
    ['0.13.4', 'send-rich', '--url --file --format'],
    ['0.9.0', 'send-attachment', '--reply-to --transport --audio'],
    ['0.11.0', 'send', '--no-sms-fallback'],
    ['0.11.0', 'nickname', '--local'],
    ['0.9.0', 'watch', '--reactions --bb-events --convert-attachments --since-rowid --debounce'],
  ])('in %s, %s offers %s', (build, command, options) => {
    expect(shown(help(build, ...command.split(' ')))).toEqual(expect.arrayContaining(options.split(' ')));
  });

  it.each([
    ['0.7.3', 'send-attachment', '--transport'],
    ['0.8.1', 'send-rich', '--file'],
    ['0.11.1', 'send-rich', '--url'],
    ['0.8.1', 'send-attachment', '--reply-to'],
    ['0.9.0', 'send', '--no-sms-fallback'],
    ['0.9.0', 'account', '--local'],
    ['0.11.1', 'chats', '--unread-only'],
    ['0.5.0', 'watch', '--bb-events'],
  ])('in %s, %s does not yet offer %s', (build, command, option) => {
    expect(shown(help(build, command))).not.toContain(option);
  });

  it('shows arguments', () => {
    expect(help('0.9.0', 'completions')).toContain('  imsg completions [shell]');
  });
});
