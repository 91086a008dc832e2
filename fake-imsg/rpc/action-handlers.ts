import type { Handler } from './method.ts';

/** Methods that act on a message (protocol section 5.3). */
export const ACTION_HANDLERS = {} as const satisfies Record<string, Handler>;
