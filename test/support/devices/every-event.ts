import type { Device, WorldEvent } from '../../../fake-imsg/device/device.ts';
import { basic } from '../../../fake-imsg/environments.ts';
import { createDeviceFolder, type DeviceFolder } from '../../../fake-imsg/process/files/folder.ts';
import { openFolderDevice } from '../../../fake-imsg/process/files/folder-device.ts';
import { createManualClock } from '../clocks/manual-clock.ts';
import { countingIds } from './fake-mac.ts';

export const ALICE = '+15550001111';
export const BOB = '+15550001112';
export const CAROL = 'carol@example.com';
export const ME = '+15550000001';
export const START_MS = Date.UTC(2026, 0, 5, 9, 30);

const GROUP = { name: 'Lunch', with: [ALICE, BOB] };
const CREW = { name: 'Crew', with: [ALICE, BOB] };

const from = (kind: string, more: object = {}): WorldEvent => ({ kind, from: ALICE, ...more });

/** Something of every kind there is, by its event id, in the order in which it happens. */
export const EVERY_EVENT: Readonly<Record<string, WorldEvent>> = {
  // First, because it takes away whatever was there.
  another: { kind: 'replace-database', rowids: 'lower' },
  restored: { kind: 'restore-database' },
  people: { kind: 'contacts', people: [{ name: 'Alice Example', handles: [ALICE] }] },
  hello: from('text', { text: 'hello' }),
  long: from('text', { text: 'ü👋'.repeat(12_000) }),
  linked: from('text', { text: 'see https://example.com/in-text now' }),
  sms: { kind: 'text', from: '262966', text: 'code 1', service: 'SMS', sentMs: START_MS - 7_200_000 },
  rcs: { kind: 'text', from: '+15550001113', text: 'from Android', service: 'RCS' },
  business: { kind: 'text', from: 'urn:biz:0f8fad5b-d9cb-469f-a165-70867728950e', text: 'Your order' },
  unjoined: { kind: 'text', from: '+15550001114', text: 'nowhere', joinMs: 'never' },
  split: from('split', { text: 'Dump', link: 'https://example.com/a' }),
  link: from('link', { link: 'https://example.com/b', twin: 31_000 }),
  links: from('links', { text: 'Read', links: ['https://example.com/c', 'https://example.com/d'] }),
  photo: from('photo', { caption: 'look', mime: 'image/heic', live: true }),
  lost: from('photo', { fileMs: 'never' }),
  photos: from('photos', { count: 3, caption: 'the cabin' }),
  voice: from('voice-memo', { transcription: 'call me' }),
  file: from('file', { name: 'Invoice.pdf' }),
  flush: { kind: 'flush', messages: [{ from: BOB, text: 'late', agoMs: 3_600_000 }] },
  backfill: { kind: 'backfill', from: BOB, count: 2, oldestMs: START_MS - 2e11, newestMs: START_MS - 1e11 },
  raw: from('row', { text: 'as it stands', columns: { item_type: 0, date_read: 1 } }),
  odd: { kind: 'chat-row', guid: 'any;+;chat7', identifier: 'chat7', with: [ALICE] },
  mine: { kind: 'own-text', text: 'hi', to: ALICE },
  note: { kind: 'self-text', text: 'note', rows: 2 },
  flip: { kind: 'flip', text: 'flipped', to: ALICE },
  script: { kind: 'script-send', to: ALICE, service: 'iMessage', text: 'by script' },
  read: { kind: 'receipt', receipt: 'read', to: ALICE },
  elsewhere: { kind: 'read-elsewhere', from: ALICE },
  crew: { kind: 'group-create', chat: GROUP },
  pizza: from('text', { text: 'pizza?', chat: GROUP }),
  sticker: from('sticker'),
  'sticker on': from('sticker-on', { saying: 'hi', as: 'tapback' }),
  background: { kind: 'chat-background', chat: GROUP, by: ALICE },
  'name and photo': { kind: 'name-photo', to: ALICE },
  later: { kind: 'own-scheduled', text: 'later', to: ALICE, dueMs: 60_000 },
  never: { kind: 'own-scheduled', text: 'never', to: ALICE, dueMs: 60_000 },
  'not later': { kind: 'own-scheduled-cancel', saying: 'never', to: ALICE },
  yes: { kind: 'own-text', text: 'yes', chat: GROUP },
  join: { kind: 'group-join', chat: GROUP, who: CAROL, by: ALICE },
  out: { kind: 'group-remove', chat: GROUP, who: BOB },
  rename: { kind: 'group-rename', chat: GROUP, name: 'Dinner', by: ALICE },
  icon: { kind: 'group-icon', chat: { ...GROUP, name: 'Lunch' } },
  leave: { kind: 'group-leave', chat: GROUP, who: CAROL },
  deleted: from('text', { text: 'gone soon', chat: CREW }),
  delete: { kind: 'chat-delete', chat: CREW },
  typing: from('typing'),
  'own-typing': { kind: 'own-typing', to: ALICE },
  question: from('text', { text: 'a question' }),
  reply: from('reply', { text: 'an answer', saying: 'a question' }),
  effect: from('effect', { text: 'boom', effect: 'confetti' }),
  love: from('tapback', { reaction: 'love', saying: 'hi' }),
  party: from('tapback', { reaction: '🎉', saying: 'a question' }),
  unparty: from('tapback', { reaction: '🎉', remove: true, saying: 'a question' }),
  typo: from('text', { text: 'teh' }),
  edit: from('edit', { text: 'the', saying: 'teh' }),
  poll: from('poll', { question: 'Lunch?', options: ['Pizza', 'Sushi'] }),
  'poll-option': from('poll-option', { option: 'Ramen' }),
  vote: from('vote', { option: 'Sushi' }),
  asked: { kind: 'own-poll', question: 'Dinner?', options: ['Yes', 'No'], to: ALICE, here: 'helper' },
  voted: { kind: 'own-vote', poll: 'no such poll', choices: ['yes'], to: ALICE, here: 'helper' },
  regret: from('text', { text: 'regret' }),
  unsend: from('unsend', { saying: 'regret' }),
  trash: from('text', { text: 'trash' }),
  'message-delete': { kind: 'message-delete', saying: 'trash', to: ALICE },
  'notify-anyway': { kind: 'notify-anyway', saying: 'hi', to: ALICE },
  'read-here': { kind: 'read-here', from: ALICE },
  unread: { kind: 'mark-unread', from: ALICE },
  rich: { kind: 'bridge-send', chatGuid: `any;-;${ALICE}`, parts: [{ text: 'by bridge' }] },
  styled: {
    kind: 'bridge-send',
    chatGuid: `any;-;${ALICE}`,
    parts: [
      { text: 'bold', formatting: [{ start: 0, length: 4, styles: ['bold', 'italic'] }] },
      { text: 'too' },
    ],
    subject: 'a subject',
    effectId: 'com.apple.MobileSMS.expressivesend.loud',
  },
  shown: { kind: 'bridge-send', chatGuid: `any;-;${ALICE}`, link: 'https://example.com/by-bridge' },
  aliases: { kind: 'aliases-removed' },
  log: { kind: 'rotate-wal' },
  fault: { kind: 'fault', fault: 'deaf', forMs: 1 },
  permission: { kind: 'permission', automation: true },
  bridge: { kind: 'bridge', state: 'launched' },
  clock: { kind: 'clock-step', byMs: 0 },
  asleep: { kind: 'messages-app', is: 'asleep' },
  awake: { kind: 'messages-app', is: 'awake' },
  sleep: { kind: 'mac-sleep', forMs: 100 },
  dead: { kind: 'fault', fault: 'push-dead' },
  mended: { kind: 'push-mended' },
};

export interface LivedInMac extends DeviceFolder {
  readonly device: Device;
}

/** A Mac in the folder to which everything has happened, each event a while after the one before. */
export async function liveInMac(dir: string): Promise<LivedInMac> {
  const folder = createDeviceFolder(dir, { facts: basic, ownerHandle: ME, imsgProgram: '/imsg' });
  const clock = createManualClock(START_MS);
  const device = openFolderDevice(dir, { clock, ids: countingIds() });
  for (const [eventId, event] of Object.entries(EVERY_EVENT)) {
    device.schedule(event, { eventId });
    await clock.advance(5000);
    device.step();
  }
  await clock.advance(60_000);
  device.step();
  return { ...folder, device };
}
