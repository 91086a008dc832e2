import type { Handler } from './method.ts';

/** Methods that act on a chat or a group (protocol section 5.3). */
export const GROUP_HANDLERS = {} as const satisfies Record<string, Handler>;
