import { defineAgentType } from './define-agent-type.ts';

export const echoAgent = defineAgentType('echo', {});
