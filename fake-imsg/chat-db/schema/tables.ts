/**
 * All 23 tables of a fresh macOS 26 chat.db (file-2.2), one entry a column: `name:TYPE`, where `I` is
 * INTEGER, `T` TEXT, `B` BLOB, `PK` an autoincrementing primary key; `*` NOT NULL, `!` UNIQUE, `=n` DEFAULT n,
 * `->t` REFERENCES t(ROWID) ON DELETE CASCADE, `->t^` ON UPDATE CASCADE as well. A line that starts with `#`
 * holds table constraints.
 */
export const TABLES = `
_SqliteDatabaseProperties  [2]
  key:T  value:T
  # UNIQUE(key)
attachment  [24]
  ROWID:PK  guid:T!*  created_date:I=0  start_date:I=0  filename:T  uti:T  mime_type:T  transfer_state:I=0
  is_outgoing:I=0  user_info:B  transfer_name:T  total_bytes:I=0  is_sticker:I=0  sticker_user_info:B
  attribution_info:B  hide_attachment:I=0  ck_sync_state:I=0  ck_server_change_token_blob:B  ck_record_id:T
  original_guid:T!*  is_commsafety_sensitive:I=0  emoji_image_content_identifier:T
  emoji_image_short_description:T  preview_generation_state:I=0
chat  [29]
  ROWID:PK  guid:T!*  style:I  state:I  account_id:T  properties:B  chat_identifier:T  service_name:T
  room_name:T  account_login:T  is_archived:I=0  last_addressed_handle:T  display_name:T  group_id:T
  is_filtered:I  successful_query:I  engram_id:T  server_change_token:T  ck_sync_state:I=0
  original_group_id:T  last_read_message_timestamp:I=0  cloudkit_record_id:T  last_addressed_sim_id:T
  is_blackholed:I=0  syndication_date:I=0  syndication_type:I=0  is_recovered:I=0
  is_deleting_incoming_messages:I=0  is_pending_review:I=0
chat_handle_join  [2]
  chat_id:I->chat  handle_id:I->handle
  # UNIQUE(chat_id, handle_id)
chat_lookup  [4]
  identifier:T*  domain:T*  chat:I*->chat^  priority:I=0
  # UNIQUE (identifier, domain)
chat_message_join  [4]
  chat_id:I->chat  message_id:I->message  message_date:I=0  index_state:I*=0
  # PRIMARY KEY (chat_id, message_id)
chat_recoverable_message_join  [4]
  chat_id:I->chat  message_id:I->message  delete_date:I  ck_sync_state:I=0
  # PRIMARY KEY (chat_id, message_id); CHECK (delete_date != 0)
chat_service  [2]
  service:T*  chat:I*->chat^
  # UNIQUE (service, chat)
deleted_messages  [2]
  ROWID:PK!  guid:T*
handle  [6]
  ROWID:PK!  id:T*  country:T  service:T*  uncanonicalized_id:T  person_centric_id:T
  # UNIQUE (id, service)
index_state_metrics  [4]
  id:I!=1  pending_count:I=0  donated_count:I=0  redonation_count:I=0
  # UNIQUE (id)
kvtable  [3]
  ROWID:PK!  key:T!*  value:B*
message  [95]
  ROWID:PK  guid:T!*  text:T  replace:I=0  service_center:T  handle_id:I=0  subject:T  country:T
  attributedBody:B  version:I=0  type:I=0  service:T  account:T  account_guid:T  error:I=0  date:I
  date_read:I  date_delivered:I  is_delivered:I=0  is_finished:I=0  is_emote:I=0  is_from_me:I=0
  is_empty:I=0  is_delayed:I=0  is_auto_reply:I=0  is_prepared:I=0  is_read:I=0  is_system_message:I=0
  is_sent:I=0  has_dd_results:I=0  is_service_message:I=0  is_forward:I=0  was_downgraded:I=0
  is_archive:I=0  cache_has_attachments:I=0  cache_roomnames:T  was_data_detected:I=0  was_deduplicated:I=0
  is_audio_message:I=0  is_played:I=0  date_played:I  item_type:I=0  other_handle:I=0  group_title:T
  group_action_type:I=0  share_status:I=0  share_direction:I=0  is_expirable:I=0  expire_state:I=0
  message_action_type:I=0  message_source:I=0  associated_message_guid:T  associated_message_type:I=0
  balloon_bundle_id:T  payload_data:B  expressive_send_style_id:T  associated_message_range_location:I=0
  associated_message_range_length:I=0  time_expressive_send_played:I  message_summary_info:B
  ck_sync_state:I=0  ck_record_id:T  ck_record_change_tag:T  destination_caller_id:T  is_corrupt:I=0
  reply_to_guid:T  sort_id:I  is_spam:I=0  has_unseen_mention:I=0  thread_originator_guid:T
  thread_originator_part:T  syndication_ranges:T  synced_syndication_ranges:T  was_delivered_quietly:I=0
  did_notify_recipient:I=0  date_retracted:I  date_edited:I  date_recovered:I  was_detonated:I=0
  part_count:I  is_stewie:I=0  is_sos:I=0  is_critical:I=0  bia_reference_id:T  is_kt_verified:I=0
  fallback_hash:T  associated_message_emoji:T  is_pending_satellite_send:I=0  needs_relay:I=0
  schedule_type:I=0  schedule_state:I=0  sent_or_received_off_grid:I=0  is_time_sensitive:I=0  ck_chat_id:T
  index_state:I=0
message_attachment_join  [2]
  message_id:I->message  attachment_id:I->attachment
  # UNIQUE(message_id, attachment_id)
message_processing_task  [4]
  ROWID:PK!  guid:T!*  task_flags:I*  reasons:I*
persistent_tasks  [10]
  ROWID:PK!  guid:T*  flag_group:I*  flag:I*  flag_priority:I*  lane:I*  reason:I*  reason_priority:I*
  user_info:B  retry_count:I=0
  # UNIQUE(guid, flag)
recoverable_message_part  [6]
  chat_id:I->chat  message_id:I->message  part_index:I  delete_date:I  part_text:B*  ck_sync_state:I=0
  # PRIMARY KEY (chat_id, message_id, part_index); CHECK (delete_date != 0)
scheduled_messages_pending_cloudkit_delete  [3]
  ROWID:PK!  guid:T*  recordID:T
sync_chat_slice  [3]
  service_name:T*  ck_record_id:T  chat:I*->chat^
  # UNIQUE (chat, service_name); UNIQUE (ck_record_id)
sync_deleted_attachments  [3]
  ROWID:PK!  guid:T*  recordID:T
sync_deleted_chats  [4]
  ROWID:PK!  guid:T*  recordID:T  timestamp:I
sync_deleted_messages  [3]
  ROWID:PK!  guid:T*  recordID:T
unsynced_removed_recoverable_messages  [4]
  ROWID:PK!  chat_guid:T*  message_guid:T*  part_index:I
`;
