import { defineAgentType } from './define-agent-type.ts';

/** Its keys are those of `runtime.acp`. */
export const acpAgent = defineAgentType('acp', {});
