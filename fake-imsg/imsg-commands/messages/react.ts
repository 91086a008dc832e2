import { type Command, currentChatDb, livingMac } from '../../command-line/command.ts';
import { DB, option, STANDARD_OPTIONS } from '../../command-line/signature.ts';
import {
  chatNotFound,
  ImsgError,
  missingOption,
  unsupportedReaction,
} from '../../command-line/usage-error.ts';
import { pressTapback } from '../../messages-app/applescript/keyboard.ts';

interface Reaction {
  readonly type: string;
  readonly emoji: string;
  readonly words: readonly string[];
}

const REACTIONS: readonly Reaction[] = [
  { type: 'love', emoji: '❤️', words: ['love', 'heart', '❤️', '❤'] },
  { type: 'like', emoji: '👍', words: ['like', 'thumbsup', 'thumbs-up', '👍'] },
  { type: 'dislike', emoji: '👎', words: ['dislike', 'thumbsdown', 'thumbs-down', '👎'] },
  { type: 'laugh', emoji: '😂', words: ['laugh', 'haha', 'lol', '😂'] },
  { type: 'emphasis', emoji: '‼️', words: ['emphasis', 'emphasize', 'exclaim', 'exclamation', '‼️', '‼'] },
  { type: 'question', emoji: '❓', words: ['question', 'questionmark', 'question-mark', '❓'] },
];

/** `imsg react`: by keyboard, always on the newest message of the chat (wire-1.3). */
export const reactCommand: Command = {
  name: 'react',
  since: '0.5.0',
  about: 'Send a tapback reaction to the most recent message',
  discussion:
    'Messages.app is worked by keyboard, which takes the accessibility permission,\n' +
    'and only the newest message of the chat can be reached.',
  options: [
    DB,
    option('chat-id', 'chat rowid to react in'),
    option('reaction', 'reaction type: love, like, dislike, laugh, emphasis, question, or emoji', {
      spellings: ['--reaction', '-r'],
      until: '0.6.0',
    }),
    option('reaction', 'reaction type: love, like, dislike, laugh, emphasis, question', {
      spellings: ['--reaction', '-r'],
      since: '0.6.0',
    }),
    ...STANDARD_OPTIONS,
  ],
  examples: ['imsg react --chat-id 1 --reaction like', 'imsg react --chat-id 1 -r love'],
  async run(context) {
    const { build, options, print } = context;
    const chatId = options.integer('chat-id', { min: 1 });
    if (chatId === null) throw missingOption('chat-id');
    const asked = options.text('reaction');
    if (asked === null) throw missingOption('reaction');
    const { type, emoji } = readReaction(asked, build.commandLine.reactsWithAnyEmoji);
    const chat = currentChatDb(context).chats.byId(chatId);
    if (!chat) throw chatNotFound(chatId);
    await pressTapback(livingMac(context), chat, type === 'custom' ? emoji : type);
    const result = { success: true, chat_id: chatId, reaction_type: type, reaction_emoji: emoji };
    print(options.flag('json') ? JSON.stringify(result) : `Sent ${emoji} reaction to chat ${chatId}`);
  },
};

function readReaction(asked: string, anyEmoji: boolean): Reaction {
  const word = asked.trim().toLowerCase();
  const known = REACTIONS.find(({ words }) => words.includes(word));
  if (known) return known;
  if (/^\p{RGI_Emoji}$/v.test(word)) {
    if (anyEmoji) return { type: 'custom', emoji: word, words: [] };
    throw unsupportedReaction(
      `custom emoji tapback '${word}' cannot be sent by Messages.app AppleScript automation; ` +
        'use love, like, dislike, laugh, emphasis, or question.',
    );
  }
  const names = REACTIONS.map(({ type }) => type).join(', ');
  const text = `Invalid reaction: ${asked}\n\nValid reactions: ${names}`;
  throw new ImsgError(text, `invalidReaction(${JSON.stringify(asked)})`);
}
