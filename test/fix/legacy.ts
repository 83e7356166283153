/** A shop as it was written by hand in 2019, for Kubernetes 1.13 and the provider of the time. */
export const LEGACY: Readonly<Record<string, string>> = {
  'shop/namespace.yaml': `# One namespace for all of the shop.
apiVersion: v1
kind: Namespace
metadata:
  name: shop
`,
  'shop/web.yaml': `# The storefront.
apiVersion: extensions/v1beta1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels: {app: web}
spec:
  replicas: 3
  revisionHistoryLimit: 2     # nobody goes back further
  template:
    metadata:
      labels:
        app: web
      annotations:
        # demanded by the audit of 2018
        seccomp.security.alpha.kubernetes.io/pod: docker/default
        container.apparmor.security.beta.kubernetes.io/nginx: runtime/default
    spec:
      serviceAccount: web   # may read its own settings
      nodeSelector:
        beta.kubernetes.io/os: linux
        agentpool: front      # the pool with public addresses
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
          - weight: 100
            podAffinityTerm:
              labelSelector: {matchLabels: {app: web}}
              topologyKey: failure-domain.beta.kubernetes.io/zone
      containers:
      - name: nginx
        image: contoso.azurecr.io/web:1.15.2
        ports:
        - name: http
          containerPort: 8080
        resources:
          requests: {cpu: 100m, memory: 128Mi}
        volumeMounts:
        - {name: settings, mountPath: /etc/shop, readOnly: true}
      volumes:
      - name: settings
        configMap: {name: web}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web, namespace: shop}
data:
  shop.conf: |
    # not a comment of YAML
    theme = dark
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: shop}
---
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: shop
spec:
  type: LoadBalancer
  loadBalancerIP: 20.50.60.70   # known to the partners
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: http}
---
apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata:
  name: web
  namespace: shop
spec:
  scaleTargetRef:
    apiVersion: extensions/v1beta1
    kind: Deployment
    name: web
  minReplicas: 3
  maxReplicas: 20
  metrics:
  - type: Resource
    resource:
      name: cpu
      targetAverageUtilization: 60 # found by load tests
---
apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec:
  minAvailable: 2
  selector: {matchLabels: {app: web}}
`,
  'shop/ingress.yaml': `apiVersion: extensions/v1beta1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    # the one for customers
    kubernetes.io/ingress.class: nginx
    nginx.ingress.kubernetes.io/ssl-redirect: "true"
spec:
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        backend:
          serviceName: web
          # by name, since the number changed once
          servicePort: http
---
apiVersion: cert-manager.io/v1alpha2
kind: Certificate
metadata: {name: shop, namespace: shop}
spec:
  secretName: shop-tls
  dnsNames: [shop.example.com]
  issuerRef: {name: letsencrypt, kind: ClusterIssuer}
---
apiVersion: cert-manager.io/v1alpha2
kind: ClusterIssuer
metadata: {name: letsencrypt}
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: shop@example.com
    privateKeySecretRef: {name: letsencrypt}
    solvers:
    - http01: {ingress: {class: nginx}}
`,
  'shop/store.yaml': `apiVersion: apps/v1beta1
kind: StatefulSet
metadata: {name: store, namespace: shop}
spec:
  serviceName: store
  replicas: 3
  template:
    metadata:
      labels: &labels {app: store}
    spec:
      terminationGracePeriodSeconds: 30
      containers:
      - name: redis
        image: contoso.azurecr.io/redis:5
        ports: [{containerPort: 6379}]
---
apiVersion: v1
kind: Service
metadata: {name: store, namespace: shop}
spec:
  clusterIP: None
  selector: {app: store}
  ports: [{port: 6379}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: backups
  namespace: shop
  annotations:
    volume.beta.kubernetes.io/storage-class: managed-premium   # was default once
spec:
  accessModes: [ReadWriteOnce]
  resources: {requests: {storage: 8Gi}}
---
apiVersion: batch/v1beta1
kind: CronJob
metadata: {name: backup, namespace: shop}
spec:
  schedule: "0 3 * * *"   # before the shops open
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          nodeSelector: {beta.kubernetes.io/os: linux}
          containers:
          - name: backup
            image: contoso.azurecr.io/backup:3
            volumeMounts: [{name: backups, mountPath: /backups}]
          volumes: [{name: backups, persistentVolumeClaim: {claimName: backups}}]
`,
  'shop/access.json': `{
    "apiVersion": "v1",
    "kind": "List",
    "items": [
        {
            "apiVersion": "rbac.authorization.k8s.io/v1beta1",
            "kind": "Role",
            "metadata": { "name": "web", "namespace": "shop" },
            "rules": [{ "apiGroups": [""], "resources": ["configmaps"], "verbs": ["get"] }]
        },
        {
            "apiVersion": "rbac.authorization.k8s.io/v1beta1",
            "kind": "RoleBinding",
            "metadata": { "name": "web", "namespace": "shop" },
            "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "web" },
            "subjects": [{ "kind": "ServiceAccount", "name": "web", "namespace": "shop" }]
        }
    ]
}
`,
  'system/agents.yaml': `apiVersion: extensions/v1beta1
kind: DaemonSet
metadata: {name: agent, namespace: monitoring}
spec:
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
      - {name: agent, image: 'contoso.azurecr.io/agent:2'}
---
apiVersion: extensions/v1beta1
kind: NetworkPolicy
metadata: {name: default, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress]
---
apiVersion: storage.k8s.io/v1beta1
kind: StorageClass
metadata:
  name: managed-premium
  annotations:
    storageclass.beta.kubernetes.io/is-default-class: "true" # the only one
provisioner: disk.csi.azure.com
parameters: {skuName: Premium_LRS}
---
apiVersion: scheduling.k8s.io/v1beta1
kind: PriorityClass
metadata: {name: important}
value: 1000
`,
  'infrastructure/main.tf.json': `{
  "terraform": { "required_providers": { "azurerm": { "source": "hashicorp/azurerm", "version": "~> 4.55" } } },
  "resource": {
    "azurerm_kubernetes_cluster": {
      "aks": {
        "name": "shop",
        "location": "westeurope",
        "resource_group_name": "shop",
        "dns_prefix": "shop",
        "kubernetes_version": "1.33",
        "automatic_channel_upgrade": "patch",
        "default_node_pool": {
          "name": "system",
          "vm_size": "Standard_D4ds_v5",
          "enable_auto_scaling": true,
          "min_count": 1,
          "max_count": 3
        },
        "identity": { "type": "SystemAssigned" },
        "lifecycle": { "ignore_changes": ["default_node_pool[0].node_count"] }
      }
    },
    "azurerm_key_vault": {
      "shop": {
        "name": "contoso-shop",
        "location": "westeurope",
        "resource_group_name": "shop",
        "tenant_id": "11111111-1111-1111-1111-111111111111",
        "sku_name": "standard",
        "enable_rbac_authorization": true
      }
    }
  }
}
`,
};
