/** What holds state that is gone with it: the resource itself, or what lies in it. */
const STATEFUL_TYPES =
  /^azurerm_(kubernetes_cluster(_node_pool)?$|container_registry$|key_vault|managed_disk$|snapshot$|storage_(account|container|share|queue|table|blob|data_lake)|netapp_(account|pool|volume)|cosmosdb_|mssql_(server|database|elasticpool|managed)|mysql_|mariadb_|postgresql_|sql_|redis_|managed_redis|mongo_cluster|servicebus_(namespace|queue|topic|subscription)|eventhub(_namespace)?$|log_analytics_workspace$|monitor_workspace$|application_insights$|app_configuration|recovery_services_vault$|data_protection_backup_vault$|backup_|search_service$|dns_zone$|private_dns_zone$|elastic_san|managed_lustre|dashboard_grafana$)/;

/** Parts of the above that can be made again from what the files say. */
const STATELESS_TYPES =
  /(_firewall_rule|_virtual_network_rule|_configuration|_network_rules|_authorization_rule|_access_policy|_active_directory_administrator|_diagnostic_setting|_auditing_policy|_alert_policy|_management_policy|_lifecycle_management|_sql_role_(assignment|definition)|_geo_replication|_linked_server)$/;

export function keepsState(type: string): boolean {
  return STATEFUL_TYPES.test(type) && !STATELESS_TYPES.test(type);
}

/** Kinds of Kubernetes that keep data, or take with them whatever is in or of them. */
const STATEFUL_KINDS = new Set([
  'Namespace',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'CustomResourceDefinition',
  'VolumeSnapshot',
  'VolumeSnapshotContent',
  'RabbitmqCluster',
]);

export function kindKeepsState(kind: string): boolean {
  return STATEFUL_KINDS.has(kind);
}
