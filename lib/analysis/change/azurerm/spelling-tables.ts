/*
 * Arguments of which the provider takes several spellings for one value: each line names a type and the paths of its
 * arguments, without indices. Source: azurerm 4.55.0, DiffSuppressFunc and StateFunc of its schemas.
 */

/** Reads `type: path path` lines into `azurerm_type.path` names. */
function table(lines: string): ReadonlySet<string> {
  return new Set(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [type = '', ...paths] = line.trim().split(/:? +/);
        return paths.map((path) => `azurerm_${type}.${path}`);
      }),
  );
}

/** Upper and lower case are one. */
export const ANY_CASE = table(`
  ai_foundry: encryption.user_assigned_identity_id
  api_management: hostname_configuration.developer_portal.host_name hostname_configuration.management.host_name hostname_configuration.portal.host_name hostname_configuration.proxy.host_name hostname_configuration.scm.host_name
  api_management_custom_domain: developer_portal.host_name gateway.host_name management.host_name portal.host_name scm.host_name
  app_configuration_feature: configuration_store_id
  app_configuration_key: configuration_store_id
  app_service: connection_string.type
  app_service_plan: kind
  app_service_slot: connection_string.type
  availability_set: proximity_placement_group_id
  backup_policy_file_share: backup.frequency
  backup_protected_vm: source_vm_id
  batch_application: resource_group_name
  batch_certificate: resource_group_name thumbprint thumbprint_algorithm
  batch_pool: certificate.id network_configuration.dynamic_vnet_assignment_scope storage_image_reference.sku vm_size
  blueprint_assignment: lock_mode
  cosmosdb_gremlin_graph: index_policy.composite_index.index.order
  cosmosdb_sql_container: indexing_policy.composite_index.index.order
  dev_test_lab: resource_group_name
  dev_test_linux_virtual_machine: resource_group_name
  dev_test_policy: resource_group_name
  dev_test_schedule: resource_group_name
  dev_test_virtual_network: resource_group_name
  dev_test_windows_virtual_machine: resource_group_name
  eventgrid_event_subscription: delivery_property.header_name
  eventgrid_system_topic: source_arm_resource_id source_resource_id
  eventgrid_system_topic_event_subscription: delivery_property.header_name
  eventhub_namespace: network_rulesets.virtual_network_rule.subnet_id
  express_route_circuit: peering_location service_provider_name
  firewall_policy: intrusion_detection.traffic_bypass.protocol
  function_app: connection_string.type
  function_app_flex_consumption: always_ready.name
  function_app_slot: connection_string.type
  image: os_disk.managed_disk_id
  iot_security_solution: log_analytics_workspace_id
  iothub_endpoint_storage_container: encoding
  lb: frontend_ip_configuration.private_ip_address_allocation
  lb_rule: protocol
  linux_virtual_machine: availability_set_id capacity_reservation_group_id dedicated_host_group_id dedicated_host_id os_disk.disk_encryption_set_id proximity_placement_group_id
  linux_virtual_machine_scale_set: host_group_id proximity_placement_group_id
  log_analytics_data_export_rule: name
  log_analytics_datasource_windows_event: workspace_name
  log_analytics_datasource_windows_performance_counter: workspace_name
  log_analytics_linked_service: resource_group_name
  log_analytics_query_pack_query: solutions
  log_analytics_solution: resource_group_name workspace_resource_id
  machine_learning_compute_instance: virtual_machine_size
  machine_learning_inference_cluster: kubernetes_cluster_id
  machine_learning_workspace: application_insights_id container_registry_id encryption.user_assigned_identity_id key_vault_id storage_account_id
  maintenance_assignment_dedicated_host: maintenance_configuration_id
  maintenance_assignment_dynamic_scope: maintenance_configuration_id
  maintenance_assignment_virtual_machine: maintenance_configuration_id
  maintenance_assignment_virtual_machine_scale_set: maintenance_configuration_id virtual_machine_scale_set_id
  managed_disk: disk_access_id disk_encryption_set_id storage_account_type
  management_group_policy_remediation: policy_assignment_id policy_definition_reference_id
  mobile_network_packet_core_control_plane: platform.edge_device_id
  monitor_private_link_scoped_service: linked_resource_id
  mssql_virtual_machine: auto_backup.manual_schedule.full_backup_frequency
  mysql_flexible_database: charset
  network_interface: ip_configuration.subnet_id
  orchestrated_virtual_machine_scale_set: proximity_placement_group_id
  postgresql_database: charset
  postgresql_flexible_server: private_dns_zone_id
  postgresql_flexible_server_database: charset
  private_dns_a_record: resource_group_name
  private_dns_aaaa_record: resource_group_name
  private_dns_cname_record: resource_group_name
  private_dns_mx_record: resource_group_name
  private_dns_ptr_record: resource_group_name
  private_dns_srv_record: resource_group_name
  private_dns_txt_record: resource_group_name
  private_dns_zone: resource_group_name
  private_dns_zone_virtual_network_link: name resource_group_name
  private_endpoint: resource_group_name
  redhat_openshift_cluster: main_profile.vm_size worker_profile.vm_size
  redis_cache: patch_schedule.day_of_week
  resource_group_policy_remediation: policy_assignment_id policy_definition_reference_id
  resource_policy_remediation: policy_assignment_id policy_definition_reference_id
  role_assignment: role_definition_id role_definition_name
  search_service: hosting_mode
  security_center_workspace: workspace_id
  service_fabric_cluster: client_certificate_common_name.issuer_thumbprint
  service_plan: sku_name
  servicebus_namespace: network_rule_set.network_rules.subnet_id
  servicebus_subscription_rule: subscription_id
  site_recovery_hyperv_network_mapping: source_network_name target_network_id
  site_recovery_network_mapping: source_network_id target_network_id
  site_recovery_protection_container_mapping: recovery_replication_policy_id recovery_target_protection_container_id
  site_recovery_replicated_vm: source_vm_id
  snapshot: disk_access_id
  subscription_policy_remediation: policy_assignment_id policy_definition_reference_id
  traffic_manager_profile: resource_group_name
  virtual_machine: os_profile_windows_config.timezone proximity_placement_group_id storage_data_disk.create_option storage_data_disk.managed_disk_id storage_os_disk.create_option vm_size
  virtual_machine_data_disk_attachment: managed_disk_id
  virtual_machine_scale_set: proximity_placement_group_id sku.tier
  virtual_network_gateway: ip_configuration.subnet_id
  web_application_firewall_policy: resource_group_name
  windows_virtual_machine: availability_set_id capacity_reservation_group_id dedicated_host_group_id dedicated_host_id os_disk.disk_encryption_set_id proximity_placement_group_id
  windows_virtual_machine_scale_set: host_group_id proximity_placement_group_id
`);

/** A place or an edge zone, under a name other than `location`. */
export const LOCATIONS = table(`
  api_management_redis_cache: cache_location
  bot_channel_direct_line_speech: cognitive_service_location
  cosmosdb_postgresql_cluster: source_location
  firewall_policy: insights.log_analytics_workspace.firewall_location
  gallery_application_version: target_region.name
  kubernetes_cluster: edge_zone
  lb: edge_zone
  linux_virtual_machine: edge_zone
  linux_virtual_machine_scale_set: edge_zone
  managed_disk: edge_zone
  mongo_cluster: source_location
  monitor_action_group: itsm_receiver.region
  monitor_metric_alert: target_resource_location
  netapp_volume: data_protection_replication.remote_volume_location
  netapp_volume_group_oracle: volume.data_protection_replication.remote_volume_location
  netapp_volume_group_sap_hana: volume.data_protection_replication.remote_volume_location
  network_interface: edge_zone
  network_watcher_flow_log: traffic_analytics.workspace_region
  notification_hub_namespace: replication_region
  public_ip: edge_zone
  redis_linked_server: linked_redis_cache_location
  shared_image_version: target_region.name
  site_recovery_replicated_vm: target_edge_zone
  site_recovery_replication_recovery_plan: azure_to_azure_settings.primary_edge_zone azure_to_azure_settings.recovery_edge_zone
  storage_account: edge_zone
  traffic_manager_external_endpoint: endpoint_location
  traffic_manager_nested_endpoint: endpoint_location
  virtual_network: edge_zone
  virtual_network_gateway: edge_zone
  windows_virtual_machine: edge_zone
  windows_virtual_machine_scale_set: edge_zone
  workloads_sap_single_node_virtual_instance: app_location
  workloads_sap_three_tier_virtual_instance: app_location
`);

/** One moment, in any zone and notation. */
export const TIMES = table(`
  app_service: backup.schedule.start_time
  automation_webhook: expiry_time
  container_registry_token_password: password1.expiry password2.expiry
  data_factory_trigger_schedule: end_time start_time
  data_factory_trigger_tumbling_window: end_time start_time
  data_share: snapshot_schedule.start_time
  gallery_application: end_of_life_date
  gallery_application_version: end_of_life_date
  kubernetes_cluster: maintenance_window.not_allowed.end maintenance_window.not_allowed.start maintenance_window_auto_upgrade.not_allowed.end maintenance_window_auto_upgrade.not_allowed.start maintenance_window_node_os.not_allowed.end maintenance_window_node_os.not_allowed.start maintenance_window_node_os.start_date
  logic_app_integration_account_batch_configuration: release_criteria.recurrence.end_time release_criteria.recurrence.start_time
  mssql_database: restore_point_in_time
  mssql_managed_database: point_in_time_restore.restore_point_in_time
  new_relic_monitor: plan.effective_date
  nginx_api_key: end_date_time
  sentinel_automation_rule: expiration
  shared_image: end_of_life_date
  shared_image_version: end_of_life_date
`);

/** One minute, in any zone and notation. */
export const MINUTES = table(`
  automation_schedule: expiry_time start_time
  automation_software_update_configuration: schedule.expiry_time schedule.next_run schedule.start_time
  mssql_job_schedule: end_time start_time
`);

/** A key of a vault, of any version. */
export const KEY_IDS = table(`
  app_service_certificate: key_vault_secret_id
  cosmosdb_account: key_vault_key_id
  healthcare_service: cosmosdb_key_vault_key_versionless_id
`);

/** A public key, whatever its line breaks. */
export const SSH_KEYS = table(`
  linux_virtual_machine: admin_ssh_key.public_key
  linux_virtual_machine_scale_set: admin_ssh_key.public_key
  orchestrated_virtual_machine_scale_set: os_profile.linux_configuration.admin_ssh_key.public_key
  storage_account_local_user: ssh_authorized_key.key
`);

/** JSON, whatever its order and white space. */
export const JSON_TEXTS = table(`
  api_management_api_operation: request.header.example.value request.query_parameter.example.value request.representation.example.value request.representation.form_parameter.example.value response.header.example.value response.representation.example.value response.representation.form_parameter.example.value template_parameter.example.value
  api_management_api_schema: components definitions
  api_management_global_schema: value
  application_insights_workbook: data_json
  application_insights_workbook_template: template_data
  arc_machine_extension: protected_settings settings
  blueprint_assignment: parameter_values resource_groups
  data_factory_custom_dataset: schema_json type_properties_json
  data_factory_linked_custom_service: type_properties_json
  data_factory_pipeline: activities_json
  healthcare_medtech_service: device_mapping_json
  healthcare_medtech_service_fhir_destination: destination_fhir_mapping_json
  linux_virtual_machine_scale_set: extension.settings
  log_analytics_query_pack_query: additional_settings_json
  logic_app_action_custom: body
  logic_app_integration_account_agreement: content
  logic_app_integration_account_certificate: metadata
  logic_app_integration_account_partner: metadata
  logic_app_integration_account_schema: metadata
  logic_app_integration_account_session: content
  logic_app_trigger_custom: body
  logic_app_trigger_http_request: schema
  managed_application: parameter_values
  managed_application_definition: create_ui_definition main_template
  management_group_policy_assignment: metadata parameters
  management_group_policy_exemption: metadata
  management_group_policy_set_definition: metadata parameters policy_definition_reference.parameter_values
  management_group_template_deployment: parameters_content template_content
  mobile_network_packet_core_control_plane: interoperability_settings_json
  monitor_action_group: itsm_receiver.ticket_configuration
  monitor_data_collection_rule: data_sources.extension.extension_json
  monitor_smart_detector_alert_rule: action_group.webhook_payload
  orchestrated_virtual_machine_scale_set: extension.settings
  policy_definition: metadata parameters policy_rule
  policy_set_definition: metadata parameters policy_definition_reference.parameter_values
  portal_dashboard: dashboard_properties
  resource_group_policy_assignment: metadata parameters
  resource_group_policy_exemption: metadata
  resource_group_template_deployment: parameters_content template_content
  resource_policy_assignment: metadata parameters
  resource_policy_exemption: metadata
  sentinel_metadata: dependency
  sentinel_threat_intelligence_indicator: extension
  spring_cloud_app: addon_json
  spring_cloud_build_deployment: addon_json
  spring_cloud_container_deployment: addon_json
  stack_hci_extension: protected_settings settings
  subscription_policy_assignment: metadata parameters
  subscription_policy_exemption: metadata
  subscription_template_deployment: parameters_content template_content
  synapse_linked_service: type_properties_json
  tenant_template_deployment: parameters_content template_content
  virtual_desktop_host_pool: vm_template
  virtual_machine_extension: protected_settings settings
  virtual_machine_scale_set: extension.protected_settings extension.settings
  virtual_machine_scale_set_extension: protected_settings settings
  windows_virtual_machine_scale_set: extension.settings
`);
