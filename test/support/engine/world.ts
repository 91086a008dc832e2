import type { Unawaited } from '../../../engine/unawaited.ts';

/** What fails without anybody waiting for it fails the test run. */
export const unawaited: Unawaited = (running) => void running;

/** For a listener that throws: it does so in the test. */
export const rethrown = (_name: string, thrown: unknown): never => {
  throw thrown;
};

interface Common {
  readonly unawaited: Unawaited;
  readonly ending: AbortSignal;
  readonly platform: string;
}

/** What the parts of an engine have in common while nobody stops it. */
export const common: Common = { unawaited, ending: new AbortController().signal, platform: 'darwin' };
