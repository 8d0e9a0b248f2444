<#import "template.ftl" as layout>
<#-- A text that is not in the mail's language says in which it is. -->
<#function language key>
  <#local other=virtualMfa.languages[key]!{}>
  <#return (other.lang??)?then(' lang="${other.lang!}" dir="${other.dir!}"', '')?no_esc>
</#function>
<#macro text key><#if virtualMfa.languages[key]??><span${language(key)}>${msg(key)}</span><#else>${msg(key)}</#if></#macro>
<@layout.emailLayout>
<p${language(virtualMfa.what)}>${msg(virtualMfa.what)}</p>
<p>
<#if virtualMfa.deviceName??>
<@text key="virtualMfaMailDevice" /> <bdi>${virtualMfa.deviceName}</bdi><br>
</#if>
<@text key="virtualMfaMailAccount" /> <bdi>${user.username}</bdi> (<bdi>${realmName}</bdi>)<br>
<@text key="virtualMfaMailTime" /> <bdi>${virtualMfa.time}</bdi><br>
<#if virtualMfa.ipAddress??>
<@text key="virtualMfaMailIpAddress" /> <bdi>${virtualMfa.ipAddress}</bdi><br>
</#if>
</p>
<p${language(virtualMfa.advice)}>${msg(virtualMfa.advice)}</p>
</@layout.emailLayout>
