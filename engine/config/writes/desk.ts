// What `/config` does in a chat: shows the configuration, or changes it in its file and lets the gateway take up what it
// can. One after the other, whichever account is written to.

import JSON5 from 'json5';
import { EngineError } from '../../errors.ts';
import { clean, cleanForeign } from '../../log-text.ts';
import type { Logger } from '../../ports/logger.ts';
import { systemCode } from '../../ports/system-failures.ts';
import { foreignWords } from '../../thrown.ts';
import type { Config } from '../config.ts';
import type { Places } from '../keys/subject.ts';
import type { LoadedConfig } from '../load.ts';
import { pathText } from '../problems.ts';
import type { ConfigInput } from '../schema.ts';
import { withoutValue, withValue } from './edit.ts';
import { createInForce, firstProblem, type InForce } from './in-force.ts';
import { type Path, valueAt } from './path.ts';
import { refusalOf } from './scope.ts';
import { shownText } from './shown.ts';
import { type Told, toldBy } from './told.ts';

/** Where a configuration is written. */
export interface ConfigText {
  /** All of it, as JSON5. Rejects where it cannot be read. */
  read(): Promise<string>;
  /** Puts another in its place, whole or not at all. Rejects where that cannot be done. */
  write(text: string): Promise<void>;
  /**
   * Calls `onChange` when it may have been written by somebody, until `signal` aborts; left out = nobody looks. It resolves
   * with whether the text could be read: if not, it is to be called again, though nobody writes.
   */
  watch?(onChange: () => Promise<boolean>, signal: AbortSignal): Promise<void>;
}

interface ConfigDeskOptions {
  /** What the gateway runs with, as it is written. */
  readonly input: ConfigInput;
  /** Null = it is written nowhere. */
  readonly text: ConfigText | null;
  readonly places: Places;
  readonly logger: Logger;
  /** From now on the gateway goes by it. */
  takeUp(config: Config): void;
}

interface Origin {
  readonly accountId: string;
  /** Whether others read the answer. */
  readonly isGroup: boolean;
  /** An earlier run was told and may have done it: what may have been undone since is not done again. */
  readonly isResumed: boolean;
}

export interface ConfigDesk {
  /** Does what the owner says behind `/config`, and resolves with what is to be answered. Never rejects. */
  tell(words: string, origin: Origin): Promise<string>;
  /** Goes by what somebody else has written, until `signal` aborts. */
  watch(signal: AbortSignal): Promise<void>;
}

/** More than a person types. */
const LENGTH_MAX = 8_192;
const PLACE_LOGGED_MAX = 200;

const USAGE = '⚠️ Usage: /config show [path], /config set path=value, /config unset path';
const DISABLED = '⚠️ /config is disabled. Set commands.config=true to enable.';
const NOT_HERE =
  '⚠️ /config show is answered in a direct chat alone: here everybody would read the configuration.';
const NO_FILE =
  '⚠️ This gateway has no configuration file to write to: the program that it runs in was given its configuration directly.';
const BROKEN_OFF =
  '⚠️ The gateway ended before this was done. Nothing was changed; say it once more if it is still wanted.';
const NEXT_START = ' It takes effect with the next start.';

export function createConfigDesk(options: ConfigDeskOptions): ConfigDesk {
  const { text: file, logger } = options;
  const inForce = createInForce(options);
  const { running } = inForce;
  let before: Promise<unknown> = Promise.resolve();

  /** What stands there holds, whoever has written it. */
  const read = async (text: ConfigText) => {
    const held = await text.read();
    inForce.takeIn(held);
    return held;
  };
  const change = async (
    told: Exclude<Told, { does: 'show' }>,
    text: ConfigText,
    before: string,
    { isResumed }: Origin,
  ) => {
    const { path } = told;
    const place = pathText(path);
    const standing = valueAt(valuesIn(before), path);
    const wanted = told.does === 'set' ? told.value : undefined;
    const isDone = JSON5.stringify(standing) === JSON5.stringify(wanted);
    if (isResumed && !isDone) return BROKEN_OFF;
    if (isDone && told.does === 'unset' && !isResumed) return notFound(place);
    const after =
      told.does === 'set'
        ? withValue(before, path, told.value)
        : isDone
          ? before
          : withoutValue(before, path);
    if (after === null) return `⚠️ ${place} cannot be changed in the file as it is written.`;
    const loaded = checked(after, inForce);
    if (typeof loaded === 'string') return `⚠️ Config invalid after ${told.does} (${loaded}).`;
    if (after !== before) await put(text, after, logger);
    const isLive = inForce.takeUp(loaded, path);
    logger.info(`imessage: configuration changed by /config: ${cleanForeign(place, PLACE_LOGGED_MAX)}`);
    const result = told.does === 'set' ? `=${shownText(told.value, path)}` : ' removed.';
    return `⚙️ Config updated: ${place}${result}${isLive ? '' : `${result.endsWith('.') ? '' : '.'}${NEXT_START}`}`;
  };
  const obey = async (words: string, origin: Origin): Promise<string> => {
    // Who may change it is what it says by now. Where it cannot be read, what needs it says so.
    const held = file && read(file);
    await held?.catch(() => {});
    if (running().commands?.config !== true) return DISABLED;
    const told = words.length > LENGTH_MAX ? null : toldBy(words);
    if (told === null) return USAGE;
    if (told.does === 'show' && origin.isGroup) return NOT_HERE;
    if (told.does === 'show') return show(told.path, held === null ? running() : valuesIn(await held));
    const refusal = refusalOf(running(), origin.accountId, told.path);
    if (refusal !== null) return refusal;
    return file === null || held === null ? NO_FILE : change(told, file, await held, origin);
  };
  const inTurn = <Value>(does: () => Promise<Value>): Promise<Value> => {
    const done = before.then(does);
    before = done.catch(() => {});
    return done;
  };
  const look = () =>
    inTurn(() => read(file!)).then(
      () => true,
      (error: unknown) => {
        inForce.unreadable(clean(systemCode(error) || 'no text', 40));
        return false;
      },
    );
  return {
    tell: (words, origin) =>
      inTurn(() => obey(words, origin)).catch((error: unknown) => failed(error, logger)),
    watch: async (signal) => file?.watch?.(look, signal),
  };
}

function show(path: Path, values: unknown): string {
  const value = valueAt(values, path);
  const place = path.length === 0 ? '' : ` ${pathText(path)}`;
  return value === undefined ? notFound(pathText(path)) : `⚙️ Config${place}:\n${shownText(value, path)}`;
}

const notFound = (place: string) => `⚙️ No config value found for ${place}.`;

const valuesIn = (text: string) => JSON5.parse(text) as unknown;

/** Or the first thing that is wrong, with its place. */
function checked(text: string, { load }: InForce): LoadedConfig | string {
  try {
    return load(text);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return firstProblem(error)
      .replace(/ \(line \d+, column \d+\)$/, '')
      .replace(/\.$/, '');
  }
}

/** Rejects only where the file is as it was. */
async function put(file: ConfigText, text: string, logger: Logger): Promise<void> {
  try {
    await file.write(text);
  } catch (error) {
    if ((await file.read().catch(() => null)) !== text) throw error;
    logger.warn('imessage: /config has changed the configuration file, and a power cut may still undo that');
  }
}

function failed(error: unknown, logger: Logger): string {
  if (error instanceof SyntaxError)
    return '⚠️ The configuration file cannot be read as JSON5. Nothing was changed.';
  const code = systemCode(error) || 'for a reason of its own';
  logger.warn(`imessage: /config could not read or write the configuration file (${clean(code, 40)})`);
  logger.debug('imessage: /config failed', { error: foreignWords(error) });
  return `⚠️ The configuration file could not be read or written (${clean(code, 40)}). Nothing was changed.`;
}
