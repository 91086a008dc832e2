import type { OpenPolicy } from '../chat-db/read/access.ts';
import type { ByRelease } from './by-release.ts';

/** How the releases read chat.db (wire-3.2, wire-4.3). */
export const DATABASES: ByRelease<OpenPolicy> = {
  followsReplacement: [false, ['0.14.1', true]],
  remembersChats: [true, ['0.14.1', false]],
  unknownColumns: [
    [
      'message.reply_to_guid',
      'message.thread_originator_part',
      'message.balloon_bundle_id',
      'message.is_read',
      'message.date_read',
    ],
    [
      '0.7.0',
      ['message.reply_to_guid', 'message.thread_originator_part', 'message.is_read', 'message.date_read'],
    ],
    ['0.11.0', ['message.is_read', 'message.date_read']],
    ['0.13.4', []],
  ],
  tiedChats: ['by plan', ['0.13.4', 'newer first']],
  tapbackNumbers: ['span', ['current', 'meaningful']],
  tapbackThreads: [true, ['0.9.0', false]],
  asksByCaptions: [false, ['0.13.4', true]],
  bodies: ['guessed', ['0.7.0', 'longest'], ['0.8.1', 'measured'], ['0.15.2', 'declared']],
  guidCase: ['exact', ['0.14.1', 'any']],
};
