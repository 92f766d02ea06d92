{{- define "bimplus-gateway.fullname" -}}
{{- .Values.fullnameOverride | default .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- define "bimplus-gateway.selectorLabels" -}}
app.kubernetes.io/name: bimplus-gateway
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "bimplus-gateway.labels" -}}
{{ include "bimplus-gateway.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "bimplus-gateway.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{/* The job label of the meters. */}}
{{- define "bimplus-gateway.job" -}}
{{- .Values.monitoring.job | default (include "bimplus-gateway.fullname" .) -}}
{{- end -}}

{{/* A plain value as text: YAML's numbers are floats here, and 10000000 would become 1e+07. */}}
{{- define "bimplus-gateway.text" -}}
{{- if and (kindIs "float64" .) (eq . (floor .)) -}}{{ int64 . }}{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{/* The whole seconds of a duration in any form that docs/configuration.md allows. */}}
{{- define "bimplus-gateway.seconds" -}}
{{- $text := include "bimplus-gateway.text" . | lower | trimPrefix "pt" -}}
{{- if regexMatch "^[0-9]+$" $text -}}{{- $text = printf "%ss" $text -}}{{- end -}}
{{- $start := toDate "2006-01-02" "2000-01-01" -}}
{{- sub (mustDateModify (printf "+%s" $text) $start | unixEpoch) (unixEpoch $start) -}}
{{- end -}}

{{/* The ports that the gateway listens on. */}}
{{- define "bimplus-gateway.trafficPort" -}}
{{- index .Values.settings "quarkus.http.port" | default 8080 | int -}}
{{- end -}}
{{- define "bimplus-gateway.tlsPort" -}}
{{- index .Values.settings "quarkus.http.ssl-port" | default 8443 | int -}}
{{- end -}}
{{- define "bimplus-gateway.managementPort" -}}
{{- index .Values.settings "quarkus.management.port" | default 9000 | int -}}
{{- end -}}

{{/* The names of those for clients, separated by a comma. */}}
{{- define "bimplus-gateway.trafficNames" -}}
{{- $tls := hasKey .Values.settings "quarkus.http.tls-configuration-name" -}}
{{- $plain := not (and $tls (eq (index .Values.settings "quarkus.http.insecure-requests" | default "enabled" | lower) "disabled")) -}}
{{- if $plain -}}http{{- end -}}{{- if and $tls $plain -}},{{- end -}}{{- if $tls -}}https{{- end -}}
{{- end -}}

{{- define "bimplus-gateway.managementScheme" -}}
{{- if hasKey .Values.settings "quarkus.management.tls-configuration-name" -}}HTTPS{{- else -}}HTTP{{- end -}}
{{- end -}}

{{/* The settings as a properties file; those that are secrets are rejected. */}}
{{- define "bimplus-gateway.properties" -}}
{{- range $name, $value := .Values.settings -}}
{{- $text := include "bimplus-gateway.text" $value -}}
{{- if or (regexMatch "(^|[.-])(password|secret|token)$|[.]headers$" $name) (regexMatch "^[a-z]+://[^/]*:[^/]*@" $text) -}}
{{- fail (printf "settings: %s holds a secret: put it into a file of a Secret that secrets names; docs/kubernetes.md says how" $name) -}}
{{- end }}
{{ $name }}={{ $text | replace "\\" "\\\\" | replace "\n" "\\n" }}
{{- end -}}
{{- end -}}
