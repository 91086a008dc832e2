import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../../engine/config/load.ts';
import { REPLIES } from '../../../../support/sending/replies.ts';

const AGENTS = { list: [{ id: 'main', type: 'echo' }] };

/** What the account `work` makes of replies. */
function repliesOf(channel: object, work: object = {}, messages: object = {}) {
  const imessage = { dmPolicy: 'disabled', groupPolicy: 'disabled', ...channel, accounts: { work } };
  const { config } = parseConfig({ agents: AGENTS, messages, channels: { imessage } }, { home: '/' });
  return config.accounts.find(({ accountId }) => accountId === 'work')!;
}

describe('how replies become messages', () => {
  test('has its defaults (CFG-21, CFG-22, CFG-31)', () => {
    expect(repliesOf({})).toMatchObject(REPLIES);
  });

  test('is what the channel says, and the account over it (CFG-21, CFG-31)', () => {
    const channel = {
      textChunkLimit: 100,
      markdown: { tables: 'off' },
      outbound: { bubbles: 'paragraph' },
      responsePrefix: '[a]',
    };
    expect(repliesOf(channel)).toMatchObject({
      textChunkLimit: 100,
      tables: 'off',
      bubbles: 'paragraph',
      responsePrefix: '[a]',
    });
    const own = { textChunkLimit: 200, markdown: { tables: 'bullets' }, responsePrefix: '' };
    expect(repliesOf(channel, own)).toMatchObject({
      textChunkLimit: 200,
      tables: 'bullets',
      responsePrefix: '',
    });
  });

  test('a prefix of all channels is that of those which have none', () => {
    expect(repliesOf({}, {}, { responsePrefix: '[all]' }).responsePrefix).toBe('[all]');
    expect(repliesOf({ responsePrefix: '[a]' }, {}, { responsePrefix: '[all]' }).responsePrefix).toBe('[a]');
  });

  test.each([
    [{ chunkMode: 'newline' }, {}, 'newline'],
    [{ chunkMode: 'newline', streaming: { chunkMode: 'length' } }, {}, 'length'],
    [{ streaming: { chunkMode: 'newline' } }, {}, 'newline'],
    // What is nearer wins, in whichever form.
    [{ streaming: { chunkMode: 'newline' } }, { chunkMode: 'length' }, 'length'],
    [{ streaming: { chunkMode: 'newline' } }, { streaming: { block: { enabled: false } } }, 'newline'],
    [{ chunkMode: 'newline' }, { streaming: { block: { enabled: false } } }, 'newline'],
  ])('cuts as %j says, and the account %j: %s (CFG-22, CFG-73)', (channel, own, mode) => {
    expect(repliesOf(channel, own).chunkMode).toBe(mode);
  });
});
