import { parseConfig } from '../../../engine/config/load.ts';
import { EngineError } from '../../../engine/errors.ts';

export const HOME = '/home/ada';

/** What is wrong with a configuration, a line each; none where it loads. */
export function problemsOf(value: unknown): string[] {
  try {
    parseConfig(value, { home: HOME });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'config_invalid') return error.message.split('\n');
    throw error;
  }
  return [];
}
