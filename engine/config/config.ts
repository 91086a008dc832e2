// The configuration as the engine uses it: complete, checked, with every default and inheritance applied.

import type { AccessGroupsConfig, DmAccessConfig } from './keys/access.ts';
import type { ActionsConfig } from './keys/actions.ts';
import type { AgentsConfig } from './keys/agents.ts';
import type { ApprovalsConfig } from './keys/approvals.ts';
import type { AttachmentsConfig, MediaConfig } from './keys/attachments.ts';
import type { BindingsConfig } from './keys/bindings.ts';
import type { BridgeConfig } from './keys/bridge.ts';
import type { BudgetsConfig } from './keys/budgets.ts';
import type { CoalescingConfig } from './keys/coalescing.ts';
import type { CommandsConfig } from './keys/commands.ts';
import type { ContextConfig } from './keys/context.ts';
import type { EnabledConfig } from './keys/enabled.ts';
import type { FilteredConfig } from './keys/filtered.ts';
import type { GroupsConfig } from './keys/groups.ts';
import type { MonitoringConfig } from './keys/monitoring.ts';
import type { OwnAddressesConfig } from './keys/own-addresses.ts';
import type { OwnerConfig } from './keys/owner.ts';
import type { PeopleConfig } from './keys/people.ts';
import type { AccountRecoveryConfig } from './keys/recovery.ts';
import type { RepliesConfig } from './keys/replies.ts';
import type { SendingConfig } from './keys/sending.ts';
import type { SessionConfig } from './keys/session.ts';
import type { SignalsConfig } from './keys/signals.ts';
import type { SourceConfig } from './keys/source.ts';
import type { StateConfig } from './keys/state.ts';
import type { ToolsConfig } from './keys/tools.ts';

export type { AgentConfig } from './agents/types.ts';
export type { AccessGroup } from './keys/access.ts';
export type { BindingConfig } from './keys/bindings.ts';
export type { ContextVisibility } from './keys/context.ts';
export type { GroupChatConfig } from './keys/group-chats.ts';
export type { GroupConfig, GroupPolicy, ToolNames } from './keys/groups.ts';
export type { RecoveryConfig } from './keys/recovery.ts';
export type { BlockStreaming, ChunkMode, Tables } from './keys/replies.ts';
export type { SendTransport, Service } from './keys/sending.ts';
export type { DmScope } from './keys/session.ts';
export type { ReactionNotifications } from './keys/signals.ts';

/** One account, after the channel's keys have been overlaid by its own (CFG-73). */
export interface AccountConfig
  extends EnabledConfig,
    SourceConfig,
    SendingConfig,
    BridgeConfig,
    ActionsConfig,
    ToolsConfig,
    OwnerConfig,
    OwnAddressesConfig,
    DmAccessConfig,
    FilteredConfig,
    GroupsConfig,
    AttachmentsConfig,
    SignalsConfig,
    ContextConfig,
    CoalescingConfig,
    AccountRecoveryConfig,
    RepliesConfig,
    BudgetsConfig,
    MonitoringConfig {
  /** Normalised (CFG-70). */
  readonly accountId: string;
  /**
   * The account that names the same database and owns it: this one sends, and receives only what comes in at its own
   * addresses. Null for an account that reads for itself as far as the configuration shows, and for disabled ones.
   */
  readonly duplicateOf: string | null;
}

export interface Config
  extends StateConfig,
    AccessGroupsConfig,
    MediaConfig,
    AgentsConfig,
    BindingsConfig,
    SessionConfig,
    PeopleConfig,
    ApprovalsConfig,
    CommandsConfig {
  /** Every listed account, sorted by id (CFG-71). Never empty. */
  readonly accounts: readonly AccountConfig[];
  readonly defaultAccountId: string;
}
