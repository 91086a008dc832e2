/** All 53 indexes of macOS 26 (file-2.3): name | table | columns | WHERE. */
export const INDEXES = `
attachment_idx_ck_sync_state | attachment | ck_sync_state
attachment_idx_is_sticker | attachment | is_sticker
attachment_idx_is_sticker_pgen_state | attachment | is_sticker, filename, preview_generation_state | is_sticker = 1
attachment_idx_purged_attachments_v2 | attachment | hide_attachment,ck_sync_state,transfer_state | hide_attachment=0 AND (ck_sync_state=1 OR ck_sync_state=4) AND transfer_state=0
chat_idx_chat_identifier | chat | chat_identifier
chat_idx_chat_identifier_service_name | chat | chat_identifier, service_name
chat_idx_chat_room_name_service_name | chat | room_name, service_name
chat_idx_ck_sync_state | chat | ck_sync_state
chat_idx_group_id | chat | group_id
chat_idx_is_archived | chat | is_archived
chat_idx_is_archived_is_filtered | chat | is_archived, is_filtered | is_archived = 0
chat_idx_is_filtered | chat | is_filtered
chat_handle_join_idx_handle_id | chat_handle_join | handle_id
chat_message_join_idx_chat_id | chat_message_join | chat_id
chat_message_join_idx_message_date_and_id | chat_message_join | message_date,message_id
chat_message_join_idx_message_date_id_chat_id | chat_message_join | chat_id, message_date, message_id
chat_message_join_idx_message_date_only | chat_message_join | message_date
chat_message_join_idx_message_id_only | chat_message_join | message_id
chat_message_join_idx_metrics_rebuild | chat_message_join | index_state | index_state = 0 OR index_state = 1 OR index_state = 3
chat_recoverable_message_join_message_id_idx | chat_recoverable_message_join | message_id
handle_idx_id | handle | id, rowid
handle_idx_person_centric_id | handle | person_centric_id | person_centric_id IS NOT NULL
message_idx_associated_message2 | message | associated_message_guid | associated_message_guid is not null
message_idx_cache_has_attachments | message | cache_has_attachments
message_idx_ck_sync_state_service | message | ck_sync_state, service
message_idx_composite_scheduled_message | message | schedule_type, schedule_state
message_idx_date | message | date
message_idx_expire_state | message | expire_state
message_idx_failed | message | is_finished, is_from_me, error
message_idx_fallback_hash | message | fallback_hash | fallback_hash IS NOT NULL
message_idx_handle | message | handle_id, date
message_idx_handle_id | message | handle_id
message_idx_indexed_messages_guid | message | guid | index_state = 1
message_idx_invalid_index_state | message | rowid | index_state != 2 AND (((associated_message_type not between 2000 and 2007) and associated_message_type != 0) or item_type != 0)
message_idx_isRead_1_isFromMe_0_itemType_0_isFinished_1_isSystemMessage_0 | message | is_read, is_from_me, item_type, is_finished, is_system_message, date DESC | is_read = 1 AND is_from_me = 0 AND item_type = 0 AND is_finished = 1 AND is_system_message = 0
message_idx_isRead_isFromMe_itemType | message | is_read, is_from_me, item_type, is_finished, is_system_message, date DESC | is_read = 0 AND is_from_me = 0 AND item_type = 0 AND is_finished = 1 AND is_system_message = 0
message_idx_is_pending_satellite_message | message | is_pending_satellite_send | is_pending_satellite_send=1
message_idx_is_read | message | is_read, is_from_me, is_finished
message_idx_is_scheduled_message | message | schedule_type, rowid | schedule_type=2
message_idx_is_sent_is_from_me_error | message | is_sent, is_from_me, error
message_idx_is_time_sensitive | message | is_time_sensitive | is_time_sensitive=1
message_idx_other_handle | message | other_handle
message_idx_pending_indexing_messages | message | rowid | index_state = 1 or index_state = 3
message_idx_schedule_state | message | schedule_state
message_idx_thread_originator_guid | message | thread_originator_guid
message_idx_undelivered_one_to_one_imessage | message | cache_roomnames,service,is_sent,is_delivered,was_downgraded,item_type | cache_roomnames IS NULL AND service IN ('iMessage','RCS') AND is_sent = 1 AND is_delivered = 0 AND was_downgraded = 0 AND item_type == 0 AND schedule_type == 0
message_idx_unread_finished_not_from_me_newest_first | message | is_read, is_finished, is_from_me, date DESC, ROWID DESC | is_read = 0 AND is_finished = 1 AND is_from_me = 0
message_idx_was_downgraded | message | was_downgraded
message_attachment_join_idx_attachment_id | message_attachment_join | attachment_id
message_attachment_join_idx_message_id | message_attachment_join | message_id
message_processing_task_idx_guid_task_flags | message_processing_task | guid, task_flags
persistent_tasks_exec_sort | persistent_tasks | lane DESC, flag_group ASC, flag_priority DESC, reason_priority DESC, retry_count ASC
persistent_tasks_report | persistent_tasks | flag, flag_group, lane, reason, retry_count | retry_count < 5
`;
