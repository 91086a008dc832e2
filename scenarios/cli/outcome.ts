import { locatorOf } from '../../engine/config/locator.ts';
import { openSqliteReader } from '../../engine/store/sqlite/core.ts';
import { createSystemClock } from '../../fake-imsg/device/clock.ts';
import type { SentRecord } from '../../fake-imsg/device/device.ts';
import { createSystemIds } from '../../fake-imsg/device/ids.ts';
import { openFolderDevice } from '../../fake-imsg/process/files/folder-device.ts';
import { checkAll } from '../sim/checkers.ts';
import { type Journal, readJournal } from '../sim/inspect.ts';
import { type Line, repliesTo } from './conversation.ts';
import type { Mac } from './mac.ts';
import type { Written } from './story.ts';

interface Outcome {
  readonly journal: Journal;
  /** What went against the promises or the story, one line each; empty = all is well. */
  readonly problems: readonly string[];
}

/**
 * Reads what the gateway left in its store, and holds it against the Mac and the conversation. Only once no
 * gateway runs any more.
 */
export async function outcomeOf(storePath: string, mac: Mac, written: readonly Written[]): Promise<Outcome> {
  const core = openSqliteReader(storePath);
  const journal = readJournal(core, locatorOf({ dbPath: mac.chatDb }));
  core.close();
  if (!journal) throw new Error('The store holds no source: the gateway never read from this Mac.');
  const device = openFolderDevice(mac.dir, { clock: createSystemClock(), ids: createSystemIds() });
  const broken = checkAll({ journal, device, script: ({ text }) => repliesTo(text), firstBoundary: 0 });
  device.close();
  const replies = checkReplies(
    written.map(({ line }) => line),
    await mac.sent(),
  );
  return { journal, problems: [...broken, ...checkFates(written, journal.verdicts), ...replies] };
}

/** Every row of every line became what it was to become. */
export function checkFates(
  written: readonly Written[],
  verdicts: readonly Pick<Journal['verdicts'][number], 'eventId' | 'fate'>[],
): string[] {
  const fates = new Map(verdicts.map(({ eventId, fate }) => [eventId, fate]));
  return written.flatMap(({ line, guids }) => {
    const got = guids.map((guid) => fates.get(`guid:${guid}`) ?? 'pending').join(', ');
    const meant = line.fates.join(', ');
    return got === meant ? [] : [`"${line.text}" of ${line.from.name} should be ${meant} and is ${got}`];
  });
}

/** Everybody got exactly the replies meant for them, in order, and nobody else got any. */
export function checkReplies(
  lines: readonly Line[],
  sent: readonly Pick<SentRecord, 'chatGuid' | 'text'>[],
): string[] {
  const people = new Set(lines.map((line) => line.from));
  const problems = [...people].flatMap(({ name, handle }) => {
    const meant = lines.filter((line) => line.from.handle === handle).flatMap((line) => line.replies);
    const got = sent.filter((record) => record.chatGuid.endsWith(handle)).map((record) => record.text);
    const isRight = JSON.stringify(meant) === JSON.stringify(got);
    return isRight ? [] : [`${name} should have got ${listed(meant)} and got ${listed(got)}`];
  });
  const strays = sent.filter(
    ({ chatGuid }) => ![...people].some((person) => chatGuid.endsWith(person.handle)),
  );
  return [
    ...problems,
    ...strays.map(({ chatGuid, text }) => `${chatGuid} got "${text}" without having asked`),
  ];
}

function listed(texts: readonly string[]): string {
  return texts.length === 0 ? 'nothing' : texts.map((text) => `"${text}"`).join(', ');
}
