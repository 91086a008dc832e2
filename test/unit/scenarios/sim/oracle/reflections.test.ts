// What comes back in the chat with oneself of what left there.

import { expect, it } from 'vitest';
import {
  createDoctoredRun,
  judgementIn,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

it('in the chat with oneself the preview of a link in an answer is nobody’s words, up to 15 s of its leaving', () => {
  const chatGuid = `any;-;${OWN_ADDRESS}`;
  const chat = { chatGuid, chatIdentifier: OWN_ADDRESS };
  const balloonId = 'com.apple.messages.URLBalloonProvider';
  const judgedPreview = (leftMs: number, row: object = {}) => {
    const run = createDoctoredRun();
    const text = 'https://www.example.com/A/';
    run.told(run.row({ sender: OWN_ADDRESS, text, inMs: MINUTE_MS, balloonId, ...chat, ...row }), 500);
    const atMs = START_MS + MINUTE_MS + leftMs;
    const departure = { atMs, guid: 'SENT', chatGuid, text: 'You said: http://example.com/a' };
    return judgementIn(run.history({ departures: [departure] }));
  };
  expect(judgedPreview(-14_500)).toBe('must not');
  expect(judgedPreview(-14_500, { text: '' })).toBe('must not');
  expect(judgedPreview(-14_501)).toBe('what is being answered may come back');
  expect(judgedPreview(-10 * MINUTE_MS)).toBe('must');
  expect(judgedPreview(-1_000, { text: 'https://example.com/b' })).toBe('must');
  // The owner says no more than the link.
  expect(judgedPreview(-1_000, { balloonId: null })).toBe('must');
});

it.each([
  ['You said: hello', 'You said: hello', 'must not'],
  ['You said: hello', '\u200FYou said: hello', 'must not'],
  // Of long words some of their length may be left in front.
  ['%You said: hello', 'You said: hello', 'what is being answered may come back'],
  ['Somebody else: You said: hello', 'You said: hello', 'must'],
  ['You said: hello!', 'You said: hello', 'must'],
  ['hello', '', 'must'],
])('in the chat with oneself %j a second after %j left: %s', (read, said, is) => {
  const chatGuid = `any;-;${OWN_ADDRESS}`;
  const run = createDoctoredRun();
  const chat = { chatGuid, chatIdentifier: OWN_ADDRESS };
  run.told(run.row({ sender: OWN_ADDRESS, text: read, inMs: MINUTE_MS, ...chat }), 500);
  const departure = { atMs: START_MS + MINUTE_MS - 1_000, guid: 'SENT', chatGuid, text: said };
  expect(judgementIn(run.history({ departures: [departure] }))).toBe(is);
});
