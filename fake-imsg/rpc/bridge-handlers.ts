import type { Handler } from './method.ts';

/** Methods that ask or watch the bridge (protocol section 2.6). */
export const BRIDGE_HANDLERS = {} as const satisfies Record<string, Handler>;
