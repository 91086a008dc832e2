// How the agent that answers takes part in groups.

type Keys = Readonly<Record<string, unknown>>;
type GroupChat = { mentionPatterns?: string[]; deriveMentionPatterns?: boolean; historyLimit?: number };
type AgentEntry = { default?: boolean; groupChat?: GroupChat; identity?: { name?: string; emoji?: string } };

/** The patterns of the agent that answers, and how much of a group is told with a mention; read from the file's keys. */
export function groupChatOf(file: { readonly agents?: Keys; readonly messages?: Keys }) {
  const list = (file.agents?.list ?? []) as AgentEntry[];
  const { groupChat: own = {}, identity = {} } = list.find((one) => one.default) ?? list[0] ?? {};
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
