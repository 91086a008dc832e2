import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/fake-mac.ts';

const good = { kind: 'text', from: '+15550001111', text: 'hi' };

describe('an event that cannot happen', () => {
  it.each([
    [{ kind: 'txet' }, '"txet" is not a kind of event; use one of text, own-text, script-send.'],
    [{ kind: 'toString' }, '"toString" is not a kind of event'],
    [{ ...good, from: 42 }, 'text: the field "from" is 42; give a phone number or email address'],
    [{ kind: 'text', text: 'hi' }, 'text: the field "from" is missing'],
    [{ ...good, text: undefined }, 'text: the field "text" is missing; give the text as a string.'],
    [{ ...good, texxt: 1 }, 'text: the field "texxt" is 1; remove it: the fields of text are from, text'],
    [{ ...good, sentMs: '3h' }, 'text: the field "sentMs" is "3h"; give Unix milliseconds as a number.'],
    [{ ...good, service: 'Jabber' }, 'the field "service" is "Jabber"; use one of iMessage, SMS, RCS.'],
    [
      { ...good, chat: 'Lunch' },
      'the field "chat" is "Lunch"; give a chat guid, such as "any;-;+15550001111".',
    ],
    [{ ...good, chat: {} }, 'the field "chat" is {}; give the group a name, or say with whom it is.'],
    [{ ...good, chat: { nmae: 'x' } }, '"nmae" is no part of it: use name, with, identifier'],
    [{ ...good, chat: { with: 'bob' } }, 'its "with" must be a list of handles'],
    [{ kind: 'own-text', text: 'hi' }, 'own-text: the field "chat" is missing; give a chat guid or a group'],
    [{ kind: 'script-send', text: 'hi' }, 'script-send: the field "to" is missing'],
    [{ kind: 'script-send', text: 'hi', chatGuid: 'x' }, 'script-send: the field "chatGuid" is "x"'],
  ])('%j is refused by name, value and remedy', (event, message) => {
    const mac = createTestMac();
    expect(() => mac.device.schedule(event)).toThrow(message);
    expect(mac.device.step()).toBeNull();
  });
});
