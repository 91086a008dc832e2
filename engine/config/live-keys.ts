// The keys that a running gateway goes by as soon as they are written: who may speak, who may use commands, what agents may do
// and look up, and how answers are cut. All else was built upon as it began, and holds from the next start on.

type Place = readonly string[];

const place = (written: string): Place => written.split('.');

/** Of the file itself. */
export const LIVE_OF_FILE: readonly Place[] = ['accessGroups', 'commands'].map(place);

/** Of the channel and of each account. */
export const LIVE_OF_ACCOUNTS: readonly Place[] = [
  'dmPolicy',
  'allowFrom',
  'groupPolicy',
  'groupAllowFrom',
  'groups',
  'answerFiltered',
  'reactionNotifications',
  'configWrites',
  'actions',
  'tools',
  'textChunkLimit',
  'chunkMode',
  'markdown',
  'responsePrefix',
  // The rest of it paces what is on its way.
  'outbound.bubbles',
].map(place);

/** Whether a change of what stands there holds at once: all of it, some of it, or nothing before the next start. */
export function liveAt(path: Place): 'all' | 'some' | 'none' {
  const [section, channel, ...ofAccount] = path;
  const isOfChannel = section === 'channels' && channel === 'imessage';
  const places = isOfChannel ? LIVE_OF_ACCOUNTS : LIVE_OF_FILE;
  const inner = isOfChannel ? ofAccount : path;
  if (places.some((live) => live.every((name, index) => inner[index] === name))) return 'all';
  const holdsLive = places.some((live) => inner.every((name, index) => live[index] === name));
  return holdsLive || (section === 'channels' && path.length === 1) ? 'some' : 'none';
}
