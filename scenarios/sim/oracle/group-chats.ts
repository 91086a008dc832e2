// How each agent takes part in groups.

type Keys = Readonly<Record<string, unknown>>;
type GroupChat = { mentionPatterns?: string[]; deriveMentionPatterns?: boolean; historyLimit?: number };
type AgentEntry = {
  id: string;
  default?: boolean;
  groupChat?: GroupChat;
  identity?: { name?: string; emoji?: string };
};

export interface AgentSettings {
  /** Empty = nobody can be asked for a mention. */
  readonly mentionPatterns: readonly string[];
  /** How many messages of a group that mention nobody are told with the next one that does. */
  readonly groupHistoryLimit: number;
}

interface File {
  readonly agents?: Keys;
  readonly messages?: Keys;
}

/** All agents by name, and who answers where no binding says anything; read from the file's keys. */
export function agentsIn(file: File, ownLimit: number | undefined) {
  const written = (file.agents?.list ?? []) as AgentEntry[];
  const list = written.length === 0 ? [{ id: 'main' }] : written;
  const agents = list.map((agent) => {
    const { groupHistoryLimit, ...rest } = groupChatOf(agent, file);
    return [agent.id, { ...rest, groupHistoryLimit: ownLimit ?? groupHistoryLimit }] as const;
  });
  const defaultAgent = (list.find((one: AgentEntry) => one.default) ?? list[0]!).id;
  return { agents: new Map<string, AgentSettings>(agents), defaultAgent };
}

function groupChatOf({ groupChat: own = {}, identity = {} }: AgentEntry, file: File): AgentSettings {
  const shared = (file.messages?.groupChat ?? {}) as GroupChat;
  const given = own.mentionPatterns ?? shared.mentionPatterns ?? [];
  const inherited = own.mentionPatterns === undefined && shared.deriveMentionPatterns === true;
  const derives = given.length === 0 && (own.deriveMentionPatterns ?? inherited);
  const signs = [
    ...(identity.name === undefined ? [] : [nameFinder(identity.name)]),
    ...(identity.emoji === undefined ? [] : [literally(identity.emoji)]),
  ];
  return {
    mentionPatterns: derives ? signs : given,
    groupHistoryLimit: own.historyLimit ?? shared.historyLimit ?? 50,
  };
}

const literally = (text: string) => text.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function nameFinder(name: string): string {
  const words = name.trim().split(/\s+/).map(literally);
  return `(?<![\\p{L}\\p{N}_])${words.join('\\s+')}(?![\\p{L}\\p{N}_])`;
}
