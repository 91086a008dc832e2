// Which tools an agent is offered, and what it is told by them.

import { notThere } from '../actions/actions.ts';
import { parsed, toolOf } from '../actions/offer.ts';
import type { ActionOutcome, ActionTool, AgentAction } from '../agents/agent.ts';
import type { ToolKeys } from '../config/keys/tools.ts';
import { EngineError } from '../errors.ts';
import { readsHistoryAtOnce } from '../imsg/features.ts';
import { TOOLS, toolNamed } from './registry.ts';
import { createSight, type SightOptions, type Where } from './sight.ts';
import type { Tool } from './tool.ts';

/** Of all turns of an account at once: each may read hundreds of rows. */
const LOOKING_MAX = 4;

interface ToolsOptions extends Omit<SightOptions, 'rowsMax' | 'bytesMax' | 'copies'> {
  /** As it is right now, as are the keys. */
  copies(): SightOptions['copies'];
  keys(): ToolKeys;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/** Whether a tool may be used there at all, by its name (BEY-5). */
interface Rights {
  mayUse(name: string): boolean;
}

export interface Tools {
  /** Those that an agent may use. */
  of(place: Rights): readonly ActionTool[];
  /**
   * Null = it is no tool. Else what was found; rejects with `action_disabled`, `action_invalid`, `action_unavailable`,
   * `message_unusable`, `file_unusable` and `voice_busy`, and as a call of imsg does.
   */
  look(where: Where & Rights, action: AgentAction): Promise<ActionOutcome> | null;
}

export function createTools(options: ToolsOptions): Tools {
  const { keys, ending } = options;
  let looking = 0;
  const isThere = (tool: Tool) => keys()[tool.key] && !(tool.takesFile && options.copies() === null);
  /** Until imsg has said what it is, it may. */
  const mayAsk = () => {
    const version = options.imsgVersion();
    return version === null || readsHistoryAtOnce(version);
  };
  const run = async (tool: Tool, where: Where & Rights, input: unknown): Promise<ActionOutcome> => {
    if (!keys()[tool.key]) throw disabled(tool);
    if (!where.mayUse(tool.name)) throw notThere(tool.name);
    const given = parsed(tool, input);
    if (looking >= LOOKING_MAX) throw new EngineError('voice_busy');
    looking += 1;
    try {
      const result = await tool.look(
        given,
        createSight(where, { ...options, ...keys(), copies: options.copies() }, ending),
      );
      return { state: 'read', guid: null, reason: '', result };
    } finally {
      looking -= 1;
    }
  };
  return {
    of: ({ mayUse }) =>
      mayAsk() ? TOOLS.filter((tool) => isThere(tool) && mayUse(tool.name)).map(toolOf) : [],
    look(where, { name, input = {} }) {
      const tool = toolNamed(String(name));
      return tool && run(tool, where, input);
    },
  };
}

function disabled({ name, key }: Tool): EngineError {
  return new EngineError('action_disabled', {
    message: `iMessage ${name} is not enabled in config.`,
    remedy: `Leave it, or let the operator set channels.imessage.tools.${key} to true.`,
  });
}
