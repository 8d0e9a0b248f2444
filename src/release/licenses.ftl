Third-party software of keycloak-aws-mfa, and its licences


1. Inside the JAR, unchanged. Their licences follow at the end, and lie beside them in the JAR.

  keycloak-js 26.2.4   Apache-2.0   https://www.npmjs.com/package/keycloak-js
  uPlot 1.6.32         MIT          https://www.npmjs.com/package/uplot


2. Not inside the JAR: what the plugin is compiled against, with all that it brings. Keycloak has them at run time.

<#list dependencyMap as entry>
  ${entry.getKey().groupId}:${entry.getKey().artifactId} ${entry.getKey().version}
      <#list entry.getValue() as license>${license}<#if license_has_next>, or </#if></#list>
</#list>


