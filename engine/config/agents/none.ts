import { defineAgentType } from './define-agent-type.ts';

/** An entry that says nothing of how imgate runs it, such as those of another program's file (ruling-44). */
export const noAgent = defineAgentType('none', {});
