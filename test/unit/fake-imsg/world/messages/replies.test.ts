import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { EFFECTS } from '../../../../../fake-imsg/world/messages/effect.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const THREAD = `SELECT guid, thread_originator_guid AS first, thread_originator_part AS part, is_from_me AS own
  FROM message ORDER BY ROWID`;

async function historyOf(mac: TestMac) {
  const imsg = startTestImsg(mac.device);
  imsg.ask(1, 'messages.history', { chat_id: 1 });
  await mac.clock.advance(0);
  return imsg.answer(1).result.messages;
}

describe('a reply', () => {
  it('names the first message of the thread and its range', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'Héllo 👋' }, { eventId: 'first' });
    await mac.pass(1000);
    mac.device.schedule(
      { kind: 'reply', to: ALICE, text: 'hi', message: messageGuid('first') },
      { eventId: 'a' },
    );
    await mac.pass(1000);
    mac.device.schedule(
      { kind: 'reply', from: ALICE, text: 'and?', message: messageGuid('a') },
      { eventId: 'b' },
    );
    await mac.pass(1000);
    const first = messageGuid('first');
    expect(mac.all(THREAD)).toEqual([
      { guid: first, first: null, part: null, own: 0 },
      { guid: messageGuid('a'), first, part: '0:0:8', own: 1 },
      { guid: messageGuid('b'), first, part: '0:0:8', own: 0 },
    ]);
    expect(await historyOf(mac)).toMatchObject([
      { text: 'and?', thread_originator_guid: first, reply_to_text: 'Héllo 👋', reply_to_sender: ALICE },
      { text: 'hi', thread_originator_guid: first, thread_originator_part: '0:0:8' },
      { text: 'Héllo 👋' },
    ]);
  });

  it('answers one part of several, the newest message where none is named, or nothing', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'reply', from: ALICE, text: 'to nobody' }, { eventId: 'alone' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'photo', from: ALICE, caption: 'look' }, { eventId: 'photo' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'reply', from: ALICE, text: 'there', part: 1 }, { eventId: 'there' });
    await mac.pass(1000);
    expect(mac.all(THREAD)).toMatchObject([
      { guid: messageGuid('alone'), first: null },
      { guid: messageGuid('photo'), first: null },
      { guid: messageGuid('there'), first: messageGuid('photo'), part: '1:1:4' },
    ]);
  });
});

describe('a reply by GUID', () => {
  it('is where the message is', async () => {
    const mac = createTestMac();
    const crew = { name: 'Crew', with: ['bob@example.com'] };
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'lunch?', chat: crew }, { eventId: 'lunch' });
    await mac.pass(1000);
    const message = messageGuid('lunch');
    mac.device.schedule({ kind: 'reply', from: 'bob@example.com', text: 'yes', message });
    mac.device.schedule({ kind: 'reply', text: 'me too', message });
    mac.device.schedule({ kind: 'reply', text: 'lost', message: 'NONE' });
    await mac.pass(5000);
    expect(mac.all('SELECT chat_id AS chat, COUNT(*) AS rows FROM chat_message_join GROUP BY 1')).toEqual([
      { chat: 1, rows: 3 },
    ]);
    expect(mac.all('SELECT 1 FROM message')).toHaveLength(3);
  });
});

describe('an effect', () => {
  it.each(Object.entries(EFFECTS))('%s is on the row, whose text is in the body only', async (effect, id) => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'effect', from: ALICE, text: 'boom', effect });
    await mac.pass(1000);
    expect(mac.all('SELECT text, expressive_send_style_id AS id FROM message')).toEqual([{ text: null, id }]);
    expect(await historyOf(mac)).toMatchObject([{ text: 'boom' }]);
  });

  it('is known by name only', () => {
    const { device } = createTestMac();
    const event = { kind: 'effect', from: ALICE, text: 'boom', effect: 'explosion' };
    expect(() => device.schedule(event)).toThrow('use one of impact, loud, gentle, invisibleink');
  });
});
