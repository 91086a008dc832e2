import { EngineError } from '../errors.ts';

/** For what the next run does where the store is closed before this one could. */
export function unlessClosed(error: unknown): void {
  if (!(error instanceof EngineError) || error.code !== 'store_closed') throw error;
}
