// What follows for an account where its configuration is changed while it runs.

import type { Config } from '../config/config.ts';
import type { Source } from '../source/source.ts';
import type { Turns } from '../turns/turns.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Line } from '../wire/wire.ts';
import type { Settings } from './settings.ts';

interface TakeUpOptions {
  readonly settings: Pick<Settings, 'change'>;
  readonly source: Pick<Source, 'members' | 'chats' | 'renew'>;
  readonly line: Pick<Line, 'scheduler'>;
  readonly turns: Pick<Turns, 'holdsChanged'>;
  readonly unawaited: Unawaited;
}

export function createTakeUp(options: TakeUpOptions): (config: Config) => void {
  const { settings, line, turns, unawaited } = options;
  const { members, chats, renew } = options.source;
  return (config) => {
    const wantedFiles = members.wantFiles();
    if (!settings.change(config)) return;
    // What waits by a bound that is another one now.
    line.scheduler.readinessChanged();
    turns.holdsChanged();
    // imsg tells of files where it was asked for them as the watch began.
    const wantsFiles = members.wantFiles();
    if (wantsFiles !== wantedFiles) renew(`files are handed on ${wantsFiles ? 'from now on' : 'no more'}`);
    unawaited(chats.list(members.lists()), 'taking up lists');
  };
}
