import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';

const LINK = { kind: 'link', from: '+15550001111', link: 'https://example.com' };
const BACKFILL = { kind: 'backfill', from: '+15550001111', count: 2, oldestMs: 1, newestMs: 2 };
const good = { kind: 'text', from: '+15550001111', text: 'hi' };

describe('an event that cannot happen', () => {
  it.each([
    [{ kind: 'txet' }, '"txet" is not a kind of event; use one of text, split, link, links, photo,'],
    [{ kind: 'toString' }, '"toString" is not a kind of event'],
    [{ ...good, from: 42 }, 'text: the field "from" is 42; give a phone number or email address'],
    [{ kind: 'text', text: 'hi' }, 'text: the field "from" is missing'],
    [{ ...good, text: undefined }, 'text: the field "text" is missing; give the text as a string.'],
    [
      { ...good, texxt: 1 },
      'text: the field "texxt" is 1; remove it: the fields of text are text, from, chat,',
    ],
    [{ ...good, joinMs: -1 }, 'text: the field "joinMs" is -1; give milliseconds as a number from 0 on, a'],
    [{ ...good, joinMs: 4e12 }, 'text: the field "joinMs" is 4000000000000; give milliseconds as a number'],
    [{ ...good, sentMs: -1e308 }, 'text: the field "sentMs" is -1e+308; give Unix milliseconds as a number'],
    [{ ...good, sentMs: 1.1e13 }, 'text: the field "sentMs" is 11000000000000; give Unix milliseconds as a'],
    [{ kind: 'clock-step', byMs: 1e300 }, 'clock-step: the field "byMs" is 1e+300; give milliseconds as'],
    [{ kind: 'mac-sleep', forMs: 1e300 }, 'mac-sleep: the field "forMs" is 1e+300; give milliseconds'],
    [
      { kind: 'row', from: good.from, columns: { date: 2 ** 63 } },
      'row: the field "columns" is {"date":9223372036854776000}; give "date" a text, a number that 64 bits hold',
    ],
    [
      { kind: 'row', from: good.from, columns: { date: Number.POSITIVE_INFINITY } },
      'row: the field "columns" is {"date":null}; give "date" a text, a number that 64 bits hold',
    ],
    [{ ...good, sentMs: '3h' }, 'text: the field "sentMs" is "3h"; give Unix milliseconds as a number, of'],
    [{ ...good, service: 'Jabber' }, 'the field "service" is "Jabber"; use one of iMessage, SMS, RCS.'],
    [
      { ...good, chat: 'Lunch' },
      'the field "chat" is "Lunch"; give a chat guid, such as "any;-;+15550001111".',
    ],
    [{ ...good, chat: {} }, 'the field "chat" is {}; give the group a name, or say with whom it is.'],
    [{ ...good, chat: { nmae: 'x' } }, '"nmae" is no part of it: use name, with, identifier'],
    [{ ...good, chat: { with: 'bob' } }, 'its "with" must be a list of handles'],
    [
      { ...good, kind: 'split', link: 'a b' },
      'split: the field "link" is "a b"; give a URL and nothing else',
    ],
    [{ ...good, kind: 'split', link: 'www.example.com', gapMs: '1s' }, '"gapMs" is "1s"; give milliseconds'],
    [{ kind: 'link', from: good.from, link: 'example' }, 'link: the field "link" is "example"'],
    [{ ...LINK, marked: 'yes' }, 'link: the field "marked" is "yes"; use true or false.'],
    [{ ...LINK, twin: 'late' }, 'link: the field "twin" is "late"; give milliseconds'],
    [{ kind: 'photo', from: good.from, mime: 'image/bmp' }, '"mime" is "image/bmp"; use one of image/jpeg,'],
    [{ kind: 'photo', from: good.from, as: 'split' }, 'photo: the field "caption" is missing'],
    [
      { kind: 'flush', messages: [] },
      'flush: the field "messages" is []; give a list of { from, text, agoMs',
    ],
    [{ kind: 'flush', messages: [{ from: good.from, text: 'x' }] }, '"agoMs" is missing; say how long ago'],
    [{ ...BACKFILL, count: 0 }, 'backfill: the field "count" is 0; give a whole number from 1 to 20000.'],
    [{ ...BACKFILL, oldestMs: 3 }, 'backfill: the field "newestMs" is 2; give a time that is not before'],
    [
      { ...BACKFILL, newestMs: undefined },
      'backfill: the field "newestMs" is missing; give Unix milliseconds',
    ],
    [{ kind: 'replace-database' }, '"rowids" is missing; use one of lower, higher.'],
    [{ kind: 'rotate-wal', twice: true }, 'rotate-wal: the field "twice" is true; remove it'],
    [{ kind: 'fault', fault: 'fire' }, '"fault" is "fire"; use one of watch-error, deaf, full-pipe, exit'],
    [{ kind: 'own-text', text: 'hi' }, 'own-text: the field "chat" is missing; give a chat guid or a group'],
    [{ kind: 'script-send', text: 'hi' }, 'script-send: the field "to" is missing'],
    [{ kind: 'script-send', text: 'hi', chatGuid: 'x' }, 'script-send: the field "chatGuid" is "x"'],
  ])('%j is refused by name, value and remedy', (event, message) => {
    const mac = createTestMac();
    expect(() => mac.device.schedule(event)).toThrow(message);
    expect(mac.device.step()).toBeNull();
  });
});
