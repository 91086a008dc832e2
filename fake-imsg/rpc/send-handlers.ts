import type { Handler } from './method.ts';

/** Methods that send (protocol sections 5.3 and 6). */
export const SEND_HANDLERS = {} as const satisfies Record<string, Handler>;
